"""Old mail is forgotten."""

from redbridge.events import every
from redbridge.mail import actions


@every(days=1, bulk=True)
def forget_old_mail() -> None:
    actions.forget_old_mail()
