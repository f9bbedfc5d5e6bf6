"""English words to Chinese ones."""

from redbridge.language import dictionary
from redbridge.language.gloss.pieces import Word, pieces


def render(text: str) -> tuple[str, list[Word]]:
    words = list(pieces(text))
    known = dictionary.meanings((w.text.lower() for w in words if w.kind == "latin"), table="reverse")
    out = []
    for word in words:
        if word.kind == "latin":
            choices = known.get(word.text.lower(), ())
            word.meaning, word.is_known = (choices[0], True) if choices else (word.text, False)
        else:
            word.meaning = word.text
        out.append(word.meaning)
    return "".join(out), words


def traditional(text: str) -> str:
    return text
