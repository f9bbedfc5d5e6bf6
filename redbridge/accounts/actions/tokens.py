"""Tokens with which programs act for somebody, and what was answered to what they sent."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts import queries, words
from redbridge.accounts.models import AccessToken, Person, Receipt, SignIn
from redbridge.accounts.scopes import SCOPES, kept_from
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound, Problem, Refused

MARK = "rbt_"  # so that scanners of published code know one of ours
SHOWN = 8
MOST_TOKENS = 20
TOKENS_AN_HOUR = 20
LONGEST_NAME, LONGEST_KEY = 60, 255
LIFETIMES = (30, 90, 365, 0)  # days; 0 is without an end
RECEIPTS_LAST = timedelta(hours=24)
LONGEST_RUN = timedelta(minutes=10)


class StillRunning(Problem):
    """The same was sent a moment ago and is not done, or nobody can tell any more whether it was."""

    status = 409

    def __init__(self, sentence: str, *, code: str, retry_after: int) -> None:
        super().__init__(sentence, code=code)
        self.retry_after = retry_after


def make_token(actor: Person, *, name: str, scopes: Iterable[str], days: int = 90) -> tuple[AccessToken, str]:
    """A new token and its secret, which nobody can see again. `days` is one of LIFETIMES."""
    if not actor.is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))
    sign_in = queries.sign_in_of(actor)
    name = words.clean_line(name, field="name", longest=LONGEST_NAME)
    chosen = [scope for scope in SCOPES if scope in set(scopes)]
    _check_token(sign_in, name, chosen, set(scopes), days)
    limits.require(f"token:{actor.id}", limit=TOKENS_AN_HOUR, seconds=3600)
    secret = MARK + secrets.token_urlsafe(30)
    with transaction.atomic():
        SignIn.objects.select_for_update().get(pk=sign_in.pk)
        if AccessToken.objects.filter(sign_in=sign_in).count() >= MOST_TOKENS:
            raise Refused(_("You have 20 tokens. End one first."), code="too_many_tokens")
        token = AccessToken.objects.create(
            sign_in=sign_in,
            token_hash=queries.hash_token(secret),
            prefix=secret[:SHOWN],
            name=name,
            scopes=chosen,
            expires_at=timezone.now() + timedelta(days=days) if days else None,
        )
    return token, secret


def end_token(actor: Person, *, token_id: int) -> None:
    """Whoever has this token of the actor's can do nothing with it any more; NotFound for somebody else's."""
    gone, _rows = AccessToken.objects.filter(id=token_id, sign_in=queries.sign_in_of(actor)).delete()
    if not gone:
        raise NotFound


def end_all_tokens(sign_in: SignIn) -> None:
    """End every token, as leaving, a suspension and a lost password do."""
    AccessToken.objects.filter(sign_in=sign_in).delete()


def note_token(token: AccessToken) -> None:
    """Remember the day on which a token was used last: one write a day."""
    today = timezone.localdate()
    if token.used_on != today:
        AccessToken.objects.filter(id=token.id).update(used_on=today)


def forget_tokens() -> None:
    """Delete tokens a while after their end."""
    AccessToken.objects.filter(expires_at__lt=timezone.now() - timedelta(days=30)).delete()


def begin_receipt(token: AccessToken, *, key: str, request_hash: str) -> Receipt | None:
    """None when the caller is to do what was sent, and then to `finish_receipt`; else what was answered before.

    Refused when the key stood for something else. StillRunning while another process is at it, and also afterwards
    when that process never told how it ended: then it may have been done, and is not done again.
    """
    if not key or len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Refused(_("An Idempotency-Key has 1 to 255 visible letters of ASCII."), code="idempotency_key")
    now = timezone.now()
    with transaction.atomic():
        Receipt.objects.filter(token=token, key=key, at__lt=now - RECEIPTS_LAST).delete()
        found, is_new = Receipt.objects.get_or_create(
            token=token, key=key, defaults={"request_hash": request_hash, "at": now}
        )
    if is_new:
        return None
    if found.request_hash != request_hash:
        raise Refused(_("This Idempotency-Key was sent with something else before."), code="idempotency_key_reused")
    if found.status:
        return found
    if found.at < now - LONGEST_RUN:
        raise StillRunning(
            _("Nobody can tell whether this was done. Look first, then send it with a new key."),
            code="outcome_unknown",
            retry_after=0,
        )
    raise StillRunning(_("The same is being done right now."), code="in_progress", retry_after=1)


def finish_receipt(token: AccessToken, *, key: str, status: int, body: str) -> None:
    """Remember what was answered."""
    Receipt.objects.filter(token=token, key=key).update(status=status, body=body)


def drop_receipt(token: AccessToken, *, key: str) -> None:
    """Nothing was done, so it may be sent again under the same key."""
    Receipt.objects.filter(token=token, key=key, status=0).delete()


def forget_receipts() -> None:
    """Delete what is older than a day."""
    Receipt.objects.filter(at__lt=timezone.now() - RECEIPTS_LAST).delete()


def _check_token(sign_in: SignIn, name: str, chosen: list[str], asked: set[str], days: int) -> None:
    if not name:
        raise Refused(_("Give the token a name, so that you know it later."), field="name", code="empty")
    if not chosen:
        raise Refused(_("Choose at least one thing that it may do."), field="scopes", code="empty")
    if asked - set(chosen) or kept_from(sign_in) & set(chosen):
        raise Refused(_("That is not one of the choices."), field="scopes", code="bad_choice")
    if days not in LIFETIMES:
        raise Refused(_("That is not one of the choices."), field="days", code="bad_choice")
