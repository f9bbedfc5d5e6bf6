"""The text of a comment as the translations see it."""

from redbridge.interactions.models import Comment
from redbridge.language.readings import Text
from redbridge.notes.texts import privacy_of


def text_of(comment: Comment) -> Text:
    """It is as public as the note above it; the comment comes with its note and that with its author."""
    privacy = privacy_of(comment.note)
    return Text(
        comment.text, comment.language, comment.author_id, privacy, "comment", comment.version, comment.edited_at
    )
