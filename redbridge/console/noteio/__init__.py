"""Notes in bulk, out of a site and into one: lines of JSON, and the pictures beside them."""

from redbridge.console.noteio.coming import import_notes
from redbridge.console.noteio.leaving import export_notes

__all__ = ["export_notes", "import_notes"]
