"""How somebody wants texts of other languages."""

from collections import Counter
from typing import Any

from django.db.models import CharField, QuerySet, Value

from redbridge.accounts.models import Person, Preferences
from redbridge.language import wishes
from redbridge.language.models import ReadingChoice, ReadingHabits
from redbridge.language.tags import tag_of

MOST_READERS = 500


def wish(viewer: Person | None, *, interface: str, choices_cookie: str = "") -> wishes.Wish:
    """Into which language texts go and what happens to which; one query for a person, none for anybody else."""
    if viewer is None:
        into, chosen = wishes.read_cookie(choices_cookie)
        return wishes.make(into=into or interface, reads=frozenset({interface}), chosen=chosen)
    into, chosen = "", {}
    own = ReadingChoice.objects.filter(person=viewer).values_list("language", "choice")
    habit = ReadingHabits.objects.filter(person=viewer).values_list(Value("", output_field=CharField()), "into")
    for language, what in own.union(habit, all=True):
        if language:
            chosen[language] = what
        else:
            into = what
    reads = frozenset({interface, *viewer.reads})
    return wishes.make(into=into or interface, reads=reads, chosen=chosen)


def into_always(language: str, people: QuerySet[Person]) -> list[str]:
    """Into which languages some of these people always have texts of a language translated, the most wanted first."""
    wanting = ReadingChoice.objects.filter(person__in=people, language=tag_of(language), choice="always")
    found: Counter[str] = Counter()
    readers = list(wanting.values_list("person_id", flat=True)[:MOST_READERS])
    chosen = dict(ReadingHabits.objects.filter(person__in=readers).exclude(into="").values_list("person_id", "into"))
    faces = dict(Preferences.objects.filter(person__in=readers).values_list("person_id", "language"))
    for reader in readers:
        found[tag_of(chosen.get(reader) or faces.get(reader, "en"))] += 1
    return [into for into, _count in found.most_common()]


def reading_of(viewer: Person) -> dict[str, Any]:
    """What somebody chose: `into`, `languages` with their choices, `outside` and `outside_followers`."""
    habits = ReadingHabits.objects.filter(person=viewer).first() or ReadingHabits(person=viewer)
    chosen = ReadingChoice.objects.filter(person=viewer).order_by("language").values_list("language", "choice")
    return {
        "into": habits.into,
        "languages": dict(chosen),
        "outside": habits.outside,
        "outside_followers": habits.outside_followers,
    }
