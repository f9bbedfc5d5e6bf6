"""How somebody wants texts of other languages."""

from django.db.models import CharField, Value

from redbridge.accounts.models import Person
from redbridge.language import wishes
from redbridge.language.models import ReadingChoice, ReadingHabits


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
