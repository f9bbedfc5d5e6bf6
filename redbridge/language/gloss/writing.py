"""Puts the rendered words together as English is written."""

import re

from redbridge.language.gloss.pieces import Word

_MARKS = {
    "，": ",", "。": ".", "！": "!", "？": "?", "：": ":", "；": ";", "、": ",", "（": "(", "）": ")", "“": '"',
    "”": '"', "‘": "'", "’": "'", "【": "[", "】": "]", "《": '"', "》": '"', "～": "~", "「": '"', "」": '"',
}  # fmt: skip
_OPENS, _CLOSES = set("“‘《【（「(["), set("”’》】）」)]")
_FOREIGN = {"latin", "number", "kept"}
_OPENING = set('([{“‘<$¥￥#"')
_CLOSING = set(",.!?:;)]}%~…'")


def write(words: list[Word]) -> str:
    """One line of English; kept pieces stand as they stood."""
    out: list[str] = []
    glue, begins = True, True
    last: Word | None = None
    for word in words:
        if last and last.end == word.start and {last.kind, word.kind} <= _FOREIGN:
            glue = True  # it stood together: Day3
        last = word
        piece = word.meaning if word.kind != "mark" else _MARKS.get(word.text, word.text)
        if word.kind == "space":
            if "\n" in word.text:
                out.append(word.text)
                glue, begins = True, True
            continue
        if piece in {"", "-"}:
            continue
        if word.kind == "mark":
            if not (piece in _CLOSING or word.text in _CLOSES or glue):
                out.append(" ")
            out.append(piece)
            glue = word.text in _OPENS or (piece in _OPENING and word.text not in _CLOSES)
            begins = begins or piece in ".!?…"
            continue
        if not glue and piece != "'s":
            out.append(" ")
        if begins and word.kind == "han":
            piece = piece[:1].upper() + piece[1:]
        out.append(piece)
        glue, begins = False, False
    return re.sub(r" +(\n)", r"\1", "".join(out))
