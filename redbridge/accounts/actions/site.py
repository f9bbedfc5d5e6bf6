"""What the operator decides about the site and its helpers, and what `trust` decides about people."""

from datetime import datetime
from ipaddress import ip_network
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from redbridge.accounts import queries, words
from redbridge.accounts.actions.devices import end_all_sessions
from redbridge.accounts.actions.tokens import end_all_tokens
from redbridge.accounts.events import PersonChanged
from redbridge.accounts.models import Person, SignIn, Site
from redbridge.events import announce
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.regions.rules import REGIONS

POLICIES = ("", "open", "invite", "closed")
FIELDS = ("name", "languages", "region", "sign_up", "trusted_proxies", "contact", "set_up_at")


def change_site(actor: Person | None, **wanted: Any) -> Site:
    """Change the given fields of the site's row. Only operators may; None as the actor is the operator's console."""
    if actor is not None and not queries.sign_in_of(actor).is_operator:
        raise NotAllowed(_("Only whoever runs this site can change that."))
    _check(wanted)
    with transaction.atomic():
        row, _made = Site.objects.select_for_update().get_or_create(
            id=1, defaults={"languages": [code for code, _name in settings.LANGUAGES]}
        )
        for field, value in wanted.items():
            setattr(row, field, value)
        row.save()
    queries.forget_site()
    return row


def make_operator(*, handle: str, is_operator: bool = True) -> None:
    """Let somebody run the site, or no longer; for the console only."""
    _mark(handle, is_operator=is_operator)


def make_moderator(actor: Person | None, *, handle: str, is_moderator: bool = True) -> None:
    """Let somebody look after reports, or no longer. Only operators may; None is the console."""
    if actor is not None and not queries.sign_in_of(actor).is_operator:
        raise NotAllowed(_("Only whoever runs this site can change that."))
    _mark(handle, is_moderator=is_moderator)


def change_standing_of_person(
    *,
    person_id: int,
    state: str,
    until: datetime | None = None,
    rule: str = "",
    rule_version: str = "",
    case: int | None = None,
) -> Person:
    """Write what moderation decided; called by `trust` only. Announces PersonChanged.

    An ended account is signed out everywhere; tokens of programs end with a suspension already.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().filter(id=person_id).first()
        if person is None:
            raise NotFound
        person.standing, person.standing_until = Person.State(state), until
        person.standing_rule, person.standing_rule_version, person.standing_case = rule, rule_version, case
        person.version += 1
        person.save(update_fields=[*Person.STANDING_FIELDS.split(), "version"])
        for sign_in in SignIn.objects.filter(person=person) if not person.is_shown else ():
            end_all_tokens(sign_in)
            if person.standing == Person.State.TERMINATED:
                end_all_sessions(sign_in)
        announce(PersonChanged(person.id))
    return person


def _mark(handle: str, **flags: bool) -> None:
    name = handle.strip().removeprefix("@").lower()
    if not SignIn.objects.filter(username=name).update(**flags):
        raise NotFound


def _check(wanted: dict[str, Any]) -> None:
    unknown = set(wanted) - set(FIELDS)
    if unknown:
        raise TypeError(f"The site has no {', '.join(sorted(unknown))}")
    if "name" in wanted:
        wanted["name"] = words.clean_line(wanted["name"], field="name", longest=60) or "Redbridge"
    if "contact" in wanted:
        wanted["contact"] = words.clean_line(wanted["contact"], field="contact", longest=200)
    if wanted.get("sign_up", "") not in POLICIES:
        raise Refused(_("Choose who may join."), field="sign_up", code="sign_up")
    if wanted.get("region") and wanted["region"] not in REGIONS:
        raise Refused(_("Choose a region from the list."), field="region", code="region")
    known = dict(settings.LANGUAGES)
    if "languages" in wanted and (not wanted["languages"] or not set(wanted["languages"]) <= set(known)):
        raise Refused(_("Choose at least one language."), field="languages", code="languages")
    for text in wanted.get("trusted_proxies", ()):
        try:
            ip_network(text, strict=False)
        except ValueError:
            sentence = _("%(text)s is neither an address nor a network.") % {"text": str(text)[:60]}
            raise Refused(sentence, field="trusted_proxies", code="trusted_proxies") from None
