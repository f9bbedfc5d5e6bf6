"""Drafts of captions in a second language, made cue by cue on this server: what is unpublished never leaves it.

Words in the picture itself have their place here, too: whatever reads them from a video one day gives cues of the same
form to `captiondrafts.note_captions`, and they are translated, edited and released as these are.
"""

import html
import re

from redbridge.language import actions as translations
from redbridge.language.readings import Text
from redbridge.media import webvtt
from redbridge.media.actions import captiondrafts
from redbridge.media.queries import caption_draft

BATCH = 20
_TAGS = re.compile(r"</?[ib]>")


def draft_captions(draft_id: int) -> None:
    """Translate the cues of a draft, batch by batch; begun anew after a crash, it goes on where it was."""
    found = caption_draft(draft_id)
    if found is None:
        return
    draft, cues = found.draft, webvtt.parsed(found.source_text)
    made = webvtt.parsed(draft.text) if draft.text else []
    owner, done = draft.video.owner_id, min(draft.done, len(made))
    for start in range(done, len(cues), BATCH):
        batch = cues[start : start + BATCH]
        texts = [Text(_plain(cue.words), draft.source, owner, "private", "subtitle") for cue in batch]
        said = translations.translate(None, texts=texts, into=draft.language, allow_outside=False, in_background=True)
        for cue, reading in zip(batch, said, strict=True):
            words = html.escape(reading.words, quote=False) if reading else cue.words
            made.append(webvtt.Cue(cue.start, cue.end, " ".join(words.split()) or cue.words))
        if not captiondrafts.note_captions(draft_id=draft.id, text=webvtt.written(made), done=start + len(batch)):
            return


def _plain(words: str) -> str:
    return html.unescape(_TAGS.sub("", words)).replace("\n", " ")
