"""Old handles: say who you were elsewhere and prove it, vouch for somebody, and what moderators decide about both."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from redbridge.api.arriving import SCOPE
from redbridge.api.paging import After, closed, opened_number
from redbridge.api.saying import Json, address, person_json
from redbridge.api.shapes import Id, PathId, Person
from redbridge.api.words import Word, person
from redbridge.arrival import actions, queries
from redbridge.arrival.handles import label_of
from redbridge.cards import people as cards

if TYPE_CHECKING:
    from redbridge.arrival.models import NameClaim as Row

word = Word("handles")
MODERATE = "moderate"
SHOWN = ("platform", "state", "method", "code", "is_shown", "problem", "words")


class OldHandle(Schema):
    """A handle of yours. `problem` is why the last look proved nothing; `vouch_page` is for people who know you."""

    id: Id
    platform: str
    label: str
    handle: str
    profile: str
    state: str = Field(description="claimed, asked (a moderator is to look), vouched, proved or revoked.")
    method: str
    code: str = Field(description="Put it into your old profile, then have it checked.")
    is_shown: bool
    problem: str
    is_looking: bool
    can_look: bool
    can_sign_in: bool = Field(description="Whether signing in there, on the page of your handles, proves it.")
    can_object: bool = Field(description="A moderator took it back; `problem` says why.")
    can_be_vouched: bool
    can_claim: bool
    vouches: int
    vouch_page: str
    words: str = Field(description="Of a moderator who took it back.")
    proved_at: datetime | None


class OldHandles(Schema):
    """All of yours, oldest first."""

    items: list[OldHandle]


class Claim(Schema):
    """Where, and as whom; a handle, or the address of a profile."""

    platform: str
    handle: str = Field(max_length=300)
    is_shown: bool = False


class Showing(Schema):
    """Whether your profile shows it once it is proved."""

    is_shown: bool


class NameWish(Schema):
    """A name here that is yours, and what a moderator should know."""

    name: str = Field(max_length=60)
    words: str = ""


class NameClaim(Schema):
    """A name that you asked for; `state` is open, given or declined."""

    id: Id
    name: str
    state: str
    created_at: datetime


class NameClaims(Schema):
    """Names that you asked for, newest first."""

    items: list[NameClaim]


class Vouching(Schema):
    """Whom to vouch for. With a `hurdle` (prove, young, month or circle) you cannot, or see no handle."""

    id: Id
    person: Person | None
    label: str
    handle: str
    count: int
    is_given: bool
    hurdle: str


class AskedHandle(Schema):
    """A handle to look at; `owner` is somebody else who proved the same one, `objection` says why it is theirs."""

    id: Id
    person: Person | None
    owner: Person | None
    label: str
    handle: str
    profile: str
    code: str
    objection: str
    is_same_account: bool | None = Field(description="Whether both signed in there as the very same account.")


class AskedHandles(Schema):
    """What waits for a moderator, oldest first."""

    items: list[AskedHandle]
    after: str | None
    waiting: int = Field(description="Handles and names together.")


class AskedName(Schema):
    """A name that somebody says is theirs, and who bears it."""

    id: Id
    name: str
    person: Person | None
    bearer: Person | None
    label: str
    words: str


class AskedNames(Schema):
    """What waits for a moderator, oldest first."""

    items: list[AskedName]


class HandleVerdict(Schema):
    """Empty for yes, else why not."""

    reason: Literal["", "missing", "unreachable", "gone", "other"]


class StandingHandle(Schema):
    """A handle that somebody proved, shown or not."""

    id: Id
    label: str
    handle: str
    profile: str


class StandingHandles(Schema):
    """All of them."""

    items: list[StandingHandle]


class TakingBack(Schema):
    """Why a proof is taken back, and words for its owner."""

    reason: Literal["sold", "false", "mistake", "others"]
    words: str = ""


class Objection(Schema):
    """Why it is yours."""

    words: str


class NameVerdict(Schema):
    """Whether the name goes to whoever asks for it."""

    is_given: bool


@word.reads("me/handles", OldHandles, scope=SCOPE)
def get_handles(request: HttpRequest) -> Json:
    """Who you were elsewhere, and how far each is proved."""
    return {"items": [_json(own) for own in queries.own_handles(person(request))]}


@word.writes("POST", "me/handles", OldHandle, scope=SCOPE, status=201)
def claim_handle(request: HttpRequest, claim: Claim) -> Json:
    """Say who you were elsewhere; the answer holds the code for your old profile."""
    me = person(request)
    row = actions.claim_handle(me, platform=claim.platform, handle=claim.handle, is_shown=claim.is_shown)
    return _json(queries.own_handle(me, handle_id=row.id))


@word.reads("me/handles/{int:handle_id}", OldHandle, scope=SCOPE)
def get_handle(request: HttpRequest, handle_id: PathId) -> Json:
    """One old handle of yours."""
    return _json(queries.own_handle(person(request), handle_id=handle_id))


@word.writes("PATCH", "me/handles/{int:handle_id}", OldHandle, scope=SCOPE)
def show_handle(request: HttpRequest, handle_id: PathId, showing: Showing) -> Json:
    """Have your profile show it, or not."""
    return _done(request, handle_id, actions.show_handle, is_shown=showing.is_shown)


@word.writes("DELETE", "me/handles/{int:handle_id}", scope=SCOPE)
def drop_handle(request: HttpRequest, handle_id: PathId) -> None:
    """Forget it, with everything about it."""
    actions.drop_handle(person(request), handle_id=handle_id)


@word.writes("POST", "me/handles/{int:handle_id}/check", OldHandle, scope=SCOPE)
def check_handle(request: HttpRequest, handle_id: PathId) -> Json:
    """Have your old profile looked at for the code."""
    return _done(request, handle_id, actions.ask_check)


@word.writes("POST", "me/handles/{int:handle_id}/ask", OldHandle, scope=SCOPE)
def ask_moderator(request: HttpRequest, handle_id: PathId) -> Json:
    """Ask a moderator to look."""
    return _done(request, handle_id, actions.ask_moderator)


@word.writes("POST", "me/handles/{int:handle_id}/leave-lists", OldHandle, scope=SCOPE)
def leave_lists(request: HttpRequest, handle_id: PathId) -> Json:
    """Erase a proved handle from the lists of everybody who knew you; blocks stay."""
    return _done(request, handle_id, actions.leave_lists)


@word.writes("POST", "me/handles/{int:handle_id}/object", OldHandle, scope=SCOPE)
def object_to_revocation(request: HttpRequest, handle_id: PathId, objection: Objection) -> Json:
    """Say that a moderator took it back wrongly; another one looks, once."""
    return _done(request, handle_id, actions.object_to_revocation, words=objection.words)


@word.reads("me/name-claims", NameClaims, scope=SCOPE)
def get_name_claims(request: HttpRequest) -> Json:
    """Names that you asked for."""
    return {"items": [_claim(row) for row in queries.own_name_claims(person(request))]}


@word.writes("POST", "me/handles/{int:handle_id}/name", NameClaim, scope=SCOPE, status=201)
def claim_name(request: HttpRequest, handle_id: PathId, wish: NameWish) -> Json:
    """Claim a name from somebody who only pretends; a moderator decides."""
    return _claim(actions.claim_name(person(request), handle_id=handle_id, name=wish.name, words=wish.words))


@word.reads("handles/{int:handle_id}/vouch", Vouching, scope=SCOPE)
def get_vouching(request: HttpRequest, handle_id: PathId) -> Json:
    """A handle that waits for people to vouch."""
    view = queries.vouching(person(request), handle_id=handle_id)
    names = ("label", "count", "is_given", "hurdle")
    return {
        "id": str(view.id),
        "person": _of(cards.cards([view.owner_id]), view.owner_id),
        "handle": view.said,
        **{name: getattr(view, name) for name in names},
    }


@word.writes("PUT", "handles/{int:handle_id}/vouch", scope=SCOPE)
def vouch(request: HttpRequest, handle_id: PathId) -> None:
    """Say that an old handle is somebody's."""
    actions.vouch(person(request), handle_id=handle_id)


@word.writes("DELETE", "handles/{int:handle_id}/vouch", scope=SCOPE)
def revoke_vouch(request: HttpRequest, handle_id: PathId) -> None:
    """Take that back."""
    actions.revoke_vouch(person(request), handle_id=handle_id)


@word.reads("moderation/handles", AskedHandles, scope=MODERATE)
def get_asked_handles(request: HttpRequest, after: After = "") -> Json:
    """Old profiles that people ask moderators to look at."""
    me = person(request)
    asked, cursor = queries.asked_handles(me, after=opened_number(after))
    ids = [one.row.person_id for one in asked] + [one.owner_id for one in asked if one.owner_id]
    people = cards.cards(ids, even_hidden=True)
    items = [
        {
            "id": str(one.row.id),
            "person": _of(people, one.row.person_id),
            "owner": _of(people, one.owner_id),
            "label": one.label,
            "handle": one.said,
            "profile": one.row.profile_url,
            "code": one.row.code,
            "objection": one.row.objection,
            "is_same_account": one.is_same_account,
        }
        for one in asked
    ]
    return {"items": items, "after": closed(request, cursor), "waiting": queries.waiting_count(me)}


@word.writes("POST", "moderation/handles/{int:handle_id}/decision", scope=MODERATE)
def decide_handle(request: HttpRequest, handle_id: PathId, verdict: HandleVerdict) -> None:
    """Yes, or no for a reason."""
    actions.decide_handle(person(request), handle_id=handle_id, reason=verdict.reason)


@word.reads("moderation/people/{int:person_id}/handles", StandingHandles, scope=MODERATE)
def get_standing_handles(request: HttpRequest, person_id: PathId) -> Json:
    """What somebody proved."""
    return {
        "items": [
            {"id": str(one.row.id), "label": one.label, "handle": one.said, "profile": one.row.profile_url}
            for one in queries.standing_handles(person(request), person_id=person_id)
        ]
    }


@word.writes("POST", "moderation/handles/{int:handle_id}/revoke", scope=MODERATE)
def revoke_handle(request: HttpRequest, handle_id: PathId, back: TakingBack) -> None:
    """Take a proof back; its owner is told why, and may object."""
    actions.revoke_handle(person(request), handle_id=handle_id, reason=back.reason, words=back.words)


@word.reads("moderation/names", AskedNames, scope=MODERATE)
def get_asked_names(request: HttpRequest) -> Json:
    """Names that people say are theirs."""
    claims = queries.name_claims(person(request))
    people = cards.cards([each for row in claims for each in (row.person_id, row.bearer_id)], even_hidden=True)
    return {
        "items": [
            {
                "id": str(row.id),
                "name": row.wanted,
                "person": _of(people, row.person_id),
                "bearer": _of(people, row.bearer_id),
                "label": label_of(row.old_handle.platform),
                "words": row.words,
            }
            for row in claims
        ]
    }


@word.writes("POST", "moderation/names/{int:claim_id}/decision", scope=MODERATE)
def decide_name(request: HttpRequest, claim_id: PathId, verdict: NameVerdict) -> None:
    """Give a name, or leave it where it is."""
    actions.decide_name(person(request), claim_id=claim_id, is_given=verdict.is_given)


def _done(request: HttpRequest, handle_id: int, act: Callable[..., Any], **said: Any) -> Json:
    me = person(request)
    act(me, handle_id=handle_id, **said)
    return _json(queries.own_handle(me, handle_id=handle_id))


def _of(people: dict[int, cards.PersonCard], person_id: int | None) -> Json | None:
    found = people.get(person_id or 0)
    return person_json(found) if found else None


def _claim(row: "Row") -> Json:
    return {"id": str(row.id), "name": row.wanted, "state": row.state, "created_at": row.created_at}


def _json(own: queries.Own) -> Json:
    row = own.row
    facts = ("label", "is_looking", "can_look", "can_sign_in", "can_object", "can_be_vouched", "can_claim", "vouches")
    return {
        "id": str(row.id),
        **{name: getattr(row, name) for name in SHOWN},
        **{name: getattr(own, name) for name in facts},
        "handle": own.said,
        "profile": row.profile_url,
        "vouch_page": address(f"/handles/{row.id}/vouch") if own.can_be_vouched else "",
        "proved_at": row.proved_at,
    }
