from collections.abc import Callable
from dataclasses import dataclass

import pytest

from redbridge.events import event, every, react, registry
from tests.events.probe.events import Knocked


def test_an_event_is_a_frozen_dataclass() -> None:
    with pytest.raises(TypeError, match="frozen"):

        @event
        @dataclass
        class Melted:
            number: int


@pytest.mark.parametrize("kind", [float, dict, list[str], bytes, object, int | float])
def test_an_event_carries_ids_and_words_only(kind: type) -> None:
    with pytest.raises(TypeError, match=r"Overloaded\.load must be"):

        @event
        @dataclass(frozen=True)
        class Overloaded:
            load: kind  # type: ignore[valid-type]  # the parameter chooses it


def test_an_event_comes_back_as_it_was_announced() -> None:
    @event
    @dataclass(frozen=True)
    class Packed:
        """Everything that an event may carry."""

        note_id: int
        person_ids: list[int]
        tag_ids: tuple[int, ...]
        kind: str | None = None
        is_first: bool = False

    big = 2**62 + 1
    stored = {"note_id": big, "person_ids": [1], "tag_ids": [2, 3], "kind": "photo", "is_first": True, "lost": 1}
    assert registry.rebuild("Packed", stored) == Packed(big, [1], (2, 3), "photo", is_first=True)


def test_two_packages_cannot_announce_under_one_name() -> None:
    with pytest.raises(ValueError, match="Knocked is registered twice"):

        @event
        @dataclass(frozen=True)
        class Knocked:
            number: int


def test_one_reacts_to_events_only() -> None:
    with pytest.raises(TypeError, match="@event"):
        react(int)(lambda _event: None)


def test_reactions_are_named_after_package_and_function() -> None:
    [reaction] = registry.reactions_to(Knocked)
    assert (reaction.name, reaction.queue, reaction.atomic) == ("probe.answer_when_knocked", "interactive", True)


@pytest.mark.parametrize("call", [every, lambda: every(minutes=-5)])
def test_a_period_is_longer_than_nothing(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="longer than nothing"):
        call()


def test_what_is_not_in_the_code_any_more_is_said_by_name() -> None:
    with pytest.raises(registry.CodeGone, match=r"search\.index_note"):
        registry.reaction_named("search.index_note")
    with pytest.raises(registry.CodeGone, match="NoteFramed"):
        registry.rebuild("NoteFramed", {})
