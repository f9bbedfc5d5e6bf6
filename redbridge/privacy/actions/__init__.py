"""Take everything along, say where one lives now, and leave for good."""

from redbridge.privacy.actions.asking import ask_archive, drop_archive, end_archives, make_archive, write_archive
from redbridge.privacy.actions.forwarding import end_forwarding, set_forwarding
from redbridge.privacy.actions.leaving import ask_farewell, erase_person, purge_due, undo_farewell
from redbridge.privacy.actions.telling import tell_archive_ready
from redbridge.privacy.archive.making import PARTS

__all__ = [
    "PARTS",
    "ask_archive",
    "ask_farewell",
    "drop_archive",
    "end_archives",
    "end_forwarding",
    "erase_person",
    "make_archive",
    "purge_due",
    "set_forwarding",
    "tell_archive_ready",
    "undo_farewell",
    "write_archive",
]
