"""Prove an old handle by signing in where it is: see as whom, and keep nothing else of it."""

import secrets
import time
from threading import BoundedSemaphore

from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.arrival import handles, signingin
from redbridge.arrival.actions.proving import prove
from redbridge.arrival.actions.revoking import is_taken_back
from redbridge.arrival.models import OldHandle
from redbridge.arrival.queries.handles import own_row
from redbridge.arrival.signingin import Account, Begun
from redbridge.kit import limits
from redbridge.kit.errors import Refused
from redbridge.outbound.client import Failed

State, Method = OldHandle.State, OldHandle.Method
BEGINNINGS_AN_HOUR = 10
LASTS = 600
AT_ONCE = 2  # of all that this process answers: a place that is slow keeps nobody else waiting
OUT_OF_REACH = {"unreachable", "slow", "gone", "host"}
_room = BoundedSemaphore(AT_ONCE)


def begin_sign_in(actor: Person, *, handle_id: int) -> Begun:
    """What is needed to send somebody to their old place, to sign in as whom they say they were there."""
    row = _open_row(actor, handle_id)
    limits.require(f"old-handle-sign-in:{actor.id}", limit=BEGINNINGS_AN_HOUR, seconds=3600)
    with _Patience():
        return signingin.begin(handle_id=row.id, platform=row.platform, profile_url=row.profile_url)


def finish_sign_in(actor: Person, *, begun: Begun | None, place: str, state: str, code: str) -> OldHandle:
    """They are back: whether it was them who left, and as whom they signed in. Refused with a sentence otherwise.

    `begun` is used once. Announces HandleProved, or what `prove` says where somebody else has proved the same.
    """
    if begun is None or not 0 <= time.time() - begun.at <= LASTS:
        raise Refused(_("This took too long or was used already. Begin again."), code="old")
    row = _open_row(actor, begun.handle_id)
    is_theirs = secrets.compare_digest(begun.state.encode(), state.encode()) and begun.place == place
    if not is_theirs:
        raise Refused(_("This did not begin here. Begin again."), code="state")
    if not code or len(code) > signingin.LONGEST_CODE:
        raise Refused(_("You did not sign in there, so nothing changed."), code="denied")
    with _Patience():
        account = signingin.finish(begun, platform=row.platform, profile_url=row.profile_url, code=code)
    _prove(row, account, place)
    return row


def _open_row(actor: Person, handle_id: int) -> OldHandle:
    row = own_row(actor, handle_id=handle_id)
    if not signingin.is_open(row.platform, row.profile_url):
        raise Refused(_("This site cannot ask that place. Prove it another way."), code="off")
    if is_taken_back(row):
        raise Refused(_("A moderator took this handle back. You can object, and another one looks."), code="revoked")
    if row.state == State.PROVED:
        raise Refused(_("This handle is proved already."), code="proved")
    return row


def _prove(row: OldHandle, account: Account, place: str) -> None:
    if not signingin.is_same(account, platform=row.platform, key=row.key):
        sentence = _("You signed in there as %(other)s. To prove %(handle)s, sign in as that one.") % {
            "other": handles.shown(row.platform, account.handle),
            "handle": handles.shown(row.platform, row.handle),
        }
        raise Refused(sentence, code="other")
    key = signingin.keyed(row.platform, place, account.number)[0]
    if not prove(old_handle_id=row.id, method=Method.PLATFORM, account_key=key):
        raise Refused(
            _("Somebody else here proved the same handle before you. A moderator decides between you."), code="taken"
        )


class _Patience:
    """Room for a few that wait for another place, and sentences for what went wrong there."""

    def __enter__(self) -> None:
        if not _room.acquire(blocking=False):
            raise Refused(_("Others are signing in elsewhere right now. Try again in a minute."), code="busy")

    def __exit__(self, _kind: object, problem: object, _trace: object) -> None:
        _room.release()
        if isinstance(problem, Failed):
            if problem.code in OUT_OF_REACH:
                raise Refused(_("That place could not be reached. Try again later."), code=problem.code) from None
            raise Refused(_("That place did not confirm it. Begin again."), code=problem.code) from None
