"""The steps of a first week: what they are called, how long they are offered, and what belongs to welcoming."""

from datetime import timedelta
from functools import cache

from redbridge.feed.topics import TOPICS, WELCOME

STEPS = ("note", "ask", "people", "norms", "bridge", "friends", "bring")
CARD = "card"  # not a step: the card about them on Explore
FIRST_DAYS = timedelta(days=14)
COUNTED_DAYS = timedelta(days=28)
FOLLOWED = 5  # people to begin with
BADGE_FROM = 5  # newcomers whom a helper answered
MOST_MENTORED = 5  # people whom one mentor keeps company at a time


@cache
def welcome_tags() -> tuple[str, ...]:
    """Folded hashtags under which people say hello and ask."""
    return tuple(dict.fromkeys(TOPICS[WELCOME].tags()))
