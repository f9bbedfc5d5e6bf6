"""Puts the rendered words together as English is written."""

import re

from redbridge.language.gloss.pieces import Word

_MARKS = {
    "，": ",", "。": ".", "！": "!", "？": "?", "：": ":", "；": ";", "、": ",", "（": "(", "）": ")", "“": '"',
    "”": '"', "‘": "'", "’": "'", "【": "[", "】": "]", "《": '"', "》": '"', "～": "~", "「": '"', "」": '"',
}  # fmt: skip
_OPENING = set('([{“‘<$¥￥#"')
_CLOSING = set(",.!?:;)]}%~…'")


def write(words: list[Word]) -> str:
    """One line of English; kept pieces stand as they stood."""
    out: list[str] = []
    glue, begins = True, True
    for word in words:
        piece = word.meaning if word.kind != "mark" else _MARKS.get(word.text, word.text)
        if word.kind == "space":
            if "\n" in word.text:
                out.append(word.text)
                glue, begins = True, True
            continue
        if piece in {"", "-"}:
            continue
        if word.kind == "mark":
            if not (piece in _CLOSING or glue):
                out.append(" ")
            out.append(piece)
            glue = piece in _OPENING
            begins = begins or piece in ".!?…"
            continue
        if not glue and piece != "'s":
            out.append(" ")
        if begins and word.kind == "han":
            piece = piece[:1].upper() + piece[1:]
        out.append(piece)
        glue, begins = False, False
    return re.sub(r" +(\n)", r"\1", "".join(out))
