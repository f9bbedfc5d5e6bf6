"""People, their preferences and their devices, as they may be seen; and the one row about the site."""

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from redbridge.accounts import browsers, handles, words
from redbridge.accounts.models import AccessToken, HandleHold, Invitation, Person, Preferences, SignIn, Site
from redbridge.kit.errors import NotFound
from redbridge.kit.ids import possible
from redbridge.kit.prepared import Prepared

SITE_SECONDS = 5
_LAST = "\U0010ffff"
_site: tuple[float, Site] | None = None


def site() -> Site:
    """What the operator chose; read again every few seconds, so never change the row you get."""
    global _site  # noqa: PLW0603 - one small row that every page of every thread needs
    now = time.monotonic()
    if _site is None or _site[0] < now:
        row = Site.objects.filter(id=1).first() or Site(languages=[code for code, _ in settings.LANGUAGES])
        _site = (now + SITE_SECONDS, row)
    return _site[1]


def languages() -> list[tuple[str, str]]:
    """Code and own name of each language that the operator offers the pages in; never none."""
    offered = site().languages
    return [(code, str(name)) for code, name in settings.LANGUAGES if code in offered] or list(settings.LANGUAGES)


def forget_site() -> None:
    """Have the row read again at once, as after it changed."""
    global _site  # noqa: PLW0603 - see above
    _site = None


def sign_up_policy() -> str:
    """`open`, `invite` or `closed`: what the operator chose in the set-up pages, else the environment's."""
    return site().sign_up or str(settings.SIGN_UP)


def has_operator() -> bool:
    """Whether somebody runs this site yet."""
    return SignIn.objects.filter(is_operator=True).exists()


def person_of(sign_in: Any) -> Person | None:
    """The person behind credentials; None for one who left, was ended or never was."""
    if not isinstance(sign_in, SignIn) or sign_in.person is None:
        return None
    person = sign_in.person
    return None if person.closed_at is not None or is_kept_out(person) else person


def is_kept_out(person: Person) -> bool:
    """Whether an account was ended, or is the demo's, whose passwords everybody knows, on a site that others reach."""
    return person.standing == Person.State.TERMINATED or (person.is_demo and not settings.IS_LOOPBACK)


def sign_in_of(person: Person) -> SignIn:
    """The credentials of a person of this server; NotFound for one of another."""
    found = SignIn.objects.filter(person=person).first()
    if found is None:
        raise NotFound
    return found


def person_by_address(viewer: Person | None, *, address: str) -> Person:
    """Who is called so; NotFound when nobody is, or they are closed or hidden and not the viewer."""
    handle, _, host = address.strip().removeprefix("@").lower().partition("@")
    if "\x00" in address:  # PostgreSQL refuses to compare it
        raise NotFound
    person = _BY_ADDRESS.first(handle=handle[:31], host=host[:254])
    if person is None or not (person.is_shown or (viewer is not None and viewer.id == person.id)):
        raise NotFound
    return person


def people_by_id(ids: Iterable[int], *, even_hidden: bool = False) -> dict[int, Person]:
    """Those of the people who are shown, in one query; `even_hidden` for what is the viewer's own or a moderator's."""
    found = _PEOPLE.instances(ids=possible(ids))
    return {person.id: person for person in found if person.is_shown or (even_hidden and person.closed_at is None)}


_PEOPLE: Prepared[Person] = Prepared(lambda ids: Person.objects.filter(id__in=ids))
_BY_ADDRESS: Prepared[Person] = Prepared(lambda handle, host: Person.objects.filter(handle=handle, host=host))


def people_starting(viewer: Person | None, *, text: str, limit: int = 8) -> list[Person]:
    """People whose handle or name starts like the text, for mentions and the search box."""
    text = text.replace("\x00", "").strip()
    handle, name = text.removeprefix("@").lower()[:30], words.name_key(text)
    if not name:
        return []
    starts = (_starts("handle", handle) if handle else Q()) | _starts("name_key", name)
    shown = Q(closed_at=None, standing__in=[Person.State.VISIBLE, Person.State.LIMITED])
    own = viewer.id if viewer else 0
    return list(Person.objects.filter(starts, shown).exclude(id=own).order_by("handle", "host")[:limit])


def _starts(field: str, text: str) -> Q:
    if connection.vendor == "sqlite":
        # A range and not LIKE, which folds case here and therefore reads the whole table.
        return Q(**{f"{field}__gte": text, f"{field}__lt": text + _LAST})
    return Q(**{f"{field}__startswith": text})


def handle_is_free(handle: str) -> bool:
    """Whether somebody may take a handle of the right shape now."""
    if handles.is_reserved(handle) or Person.objects.filter(handle=handle, host="").exists():
        return False
    held = HandleHold.objects.filter(handle=handle).filter(Q(until=None) | Q(until__gt=timezone.now()))
    return not held.exists() and not SignIn.objects.filter(username=handle).exists()


def free_handle_like(handle: str, *, name: str = "", place: str = "") -> str:
    """A free handle close to a taken one, empty when none comes to mind."""
    wanted = handles.candidates(handle, name=name, place=place)
    taken = set(Person.objects.filter(handle__in=wanted, host="").values_list("handle", flat=True))
    return next((text for text in wanted if text not in taken and handle_is_free(text)), "")


def preferences_of(person: Person) -> Preferences:
    """What somebody chose for their own eyes; the usual where they chose nothing."""
    return Preferences.objects.filter(person=person).first() or Preferences(person=person)


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that somebody is signed in with; the address is shortened."""

    id: int
    browser: str
    system: str
    address: str
    signed_in_at: datetime
    seen_at: datetime
    is_current: bool


def devices_of(person: Person, *, session_key: str | None = "") -> list[Device]:
    """Where somebody is signed in, this device first, then the last seen."""
    rows = UserSession.objects.purge_and_list(sign_in_of(person))
    found = []
    for row in rows:
        browser, system = browsers.name(row.user_agent)
        is_current = row.session_key == session_key
        found.append(Device(row.id, browser, system, row.ip, row.created_at, row.last_seen_at, is_current))
    return sorted(found, key=lambda device: (device.is_current, device.seen_at), reverse=True)


def device_of(session_key: str | None) -> int | None:
    """The id of the device with this session, None where nobody is signed in."""
    if not session_key or "\x00" in session_key:  # PostgreSQL refuses to compare it
        return None
    row = UserSession.objects.filter(session_key=session_key).only("id").first()
    return int(row.pk) if row else None


def devices_signed_in(ids: Iterable[int]) -> set[int]:
    """Those of the devices whose session is still good."""
    live = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(id__in=possible(ids), session_key__in=live)
    return set(rows.values_list("id", flat=True))


@dataclass(frozen=True, slots=True)
class Passkey:
    """A key that signs somebody in."""

    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Protection:
    """How an account is protected."""

    has_app: bool
    passkeys: list[Passkey]
    has_codes: bool
    codes_left: int
    codes_are_unseen: bool

    @property
    def has_second_step(self) -> bool:
        """Whether signing in takes more than a password."""
        return self.has_app or bool(self.passkeys)


def protection_of(sign_in: SignIn) -> Protection:
    """Second steps and recovery codes of an account."""
    rows = list(Authenticator.objects.filter(user=sign_in).order_by("id"))
    codes = next((row.wrap() for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return Protection(
        has_app=any(row.type == Authenticator.Type.TOTP for row in rows),
        passkeys=[
            Passkey(row.id, str(row.wrap().name), row.created_at, row.last_used_at)
            for row in rows
            if row.type == Authenticator.Type.WEBAUTHN
        ],
        has_codes=codes is not None,
        codes_left=len(codes.get_unused_codes()) if codes else 0,
        codes_are_unseen=codes is not None and not codes.did_view,
    )


def email_of(sign_in: SignIn) -> str:
    """The verified address of an account, empty when it has none."""
    return (
        EmailAddress.objects.filter(user=sign_in, verified=True)
        .order_by("-primary", "id")
        .values_list("email", flat=True)
        .first()
        or ""
    )


def email_code_key(sign_in: SignIn) -> str:
    """Where the address that waits for its code is remembered."""
    return f"email-code:{sign_in.pk}"


def waiting_email(sign_in: SignIn) -> str:
    """The address that waits for its code, empty when none does."""
    waiting = cache.get(email_code_key(sign_in))
    return str(waiting["email"]) if waiting else ""


def invitation(token: str, *, purpose: str) -> Invitation | None:
    """The invitation behind a link, if it is still good."""
    return Invitation.objects.filter(
        token_hash=hash_token(token), purpose=purpose, used_at=None, expires_at__gt=timezone.now()
    ).first()


def gone_on(person: Person) -> datetime | None:
    """When somebody who left will be deleted for good."""
    return person.closed_at + timedelta(days=settings.GRACE_DAYS) if person.closed_at else None


def token_behind(secret: str) -> AccessToken | None:
    """The token with its sign-in and person, if it is good now: not over, and its owner neither gone nor suspended."""
    token = _TOKEN.first(token_hash=hash_token(secret))
    if token is None or (token.expires_at is not None and token.expires_at <= timezone.now()):
        return None
    person = person_of(token.sign_in)
    return token if token.sign_in.is_active and person is not None and person.is_shown else None


def tokens_of(person: Person) -> list[AccessToken]:
    """What somebody gave to programs, newest first, those that are over included."""
    return list(AccessToken.objects.filter(sign_in__person=person).order_by("-id"))


def tokens_that_work(ids: Iterable[int]) -> set[int]:
    """Those of the tokens that have not ended."""
    rows = AccessToken.objects.filter(id__in=possible(ids))
    return set(rows.exclude(expires_at__lte=timezone.now()).values_list("id", flat=True))


_TOKEN: Prepared[AccessToken] = Prepared(
    lambda token_hash: AccessToken.objects.filter(token_hash=token_hash).select_related("sign_in__person")
)


def hash_token(token: str) -> str:
    """What is stored of the secret of a link or a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def people_here(*, after: int = 0, limit: int = 500) -> list[Person]:
    """Everybody of this site who has not left, by id from `after` on; for whoever runs it."""
    rows = Person.objects.filter(host="", closed_at=None, id__gt=after)
    return list(rows.order_by("id")[:limit])


def person_here(handle: str) -> Person:
    """Who of this site is called so and has not left, whatever moderation decided; for whoever runs it."""
    person = Person.objects.filter(handle=handle.strip().removeprefix("@").lower(), host="", closed_at=None).first()
    if person is None:
        raise NotFound
    return person
