"""Cuts a text into sentences, each with its place."""

import re

LONGEST = 300  # signs; a longer one is cut where a part of it ends
_END = re.compile(r"[。！？!?…‼⁉]+[”’」』】）)\"'~～]*|(?<![\s.][A-Za-z])\.+[”’\"')]*(?=\s)|\n+")
_PART = re.compile(r"[，、；,;:：]\s*|\s+")


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, without the blanks around it."""
    found: list[tuple[int, int]] = []
    at = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        _take(text, at, end, found)
        at = end
    return found


def _take(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    while end - start > LONGEST:
        cuts = [match.end() for match in _PART.finditer(text, start, start + LONGEST)]
        middle = cuts[-1] if cuts else start + LONGEST
        found.append((start, start + len(text[start:middle].rstrip())))
        start = middle
    if start < end:
        if found and not any(letter.isalnum() for letter in text[start:end]) and "\n" not in text[found[-1][1] : start]:
            found[-1] = (found[-1][0], end)  # an emoji or a mark after the end belongs to what it follows
        else:
            found.append((start, end))
