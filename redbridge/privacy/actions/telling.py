"""Say that an archive is ready: in the inbox, and by mail where the site sends any."""

from redbridge.accounts import queries as accounts
from redbridge.mail import actions as mail
from redbridge.notifications import actions as notifications
from redbridge.privacy.models import Departure


def tell_archive_ready(*, departure_id: int) -> None:
    """Tell whoever asked; somebody else at their keyboard who asked is told on, too."""
    row = Departure.objects.filter(id=departure_id, state=Departure.State.READY).select_related("person").first()
    if row is None or row.ready_at is None:
        return
    notifications.tell_about_archive(person_id=row.person_id, departure_id=row.id, at=row.ready_at)
    sign_in = accounts.sign_in_of(row.person)
    if email := accounts.email_of(sign_in):
        context = {"handle": row.person.handle, "until": row.expires_at}
        language = accounts.preferences_of(row.person).language
        mail.send_mail(email, template="archive_ready", language=language, context=context)
