"""The walker: wanted parts of JSON, whatever stands around them and wherever the file is cut into pieces."""

import io
import json
from collections.abc import Iterator
from typing import IO, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redbridge.arrival.reading import limits
from redbridge.arrival.reading.walker import Choice, Rows, Step, Stranger, Tally, Whole, walk
from redbridge.arrival.sources.shape import Unreadable

WANTED = {"rows": Choice.ROWS, "whole": Choice.WHOLE, "skip": Choice.SKIP, "known": Choice.INTO}


def choose(path: tuple[str, ...], _kind: str) -> Choice:
    return WANTED.get(path[-1], Choice.MAYBE) if path else Choice.INTO


class Dripping(io.BytesIO):
    """Gives a few bytes at a time, as a slow line does."""

    step = 3

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(self.step if size != 0 else 0)


def steps(content: bytes, stream: type[io.BytesIO] = io.BytesIO, tally: Tally | None = None) -> list[Step]:
    def reopen() -> IO[bytes]:
        return stream(content)

    return list(walk(reopen, choose, at="x.json", tally=tally))


def rows(found: list[Step]) -> list[Any]:
    return [row for step in found if isinstance(step, Rows) for row in step.rows]


@pytest.mark.parametrize("stream", [io.BytesIO, Dripping])
def test_rows_come_whole_from_lists_and_maps(stream: type[io.BytesIO]) -> None:
    tree = {
        "a": {"b": [{"rows": [{"x": [1, {"y": None}]}, 5, [[]], "s", None, True]}]},
        "rows": {"k": {"z": 1.5}, "l": []},
    }
    found = steps(json.dumps(tree).encode(), stream)
    assert rows(found) == [*tree["a"]["b"][0]["rows"], ("k", {"z": 1.5}), ("l", [])]  # type: ignore[index]
    assert {step.path for step in found} == {("a", "b", "rows"), ("rows",)}


@pytest.mark.parametrize("stream", [io.BytesIO, Dripping])
def test_a_value_can_be_had_whole_or_not_at_all(stream: type[io.BytesIO]) -> None:
    tree = {"whole": {"a": [1, {}]}, "skip": {"rows": [1, [{}]]}, "known": {"whole": 7}}
    assert steps(json.dumps(tree).encode(), stream) == [Whole(("whole",), tree["whole"]), Whole(("known", "whole"), 7)]


def test_a_list_that_is_empty_or_nothing_is_still_announced() -> None:
    assert steps(b'{"known": {"rows": []}, "rows": null}') == [
        Rows(("known", "rows"), []),
        Rows(("known", "rows"), []),
        Rows(("rows",), []),
    ]


def test_what_is_not_known_is_named_at_the_highest_place() -> None:
    tree = {
        "new": {"list": [1, {"deep": [2, 3]}]},
        "known": {"odd": {"a": 1}, "plain": 1},
        "around": {"rows": [1], "odd": []},
    }
    found = steps(json.dumps(tree).encode())
    assert [step for step in found if isinstance(step, Stranger)] == [
        Stranger(("new",), 4),
        Stranger(("known", "odd"), 0),
        Stranger(("around", "odd"), 0),
    ]


def test_only_so_many_strangers_are_named() -> None:
    tree = {f"odd {number}": {"a": [number]} for number in range(300)}
    with limits.using(unknown=20):
        assert len(steps(json.dumps(tree).encode())) == 20


def test_long_texts_and_keys_are_cut_and_counted() -> None:
    tally = Tally()
    with limits.using(text=10, key=5):
        found = steps(json.dumps({"rows": [{"k" * 9: "t" * 99}, "u" * 99]}).encode(), tally=tally)
    assert rows(found) == [{"k" * 5: "t" * 10}, "u" * 10]
    assert (tally.texts, tally.keys) == (2, 1)


@pytest.mark.parametrize("place", ['{"rows": [%s]}', '{"whole": %s}', '{"skip": %s}', "%s", '{"x": %s}'])
def test_depth_is_limited_everywhere(place: str) -> None:
    def nested(depth: int) -> bytes:
        return (place % ("[" * depth + "]" * depth)).encode()

    assert steps(nested(50)) is not None
    with pytest.raises(Unreadable, match="too_deep"):
        steps(nested(80))


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b'{"rows": [1,\n2,\n]}', "bad_json", 3),
        (b'{"rows":\n [NaN]}', "bad_json", 2),
        (b'\n\n{"rows": [1]}\n]', "bad_json", 4),
        (b'{"rows": [1,\n\n1e999]}', "bad_number", 3),
        (b'{"rows": ["a\x00b"]}', "bad_json", 1),
        (b'{"rows": ["a\nb"]}', "bad_json", 1),
    ],
)
@pytest.mark.parametrize("padding", [0, 200_000])
def test_errors_say_what_and_in_which_line(content: bytes, code: str, line: int, padding: int) -> None:
    lines = padding // 100
    padded = (b" " * 99 + b"\n") * lines + content
    with pytest.raises(Unreadable) as refused:
        steps(padded)
    assert (refused.value.code, refused.value.at) == (code, f"x.json:{line + lines}")


def test_rows_before_an_error_were_given() -> None:
    def content() -> IO[bytes]:
        return io.BytesIO(b'{"rows": [' + b"1," * 100_000 + b"?")

    given: list[Any] = []

    def listen() -> Iterator[None]:
        for step in walk(content, choose):
            given.extend(rows([step]))
            yield

    with pytest.raises(Unreadable):
        list(listen())
    assert len(given) == 100_000


def test_other_encodings_are_read() -> None:
    text = '{"rows": ["猫 🐈 é"]}'
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        assert rows(steps(text.encode(encoding))) == ["猫 🐈 é"]
    assert rows(steps(b'{"rows": ["\xff\xfe \\ud800x"]}')) == ["\ufffd\ufffd ?x"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(VALUES, max_size=6), st.integers(1, 40))
def test_rows_are_equal_to_what_was_written(wanted: list[Any], step: int) -> None:
    stream = type("Some", (Dripping,), {"step": step})
    content = json.dumps({"known": {"rows": wanted}}, ensure_ascii=False).encode("utf-8", "replace")
    assert rows(steps(content, stream)) == json.loads(content)["known"]["rows"]
