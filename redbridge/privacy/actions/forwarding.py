"""Where somebody lives now."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts import words
from redbridge.accounts.events import PersonChanged
from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit.errors import NotAllowed, Refused
from redbridge.language.detection import detect
from redbridge.privacy.models import Forwarding

LONGEST_SAID = 300
_HANDLE = re.compile(r"@?(?P<name>[\w.-]{1,64})@(?P<host>[a-z0-9.-]+\.[a-z]{2,63}(:[0-9]{1,5})?)", re.IGNORECASE)


def set_forwarding(actor: Person, *, address: str, said: str = "") -> Forwarding:
    """Say on the actor's profile where they live now: a page on the web, or a name like @lin@example.org.

    `said` is a sentence of theirs beside it. Announces PersonChanged.
    """
    if not actor.is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))
    found = _cleaned(address)
    sentence = words.clean_line(said, field="said", longest=LONGEST_SAID)
    language = detect(sentence).language if sentence else ""
    with transaction.atomic():
        values = {"address": found, "said": sentence, "language": language, "at": timezone.now()}
        row, _is_new = Forwarding.objects.update_or_create(person=actor, defaults=values)
        announce(PersonChanged(actor.id))
    return row


def end_forwarding(actor: Person) -> None:
    """The actor lives here again. Announces PersonChanged."""
    with transaction.atomic():
        if Forwarding.objects.filter(person=actor).delete()[0]:
            announce(PersonChanged(actor.id))


def _cleaned(address: str) -> str:
    address = address.strip()
    if handle := _HANDLE.fullmatch(address):
        address = f"https://{handle['host'].lower()}/@{handle['name']}"
    if not address:
        raise Refused(_("Say where you live now."), field="address", code="empty")
    try:
        found = words.clean_links([address])[0]
    except Refused as refused:
        raise Refused(refused.sentence, field="address", code="link") from None
    if urlsplit(found).netloc.lower() == urlsplit(settings.SITE_URL).netloc.lower():
        raise Refused(_("That is here. Name the place where you live now."), field="address", code="here")
    return found
