"""Who gets which answer: the few words that an address answers with, and the row that says it of one address.

An answer is one of a few words. `SEES` means that the page is there; how it is done (200, a redirect onwards after a
form, a form shown again with a problem) is for other tests.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.web.walk.world import ROLES, STAFF, VISIBLE, Thing

SOME_ROLES = ("author", "follower", "blocked", "moderator", "operator")
SOME_THINGS = {
    *("everyone", "followers", "hidden", "of-private", "of-suspended"),
    *("comment-everyone", "comment-followers", "portrait-sue", "draft"),
    *("own", "open", "private", "closed"),
}
SEES, GONE, SIGN_IN, NOT_YOURS, NO_METHOD = "sees", "gone", "sign in", "not yours", "no such method"
Answer = Callable[[Thing, str], str]


def is_out(thing: Thing, role: str) -> bool:
    """Whether nobody is signed in: who left is nobody until they come back."""
    return role == "out" or (role == "author" and thing.owner == "cleo")


def everybody(_thing: Thing, _role: str) -> str:
    """A page for all."""
    return SEES


def members(_thing: Thing, role: str) -> str:
    """One's own page: whoever is signed in gets theirs."""
    return SIGN_IN if role == "out" else SEES


def readers(thing: Thing, role: str) -> str:
    """Those who may see the thing; to others it is not there."""
    return SEES if role in thing.seen_by else GONE


def signed_in_readers(thing: Thing, role: str) -> str:
    """The same for what needs a person."""
    return SIGN_IN if is_out(thing, role) else readers(thing, role)


def written(may: Answer) -> Answer:
    """The same for what adds or changes something: who is suspended may look at their own things and no more."""

    def answer(thing: Thing, role: str) -> str:
        found = may(thing, role)
        return NOT_YOURS if found == SEES and role == "author" and thing.owner == "sue" else found

    return answer


def owner(thing: Thing, role: str) -> str:
    """The owner alone; others learn nothing of it."""
    if is_out(thing, role):
        return SIGN_IN
    return SEES if role == "author" else GONE


def owner_of_seen(thing: Thing, role: str) -> str:
    """The owner; others are told so as far as they may see the thing."""
    found = signed_in_readers(thing, role)
    return NOT_YOURS if found == SEES and role != "author" else found


def not_whose_question(thing: Thing, role: str) -> str:
    """Who asked is nobody of those who look."""
    found = signed_in_readers(thing, role)
    return NOT_YOURS if found == SEES else found


def moderators(thing: Thing, role: str) -> str:
    """Those who moderate."""
    return SIGN_IN if is_out(thing, role) else SEES if role in STAFF else NOT_YOURS


def operators(_thing: Thing, role: str) -> str:
    """Whoever runs the site; others learn nothing of it."""
    return SIGN_IN if role == "out" else SEES if role == "operator" else GONE


def cases(thing: Thing, role: str) -> str:
    """Moderators see what was reported, and else no more than anybody: what nobody complains of is private."""
    found = moderators(thing, role)
    return GONE if found == SEES and not thing.is_reported and role not in thing.seen_by else found


def vouchers(thing: Thing, role: str) -> str:
    """Whoever is asked to vouch for somebody; not for oneself, and not across a block."""
    return SIGN_IN if is_out(thing, role) else GONE if role in {"author", "blocked"} else SEES


def members_without(_thing: Thing, role: str) -> str:
    """For people who have set up something that nobody here has."""
    return SIGN_IN if role == "out" else GONE


def gone(_thing: Thing, _role: str) -> str:
    """Not there for anybody."""
    return GONE


def nobody(_thing: Thing, role: str) -> str:
    """For people of a kind that nobody here is."""
    return SIGN_IN if role == "out" else NOT_YOURS


def no_method(_thing: Thing, role: str) -> str:
    """The address does not answer to this method; it may ask first who wants to know."""
    return NO_METHOD


def public_person(thing: Thing, role: str) -> str:
    """Everybody may know that somebody is here, unless they left or are kept off."""
    if thing.owner == "sue":
        return SEES if role == "author" else GONE
    return GONE if thing.owner == "cleo" else SEES


def open_person(thing: Thing, _role: str) -> str:
    """Whatever they are to each other, programs read what a stranger may read."""
    return SEES if thing.owner == "dana" else GONE


def people_of(thing: Thing, role: str) -> str:
    """Who follows whom: nothing across a block, and nothing of a private account but for its followers."""
    if role == "blocked" or (thing.owner == "pia" and role not in VISIBLE["of-private"]):
        return GONE
    return public_person(thing, role)


def own_likes(thing: Thing, role: str) -> str:
    """What somebody likes is theirs alone unless they open it."""
    return public_person(thing, role) if role == "author" else GONE


def signed_in_public_person(thing: Thing, role: str) -> str:
    """Something done about a person."""
    return SIGN_IN if is_out(thing, role) else public_person(thing, role)


def follow(thing: Thing, role: str) -> str:
    """To follow across a block is as if nobody were there."""
    return GONE if role == "blocked" else signed_in_public_person(thing, role)


def reported(thing: Thing, role: str) -> str:
    """Whoever sees a thing may report it; who is kept off already, or left, cannot be reported."""
    if "address" in thing.values:
        return GONE if thing.owner in {"sue", "cleo"} else SEES
    return readers(thing, role)


@dataclass(frozen=True)
class Row:
    """One address: which things fill it in, and what reading and sending answer."""

    get: Answer
    post: Answer = no_method
    kind: str = ""
    values: Iterable[dict[str, Any]] = ({},)
    sent: dict[str, Any] = field(default_factory=dict)
    whole: bool = False

    def roles(self, thing_name: str) -> tuple[str, ...]:
        """Who comes to this address: everybody where the rule itself is at stake, else those who tell it apart."""
        if self.whole:
            return ROLES
        if self.kind in {"reported", "case"}:
            return ("stranger", "moderator")
        if not self.kind:
            return ("stranger", "out", *(STAFF if self.get in {moderators, operators} else ()))
        return ("stranger", "out", *(SOME_ROLES if thing_name in SOME_THINGS else ()))


def note(get: Answer, post: Answer = no_method, **sent: Any) -> Row:
    return Row(get, post, "note", sent=sent)


def comment(get: Answer, post: Answer = no_method, **sent: Any) -> Row:
    return Row(get, post, "comment", sent=sent)


def person(get: Answer, post: Answer = no_method, **sent: Any) -> Row:
    return Row(get, post, "person", sent=sent)


def plain(get: Answer, post: Answer = no_method, *values: dict[str, Any], **sent: Any) -> Row:
    return Row(get, post, values=values or ({},), sent=sent)
