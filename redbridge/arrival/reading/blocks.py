"""Text in blocks of `Label: value`, as some places write exports: parts of lines, lines, blocks."""

import re
from collections.abc import Callable, Iterator
from typing import IO

from redbridge.arrival.reading import limits
from redbridge.arrival.reading.encodings import texts
from redbridge.arrival.sources.shape import Unreadable

LABELLED = re.compile(r"([^:：]{1,80})[:：]+[ \t]*(.*)", re.DOTALL)
PAIR = re.compile(r"""['"]?([^:'",{}]{1,60})['"]?\s*:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,}]*))""")
ADDRESS = re.compile(r"https?:", re.IGNORECASE)
RULE = re.compile(r"[-=_*]{3,}")


def lines_of(stream: IO[bytes], at: str = "") -> Iterator[str]:
    """Lines of a text of any encoding, without their ends; very long ones are cut."""
    most = limits.now()
    rest = ""
    for part in texts(stream):
        *whole, rest = (rest + part.decode()).split("\n")
        if len(rest) > most.token:
            raise Unreadable("text_too_long", at)
        for line in whole:
            yield line.rstrip("\r")[: most.text]
    if rest:
        yield rest[: most.text]


def blocks_of(lines: Iterator[str], label_of: Callable[[str], str], free: set[str]) -> Iterator[dict[str, str]]:
    """What stands between blank lines, by label; {} for a block without any label, such as a sentence.

    `label_of` gives the name of a label, "" for one that is not known; a line behind one of the `free` names goes on
    with its text unless its label is known.
    """
    block: dict[str, str] = {}
    last, is_open = "", False
    for raw in lines:
        line = raw.strip().lstrip(">").strip()
        if not line or RULE.fullmatch(line):
            if is_open:
                yield block
            block, last, is_open = {}, "", False
            continue
        is_open = True
        pairs = pairs_of(line)
        for label, value in pairs:
            name = label_of(label)
            if not name and last in free:
                block[last] += "\n" + line
                break
            last = name or label.strip()
            block[last] = f"{block[last]}, {value}" if last in block else value
        if not pairs and last:
            block[last] += "\n" + line
    if is_open:
        yield block


def pairs_of(line: str) -> list[tuple[str, str]]:
    """Labels and values of a line: one, none, or several where it is written like a dictionary."""
    if line.startswith("{") and line.endswith("}"):
        return [
            (each[1], next((part for part in each.groups()[1:] if part), "").strip()) for each in PAIR.finditer(line)
        ]
    found = LABELLED.fullmatch(line)
    if not found or ADDRESS.match(line):
        return []
    return [(found[1], found[2].strip())]
