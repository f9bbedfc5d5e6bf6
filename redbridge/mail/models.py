"""Mail that waits for the worker."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags


class OutgoingMail(models.Model):
    """One mail, kept until it is sent."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")
    headers = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True, blank=True)

    field_tags: ClassVar = tags((tag.OPERATION, "id to subject text html language headers created_at sent_at"))
