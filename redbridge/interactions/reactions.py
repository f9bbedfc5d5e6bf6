"""What follows for comments when readers want them in their language."""

from redbridge.events import react
from redbridge.interactions.models import Comment
from redbridge.interactions.texts import text_of
from redbridge.language import actions as translations
from redbridge.language.events import TextsWanted


@react(TextsWanted, bulk=True, atomic=False)
def translate_wanted_comments(event: TextsWanted) -> None:
    if event.kind != "comment":
        return
    rows = Comment.objects.filter(id__in=event.ids, deleted_at__isnull=True).select_related("note__author")
    translations.translate(None, texts=[text_of(row, row.note) for row in rows], into=event.into, in_background=True)
