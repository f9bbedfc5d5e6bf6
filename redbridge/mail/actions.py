"""Mail is written in the transaction of what it tells of, and sent by the worker."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import timezone, translation

from redbridge.events import announce
from redbridge.mail.events import MailQueued
from redbridge.mail.models import OutgoingMail

KEEP = timedelta(days=30)


def send_mail(
    to: str, *, template: str, language: str, context: dict[str, Any], headers: dict[str, str] | None = None
) -> OutgoingMail | None:
    """Write a mail in the reader's language; the worker sends it. Nothing happens on a site without a mail server.

    `mail/<template>.txt` has the subject in its first line; `mail/<template>.html` is the same for the eye.
    `headers` are such as let mail programs offer to unsubscribe.
    Announces MailQueued.
    """
    if not settings.CAN_MAIL:
        return None
    known = dict(settings.LANGUAGES)
    language = language if language in known else settings.LANGUAGE_CODE
    with translation.override(language):
        values = {"site_url": settings.SITE_URL, "language": language, **context}
        subject, _, text = render_to_string(f"mail/{template}.txt", values).strip().partition("\n")
        html = _html(template, {**values, "subject": subject})
    with transaction.atomic():
        mail = OutgoingMail.objects.create(
            to=to,
            subject=subject.strip()[:200],
            text=text.strip() + "\n",
            html=html,
            language=language,
            headers=headers or {},
        )
        announce(MailQueued(mail.id))
    return mail


def deliver_mail(*, mail_id: int) -> None:
    """Hand a waiting mail to the mail server, and forget its words: they may hold a code.

    Raises what the server raises, so that the worker tries again later.
    """
    mail = OutgoingMail.objects.filter(id=mail_id, sent_at=None).first()
    if mail is None:
        return
    message = EmailMultiAlternatives(
        mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=mail.headers
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    message.send()
    OutgoingMail.objects.filter(id=mail_id).update(sent_at=timezone.now(), text="", html="", headers={})


def forget_old_mail() -> None:
    """Delete what was sent, or could not be, a month ago."""
    OutgoingMail.objects.filter(created_at__lt=timezone.now() - KEEP).delete()


def _html(template: str, values: dict[str, Any]) -> str:
    try:
        return render_to_string(f"mail/{template}.html", values)
    except TemplateDoesNotExist:  # some mails are for operators and need no dress
        return ""
