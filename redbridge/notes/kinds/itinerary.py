"""Days and their stops: where, when, what it cost, and what to know."""

from redbridge.notes.kinds.plain import Plain

SHAPE = Plain()
