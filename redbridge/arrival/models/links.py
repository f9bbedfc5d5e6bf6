"""The page of links that somebody's old audience is sent to."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from redbridge.accounts.models import Person
from redbridge.kit import fieldtags as tag
from redbridge.kit.fieldtags import tags


class PageLink(models.Model):
    """One link in the order that its owner chose; verified while the page behind it links back with rel="me"."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60, blank=True)
    url = models.CharField(max_length=200)
    verified_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    field_tags: ClassVar = tags(
        (tag.PROFILE, "id person order title url created_at"), (tag.RECORD, "verified_at checked_at")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "url"], name="page_link_once")]
        indexes = [models.Index(fields=["checked_at"], name="page_link_checked")]
