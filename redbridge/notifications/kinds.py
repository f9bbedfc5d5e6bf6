"""One table of everything that people are told: its group in the inbox, what one may choose about it, its sentence.

A new kind is a member of `models.Kind` and a line in `KINDS`; the inbox, mail, push and the settings page follow.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from redbridge.notifications.models import Group, Kind, Mail, Topic


@dataclass(frozen=True, slots=True)
class Telling:
    """How a kind is told. `words(others)` is its sentence with `{name}` and `{n}` in it, for so many others."""

    group: Group
    topic: Topic
    words: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Choice:
    """Where somebody hears of a topic."""

    inbox: bool = True
    push: bool = True
    mail: str = Mail.WEEKLY


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the settings page; `is_fixed`: what one cannot do without in the inbox."""

    label: str | Promise
    usual: Choice
    is_fixed: bool = False


TOPICS: dict[Topic, Line] = {
    Topic.COMMENTS: Line(gettext_lazy("Comments and replies"), Choice()),
    Topic.MENTIONS: Line(gettext_lazy("Mentions of you"), Choice()),
    Topic.ANSWERS: Line(gettext_lazy("Notes that answer or quote yours"), Choice()),
    Topic.FOLLOWERS: Line(gettext_lazy("Followers and requests"), Choice()),
    Topic.LIKES: Line(gettext_lazy("Likes"), Choice(push=False)),
    Topic.SAVES: Line(gettext_lazy("Saves"), Choice(push=False)),
    Topic.SITE: Line(gettext_lazy("From the site: decisions, and what needs you"), Choice(), is_fixed=True),
}


MAILS: tuple[tuple[str, str | Promise], ...] = (
    (Mail.NEVER, gettext_lazy("No mail")),
    (Mail.DAILY, gettext_lazy("Mail each morning")),
    (Mail.WEEKLY, gettext_lazy("Mail on Mondays")),
)


def _plain(words: Callable[[], str]) -> Callable[[int], str]:
    return lambda _others: words()


KINDS: dict[str, Telling] = {
    Kind.LIKE: Telling(
        Group.LIKES,
        Topic.LIKES,
        lambda n: (
            ngettext("{name} and {n} other liked your note", "{name} and {n} others liked your note", n)
            if n
            else _("{name} liked your note")
        ),
    ),
    Kind.COMMENT_LIKE: Telling(
        Group.LIKES,
        Topic.LIKES,
        lambda n: (
            ngettext("{name} and {n} other liked your comment", "{name} and {n} others liked your comment", n)
            if n
            else _("{name} liked your comment")
        ),
    ),
    Kind.SAVE: Telling(  # collections are private: saves have a number and no name
        Group.LIKES,
        Topic.SAVES,
        lambda n: ngettext("{n} person keeps your note", "{n} people keep your note", n),
    ),
    Kind.FOLLOW: Telling(Group.FOLLOWERS, Topic.FOLLOWERS, _plain(lambda: _("{name} follows you now"))),
    Kind.FOLLOW_ASKED: Telling(Group.FOLLOWERS, Topic.FOLLOWERS, _plain(lambda: _("{name} asks to follow you"))),
    Kind.FOLLOW_ACCEPTED: Telling(
        Group.FOLLOWERS, Topic.FOLLOWERS, _plain(lambda: _("{name} accepted your request to follow"))
    ),
    Kind.COMMENT: Telling(Group.COMMENTS, Topic.COMMENTS, _plain(lambda: _("{name} wrote under your note"))),
    Kind.REPLY: Telling(Group.COMMENTS, Topic.COMMENTS, _plain(lambda: _("{name} replied to you"))),
    Kind.MENTION: Telling(Group.COMMENTS, Topic.MENTIONS, _plain(lambda: _("{name} mentioned you"))),
    Kind.NOTE_MENTION: Telling(Group.COMMENTS, Topic.MENTIONS, _plain(lambda: _("{name} mentioned you in a note"))),
    Kind.HIDDEN: Telling(
        Group.SYSTEM,
        Topic.SITE,
        _plain(lambda: _("A moderator has hidden something of yours. You can still see it.")),
    ),
    Kind.RESTORED: Telling(Group.SYSTEM, Topic.SITE, _plain(lambda: _("Something of yours is shown again."))),
    Kind.SUSPENDED: Telling(Group.SYSTEM, Topic.SITE, _plain(lambda: _("Your account is suspended"))),
    Kind.REPORT_ACTED: Telling(
        Group.SYSTEM,
        Topic.SITE,
        _plain(lambda: _("You reported something. A moderator acted on it. Thank you.")),
    ),
    Kind.REPORT_DISMISSED: Telling(
        Group.SYSTEM,
        Topic.SITE,
        _plain(lambda: _("You reported something. A moderator read it and found nothing against the norms.")),
    ),
    Kind.ANSWER: Telling(
        Group.COMMENTS, Topic.ANSWERS, _plain(lambda: _("{name} answered your note with a note of their own"))
    ),
    Kind.QUOTE: Telling(Group.COMMENTS, Topic.ANSWERS, _plain(lambda: _("{name} quoted your note"))),
    Kind.SCHEDULED_PUBLISHED: Telling(
        Group.SYSTEM, Topic.SITE, _plain(lambda: _("The note you planned is out. People can read it now."))
    ),
    Kind.SCHEDULED_FAILED: Telling(
        Group.SYSTEM,
        Topic.SITE,
        _plain(lambda: _("A note you planned could not go out. It is a draft again, and says why.")),
    ),
    Kind.FRIEND_FOUND: Telling(
        Group.FOLLOWERS, Topic.FOLLOWERS, _plain(lambda: _("{name}, whom you knew elsewhere, is here"))
    ),
    Kind.FRIEND_ASKS: Telling(
        Group.FOLLOWERS, Topic.FOLLOWERS, _plain(lambda: _("{name} knew you elsewhere and asks whether it is you"))
    ),
    Kind.HANDLE_PROVED: Telling(
        Group.SYSTEM, Topic.SITE, _plain(lambda: _("A moderator looked: your old handle is proved."))
    ),
    Kind.HANDLE_DECLINED: Telling(
        Group.SYSTEM, Topic.SITE, _plain(lambda: _("A moderator looked and could not prove your old handle. See why."))
    ),
    Kind.NAME_GIVEN: Telling(Group.SYSTEM, Topic.SITE, _plain(lambda: _("The name you claimed is yours now."))),
    Kind.NAME_PASSED_ON: Telling(
        Group.SYSTEM,
        Topic.SITE,
        _plain(lambda: _("A moderator gave your name to somebody who proved it is theirs. You have a new one.")),
    ),
    Kind.NAME_DECLINED: Telling(
        Group.SYSTEM, Topic.SITE, _plain(lambda: _("A moderator read your claim to a name and left it where it is."))
    ),
    Kind.MENTOR_FOUND: Telling(Group.SYSTEM, Topic.SITE, _plain(lambda: _("{name} says yes and keeps you company"))),
    Kind.ARRIVAL_READY: Telling(
        Group.SYSTEM, Topic.SITE, _plain(lambda: _("What you brought is read. Choose what comes in."))
    ),
    Kind.ARRIVAL_DONE: Telling(Group.SYSTEM, Topic.SITE, _plain(lambda: _("Everything you brought is here now."))),
    Kind.ARCHIVE_READY: Telling(
        Group.SYSTEM, Topic.SITE, _plain(lambda: _("The archive you asked for is ready. Take it within seven days."))
    ),
    Kind.HANDLE_REVOKED: Telling(
        Group.SYSTEM,
        Topic.SITE,
        _plain(lambda: _("A moderator took back the proof of an old handle. See why, and object if it is wrong.")),
    ),
    Kind.VOUCH_ENDED: Telling(
        Group.SYSTEM,
        Topic.SITE,
        _plain(lambda: _("A moderator took back an old handle of {name} that you vouched for. Your word there ended.")),
    ),
    Kind.HANDLES_WAIT: Telling(
        Group.SYSTEM,
        Topic.SITE,
        lambda n: ngettext(
            "{n} old handle or name waits for a moderator", "{n} old handles and names wait for a moderator", n
        ),
    ),
    Kind.PHRASE_EXPLAINED: Telling(
        Group.COMMENTS, Topic.COMMENTS, _plain(lambda: _("{name} explained a phrase that you asked about"))
    ),
    Kind.ANSWER_HELPED: Telling(
        Group.COMMENTS, Topic.COMMENTS, _plain(lambda: _("{name} says that your explanation helped"))
    ),
    Kind.SLANG_APPROVED: Telling(
        Group.SYSTEM, Topic.SITE, _plain(lambda: _("The term you suggested is in the glossary now. Thank you."))
    ),
    Kind.SLANG_DECLINED: Telling(
        Group.SYSTEM, Topic.SITE, _plain(lambda: _("A moderator read the term you suggested and left it out. See why."))
    ),
}
NAMELESS = {Kind.SAVE, Kind.HANDLES_WAIT}


def sentence(kind: str, *, name: str, count: int) -> str:
    """What happened, in the active language; `name` is who did it, empty when nobody may be named."""
    return _words(kind, count).format(name=name or _("Somebody"), n=_shown(kind, count))


def sentence_for_page(kind: str, *, name: SafeString, count: int) -> SafeString:
    """The same with markup in the name."""
    return format_html(_words(kind, count), name=name or _("Somebody"), n=_shown(kind, count))


def topics() -> dict[Topic, Line]:
    """What one may choose about, in order: the topics that something is told of."""
    used = {telling.topic for telling in KINDS.values()}
    return {topic: line for topic, line in TOPICS.items() if topic in used}


def topic_of(kind: str) -> Topic:
    """What one chooses about when one chooses about this kind."""
    return KINDS[kind].topic


def _words(kind: str, count: int) -> str:
    return KINDS[kind].words(_shown(kind, count))


def _shown(kind: str, count: int) -> int:
    return count if kind in NAMELESS else count - 1
