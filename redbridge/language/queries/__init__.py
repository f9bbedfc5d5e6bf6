"""What is kept of translations, and how a reader wants them."""

from redbridge.language.queries.keeping import kept
from redbridge.language.queries.wishing import wish
from redbridge.language.readings import Reading, Text
from redbridge.language.wishes import Wish

__all__ = ["Reading", "Text", "Wish", "kept", "wish"]
