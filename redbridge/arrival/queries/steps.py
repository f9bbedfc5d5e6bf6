"""How far somebody is in their first week, seen from what they did."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.arrival.firstweek import CARD, COUNTED_DAYS, FIRST_DAYS, FOLLOWED, STEPS, welcome_tags
from redbridge.arrival.models import Arrival, Finding, FirstStep
from redbridge.feed import queries as feed
from redbridge.follows.models import Follow
from redbridge.interactions.models import Comment
from redbridge.notes.models import Note, NoteHashtag

OPEN, DONE, SKIPPED = "open", "done", "skipped"
LOOKED_AT = 500  # comments
NEAR, FAR = 3, 2  # of five people: those one can read, and those across the river


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `state` is open, done or skipped."""

    name: str
    state: str

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


@dataclass(frozen=True, slots=True)
class FirstWeek:
    """The steps in order."""

    steps: tuple[Step, ...]
    is_put_away: bool = False

    @property
    def done(self) -> int:
        """How many were taken."""
        return sum(step.state == DONE for step in self.steps)

    @property
    def next(self) -> str:
        """The first step that is open, empty when none is."""
        return next((step.name for step in self.steps if step.is_open), "")


def is_new(person: Person, *, at: datetime | None = None) -> bool:
    """Whether somebody is in their first days."""
    return person.created_at > (at or timezone.now()) - FIRST_DAYS


def is_counted(person: Person) -> bool:
    """Whether the steps of somebody are still written down."""
    return person.created_at > timezone.now() - COUNTED_DAYS


def first_week(viewer: Person) -> FirstWeek:
    """The viewer's own steps as they stand now."""
    rows = dict(FirstStep.objects.filter(person=viewer).values_list("step", "is_skipped"))
    open_steps = [step for step in STEPS if rows.get(step, True)]
    taken = taken_by(viewer, open_steps)
    steps = tuple(Step(step, _state(step, rows, taken)) for step in STEPS)
    return FirstWeek(steps, is_put_away=CARD in rows)


def _state(step: str, rows: dict[str, bool], taken: set[str]) -> str:
    if step in taken or rows.get(step) is False:
        return DONE
    return SKIPPED if step in rows else OPEN


def taken_by(person: Person, steps: list[str]) -> set[str]:
    """Those of the steps that somebody has taken by what they did; the norms are only ever said to be read."""
    return {step for step in steps if step in _TAKEN and _TAKEN[step](person)}


def people_to_meet(viewer: Person) -> tuple[list[int], list[int]]:
    """People to begin with: a few who write what the viewer reads, and a few from across."""
    found = [each.person_id for each in feed.people_to_follow(viewer, limit=40)]
    writes = dict(Person.objects.filter(id__in=found).values_list("id", "writes"))
    reads = {_main(code) for code in viewer.reads}
    near = [each for each in found if not writes.get(each) or {_main(code) for code in writes[each]} & reads]
    far = [each for each in found if each not in near]
    wanted_far = far[: max(FAR, NEAR + FAR - len(near))]
    return near[: NEAR + FAR - len(wanted_far)], wanted_far


def _wrote(person: Person) -> bool:
    return Note.objects.filter(author=person, deleted_at__isnull=True, is_brought=False).exists()


def _asked(person: Person) -> bool:
    welcome = NoteHashtag.objects.filter(hashtag__name__in=welcome_tags())
    if welcome.filter(note__author=person, note__is_brought=False).exists():
        return True
    said = Comment.objects.filter(author=person, deleted_at__isnull=True).exclude(note__author=person)
    return welcome.filter(note__in=list(said.order_by("-id").values_list("note", flat=True)[:LOOKED_AT])).exists()


def _follows(person: Person) -> bool:
    return Follow.objects.filter(follower=person)[:FOLLOWED].count() >= FOLLOWED


def _crossed(person: Person) -> bool:
    said = Comment.objects.filter(author=person, deleted_at__isnull=True).exclude(note__author=person)
    languages = said.exclude(Q(note__language="") | Q(note__language="und")).order_by("-id")
    own = {_main(code) for code in (*person.reads, *person.writes)}
    return any(_main(code) not in own for code in languages.values_list("note__language", flat=True)[:LOOKED_AT])


def _looked_for_friends(person: Person) -> bool:
    return Finding.objects.filter(Q(is_findable=True) | Q(is_looking=True), person=person).exists()


def _brought(person: Person) -> bool:
    return Arrival.objects.filter(person=person).exclude(state=Arrival.State.RECEIVING).exists()


def _main(code: str) -> str:
    return code.partition("-")[0]


_TAKEN = {
    "note": _wrote,
    "ask": _asked,
    "people": _follows,
    "bridge": _crossed,
    "friends": _looked_for_friends,
    "bring": _brought,
}
