"""When a saved word comes back: FSRS, with one short step for what was forgotten and whole days for the rest."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from fsrs import Scheduler

ANSWERS: Final = ("again", "hard", "good", "easy")
SOON: Final = timedelta(minutes=10)
LONGEST_DAYS = 3650
State = dict[str, Any]


def answered(card: Mapping[str, Any], answer: str, at: datetime) -> tuple[State, datetime]:
    """The card after an answer, and when it is due; an empty card is a new one."""
    from fsrs import Card, Rating  # noqa: PLC0415 - read only where words are reviewed

    # Without an id of its own the library would sleep to find one.
    before = Card.from_dict(card) if card else Card(card_id=0, due=at)  # type: ignore[arg-type]  # as it was written
    after, _log = _scheduler().review_card(before, Rating(ANSWERS.index(answer) + 1), review_datetime=at)
    return dict(after.to_dict()), after.due


def previews(card: Mapping[str, Any], at: datetime) -> dict[str, timedelta]:
    """How long each answer would put the word off."""
    return {answer: answered(card, answer, at)[1] - at for answer in ANSWERS}


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler  # noqa: PLC0415 - as above

    # Without chance, so that what the buttons say is what happens.
    return Scheduler(
        learning_steps=(SOON,), relearning_steps=(SOON,), maximum_interval=LONGEST_DAYS, enable_fuzzing=False
    )
