"""Which texts may be given to services elsewhere: what its class, its author and the reader say."""

from collections.abc import Iterable
from dataclasses import dataclass

from redbridge.accounts.models import Person
from redbridge.language.models import ReadingHabits
from redbridge.language.readings import Text


@dataclass(frozen=True, slots=True)
class Audience:
    """Authors who keep their texts here: all of them, or those for followers."""

    kept_here: frozenset[int]
    followers_allowed: frozenset[int]

    def may_leave(self, text: Text) -> bool:
        """Public texts unless the author minds, those for followers only if the author allows it, private ones never.

        What teens write stays here whatever they chose.
        """
        if text.privacy == "public":
            return text.author_id not in self.kept_here
        return text.privacy == "followers" and text.author_id in self.followers_allowed - self.kept_here


NOBODY = Audience(frozenset(), frozenset())


def of(texts: Iterable[Text]) -> Audience:
    """What the authors of some texts chose; two queries for any number of them."""
    authors = {text.author_id for text in texts} - {0}
    if not authors:
        return NOBODY
    young = Person.objects.filter(id__in=authors, age_band=Person.AgeBand.TEEN).values_list("id", flat=True)
    chosen = ReadingHabits.objects.filter(person__in=authors).values_list("person_id", "outside", "outside_followers")
    minding, allowing = set(young), set()
    for person_id, outside, outside_followers in chosen:
        if not outside:
            minding.add(person_id)
        if outside_followers:
            allowing.add(person_id)
    return Audience(frozenset(minding), frozenset(allowing))
