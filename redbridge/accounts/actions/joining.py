"""Somebody joins: person, credentials, preferences and consents in one transaction, or nothing at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts import addresses, handles, languages, queries, words
from redbridge.accounts.actions.emails import ask_email_code
from redbridge.accounts.ages import Age, age_from
from redbridge.accounts.events import PersonJoined
from redbridge.accounts.models import Consent, Invitation, Person, Preferences, SignIn
from redbridge.accounts.passwords import check_password_rules
from redbridge.accounts.texts import TEXT_VERSIONS
from redbridge.events import announce
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, Refused
from redbridge.regions.rules import get_region

MOST_PER_HOUR = 20


@dataclass(frozen=True)
class _Newcomer:
    handle: str
    name: str
    region: str
    age: Age
    reads: list[str]


def join(
    *,
    handle: str,
    password: str,
    name: str = "",
    email: str = "",
    language: str = "en",
    birth_month: str | None = None,
    region: str = "",
    reads: Iterable[str] = (),
    invitation: str | None = None,
    client_address: str = "",
    is_demo: bool = False,
) -> SignIn:
    """Make somebody an account. Anybody may, as far as the site's sign-up policy and the region's age let them.

    `birth_month` ("2001-05") is not kept, only the band and when it turns; None is for people whom the operator or
    the demo world brings. An `email` gets a code and counts once it is confirmed. Announces PersonJoined.
    Refused names the field; NotAllowed when sign-up is closed; TooFast beyond the limit of one address.
    """
    asked = _usable_invitation(invitation)
    if not is_demo and asked is None:
        _check_policy()
    newcomer = _check(handle, name, birth_month=birth_month, region=region, reads=[*reads, language])
    check_password_rules(password, sign_in=SignIn(username=newcomer.handle, email=email))
    if client_address:
        limits.require(f"join:{addresses.counted(client_address)}", limit=MOST_PER_HOUR, seconds=3600)
    try:
        with transaction.atomic():
            sign_in = _create(newcomer, password=password, language=language, is_demo=is_demo)
            if asked is not None:
                _use(asked, sign_in)
            if email:
                ask_email_code(sign_in, email=email, language=language)
            announce(PersonJoined(sign_in.person_id or 0))
    except IntegrityError:  # somebody took the handle between the check and the row
        raise _taken(newcomer.handle, name=newcomer.name, region=region) from None
    return sign_in


def check_handle(text: str, *, name: str = "", region: str = "") -> str:
    """The handle as it is stored; Refused, with a free one to take instead, when somebody has it."""
    handle = handles.clean_handle(text)
    if not queries.handle_is_free(handle):
        raise _taken(handle, name=name, region=region)
    return handle


def _check(handle: str, name: str, *, birth_month: str | None, region: str, reads: Iterable[str]) -> _Newcomer:
    # First of all the age: of somebody too young nothing else is looked at.
    if birth_month is None:
        age = Age(Person.AgeBand.ADULT, None)
    else:
        age = age_from(birth_month, region=region, today=timezone.localdate())
    handle = check_handle(handle, name=name, region=region)
    return _Newcomer(
        handle=handle,
        name=words.clean_name(name.strip() or handle),
        region=get_region(region).code,
        age=age,
        reads=languages.clean_tags(reads),
    )


def _create(newcomer: _Newcomer, *, password: str, language: str, is_demo: bool) -> SignIn:
    person = Person.objects.create(
        handle=newcomer.handle,
        name=newcomer.name,
        name_key=words.name_key(newcomer.name),
        reads=newcomer.reads,
        writes=newcomer.reads[:1],
        region=newcomer.region,
        age_band=newcomer.age.band,
        age_turns_on=newcomer.age.turns_on,
        is_private=newcomer.age.band == Person.AgeBand.TEEN,
        is_demo=is_demo,
    )
    person.refresh_from_db()  # the database sets the time
    sign_in = SignIn(username=newcomer.handle, person=person)
    sign_in.set_password(password)
    sign_in.save()
    known = dict(settings.LANGUAGES)
    Preferences.objects.create(person=person, language=language if language in known else settings.LANGUAGE_CODE)
    Consent.objects.bulk_create(
        Consent(person=person, purpose=purpose, text_version=version, language=language[:12], given=True)
        for purpose, version in TEXT_VERSIONS.items()
    )
    return sign_in


def _check_policy() -> None:
    policy = queries.sign_up_policy()
    if policy == "closed":
        raise NotAllowed(_("This place takes nobody new at the moment. You can read everything."))
    if policy == "invite":
        raise NotAllowed(_("You need an invitation to join. Ask somebody here for a link."))


def _usable_invitation(token: str | None) -> Invitation | None:
    if not token:
        return None
    found = queries.invitation(token, purpose=Invitation.Purpose.OPERATOR)
    if found is None and queries.sign_up_policy() != "closed":
        found = queries.invitation(token, purpose=Invitation.Purpose.JOIN)
    if found is None and queries.sign_up_policy() != "open":
        raise Refused(_("This invitation was already used, or has expired. Ask for a new one."), code="invitation")
    return found


def _use(asked: Invitation, sign_in: SignIn) -> None:
    # The condition in the update lets exactly one of two people through.
    if not Invitation.objects.filter(id=asked.id, used_at=None).update(used_at=timezone.now(), sign_in=sign_in):
        raise Refused(_("This invitation was already used, or has expired. Ask for a new one."), code="invitation")
    if asked.purpose == Invitation.Purpose.OPERATOR:
        sign_in.is_operator = True
        sign_in.save(update_fields=["is_operator"])


def _taken(handle: str, *, name: str, region: str) -> Refused:
    free = queries.free_handle_like(handle, name=name, place=region.lower())
    if free:
        sentence = _("@%(handle)s is taken. @%(free)s is free. What you typed is kept.")
    else:
        sentence = _("@%(handle)s is taken. What you typed is kept.")
    return Refused(sentence % {"handle": handle, "free": free}, field="handle", code="taken")
