"""What is kept of translations, and how a reader wants them."""

from redbridge.language.queries.habits import Habits, habits
from redbridge.language.queries.improving import Suggestion, shared_pairs, suggestions
from redbridge.language.queries.keeping import kept
from redbridge.language.queries.offering import Numbers, Offer, budget_used_until, numbers, offer
from redbridge.language.queries.wishing import into_always, reading_of, wish
from redbridge.language.readings import Reading, Text
from redbridge.language.wishes import Wish

__all__ = [
    "Habits",
    "Numbers",
    "Offer",
    "Reading",
    "Suggestion",
    "Text",
    "Wish",
    "budget_used_until",
    "habits",
    "into_always",
    "kept",
    "numbers",
    "offer",
    "reading_of",
    "shared_pairs",
    "suggestions",
    "wish",
]
