"""Whatever can be wrong with an upload has a sentence of its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import redbridge.arrival
from redbridge.arrival.sentences import PROBLEMS, REASONS, reason, sentence

HOME = Path(redbridge.arrival.__path__[0])
KINDS = {"Unreadable": (0, PROBLEMS), "Fault": (0, PROBLEMS), "Missed": (1, REASONS)}


def codes() -> Iterator[tuple[str, str, object]]:
    """Every code that is written in the readers, with where it stands."""
    for path in sorted([*HOME.glob("sources/*.py"), *HOME.glob("reading/*.py")]):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS:
                place, known = KINDS[node.func.id]
                said = node.args[place] if len(node.args) > place else node
                for each in (said.body, said.orelse) if isinstance(said, ast.IfExp) else (said,):
                    if isinstance(each, ast.Constant):
                        yield f"{path.name}:{node.lineno}", str(each.value), known


CODES = [pytest.param(*each, id=f"{each[0]}-{each[1]}") for each in codes()]


@pytest.mark.parametrize(
    ("where", "code", "known"), [pytest.param(*each, id=f"{each[0]}-{each[1]}") for each in codes()]
)
def test_every_code_of_a_reader_has_a_sentence(where: str, code: str, known: dict[str, str]) -> None:
    assert code in known, where


def test_a_place_is_named_where_it_helps() -> None:
    assert sentence("bad_json", "a/b.json:17").endswith("(a/b.json, line 17)")
    assert sentence("same_name", "a/b.json").endswith("(a/b.json)")
    assert sentence("too_heavy", "SIGKILL") == str(PROBLEMS["too_heavy"])
    assert sentence("never heard of it") == str(PROBLEMS["not_understood"])
    assert reason("never heard of it") == ""
