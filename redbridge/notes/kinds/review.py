"""What is reviewed, what it is worth, and why."""

from redbridge.notes.kinds.plain import Plain

SHAPE = Plain()
