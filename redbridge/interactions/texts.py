"""The text of a comment as the translations see it."""

from redbridge.interactions.models import Comment
from redbridge.language.readings import Text
from redbridge.notes.models import Note
from redbridge.notes.texts import privacy_of


def text_of(comment: Comment, note: Note) -> Text:
    """It is as public as the note above it, which comes with its author."""
    privacy = privacy_of(note)
    return Text(
        comment.text, comment.language, comment.author_id, privacy, "comment", comment.version, comment.edited_at
    )
