"""What the operator lets in."""

from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts import queries as accounts
from redbridge.accounts.models import Person
from redbridge.arrival.models import SourceSwitch
from redbridge.arrival.queries.jobs import SOURCES
from redbridge.kit.errors import NotAllowed, Refused


def set_source_open(actor: Person, *, source: str, is_open: bool) -> None:
    """Let people bring exports of a source, or not for now; what is read already goes on. For operators."""
    check_operator(actor)
    if source not in SOURCES:
        raise Refused(_("There is no such source."), field="source", code="bad_choice")
    SourceSwitch.objects.update_or_create(source=source, defaults={"is_open": is_open, "changed_at": timezone.now()})


def check_operator(actor: Person) -> None:
    if not accounts.sign_in_of(actor).is_operator:
        raise NotAllowed(_("Only whoever runs this site can do that."))
