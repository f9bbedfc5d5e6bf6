"""Materials and steps, with minutes."""

from redbridge.notes.kinds.plain import Plain

SHAPE = Plain()
