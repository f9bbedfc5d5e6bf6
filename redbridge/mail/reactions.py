"""Queued mail is sent."""

from redbridge.events import react
from redbridge.mail import actions
from redbridge.mail.events import MailQueued


@react(MailQueued, priority=5, atomic=False)
def send_mail_when_queued(event: MailQueued) -> None:
    actions.deliver_mail(mail_id=event.mail_id)
