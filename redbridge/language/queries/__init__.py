"""What is kept of translations, and how a reader wants them."""

from redbridge.language.queries.improving import Suggestion, shared_pairs, suggestions
from redbridge.language.queries.keeping import kept
from redbridge.language.queries.offering import Numbers, Offer, numbers, offer
from redbridge.language.queries.wishing import into_always, wish
from redbridge.language.readings import Reading, Text
from redbridge.language.wishes import Wish

__all__ = [
    "Numbers",
    "Offer",
    "Reading",
    "Suggestion",
    "Text",
    "Wish",
    "into_always",
    "kept",
    "numbers",
    "offer",
    "shared_pairs",
    "suggestions",
    "wish",
]
