"""The norms of the community as data: everybody can read them, and every decision names one and its version.

Whoever changes what a norm asks for raises its version: the second number when it asks for something else, the first
when it asks the opposite of what it did, the last when it only says the same more clearly.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from redbridge.kit.errors import Refused

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Norm:
    """One rule: what it asks, why, and what is and is not meant by it."""

    id: str
    version: str
    title: "_StrPromise"
    why: "_StrPromise"
    allowed: "tuple[_StrPromise, ...]"
    not_allowed: "tuple[_StrPromise, ...]"


NORMS = {
    norm.id: norm
    for norm in (
        Norm(
            "respect",
            "1.0.0",
            _("Be kind to the person on the other side"),
            _("People meet here across languages, and a slur hurts in all of them."),
            (_("Disagreeing with what somebody wrote."), _("Saying that a café disappointed you, and why.")),
            (
                _("Insults, threats, or calling others to pile on somebody."),
                _("Contempt for where people come from, what they believe, whom they love or how their body is."),
            ),
        ),
        Norm(
            "spam",
            "1.0.0",
            _("Write for people, not for numbers"),
            _("A page full of copies hides what somebody made with care."),
            (_("Telling people about your own shop, once and openly."), _("A link to the place you write about.")),
            (
                _("The same note or comment again and again."),
                _("Bought likes, follow-for-follow, and links that lead somewhere else than they say."),
            ),
        ),
        Norm(
            "nudity",
            "1.0.0",
            _("Keep sex and nudity out of here"),
            _("People open this at breakfast, on the train and beside their children."),
            (_("Art, breastfeeding, a beach, a body in a medical context."),),
            (_("Sexual acts, and pictures made to arouse."), _("Offers of sexual services.")),
        ),
        Norm(
            "violence",
            "1.0.0",
            _("No violence for show"),
            _("What cannot be unseen should not jump out at anybody."),
            (_("News and history, told with care."), _("Film, games and sport.")),
            (
                _("Cruelty to people or animals, shown for its effect."),
                _("Praising violence, or showing how to hurt others or oneself."),
            ),
        ),
        Norm(
            "privacy",
            "1.0.0",
            _("What is private stays private"),
            _("Somebody's address is theirs to share, and so is their face in a bad moment."),
            (_("A street scene in which nobody is the subject."), _("Your own story.")),
            (
                _("Addresses, numbers, papers or chats of others."),
                _("Pictures that the person in them did not want shown."),
            ),
        ),
        Norm(
            "fraud",
            "1.0.0",
            _("Be who you say you are"),
            _("Trust is the only thing that holds a bridge between strangers."),
            (_("A pen name."), _("Parody that everybody can tell is one.")),
            (
                _("Pretending to be somebody else, or to sell what is not there."),
                _("Paid praise that does not say so."),
            ),
        ),
        Norm(
            "minors",
            "1.0.0",
            _("Protect children"),
            _("They cannot protect themselves, so everybody here does."),
            (_("Family pictures that a grown child would not mind."),),
            (
                _("Anything that makes a child sexual, in whatever form. We report it to the authorities."),
                _("Approaching children with hidden intentions."),
            ),
        ),
        Norm(
            "illegal",
            "1.0.0",
            _("Stay within the law"),
            _("The people who run this site answer for it."),
            (_("Criticizing a law."), _("Talking about one's own experience.")),
            (
                _("Selling drugs, weapons, stolen or counterfeit goods."),
                _("The work of others that you have no right to show."),
            ),
        ),
    )
}


def get_norm(norm_id: str) -> Norm:
    """The norm; Refused when there is none of this name."""
    if norm_id not in NORMS:
        raise Refused(gettext("Choose one of the reasons."), field="reason")
    return NORMS[norm_id]
