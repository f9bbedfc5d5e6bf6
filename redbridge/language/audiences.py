"""Which texts may be given to services elsewhere: what its class, its author and the reader say."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from redbridge.accounts.models import Person
from redbridge.language.models import ReadingHabits
from redbridge.language.readings import Text


@dataclass(frozen=True, slots=True)
class Audience:
    """Authors who keep all their texts here, who let those for followers leave, and who have only followers read."""

    kept_here: frozenset[int]
    followers_allowed: frozenset[int]
    private: frozenset[int] = frozenset()

    def may_leave(self, text: Text) -> bool:
        """Public texts unless the author minds, those for followers only if the author allows it, private ones never.

        What teens write stays here whatever they chose.
        """
        if text.author_id in self.kept_here:
            return False
        if text.privacy == "public" and text.author_id not in self.private:
            return True
        return text.privacy in {"public", "followers"} and text.author_id in self.followers_allowed


NOBODY = Audience(frozenset(), frozenset())


def of(texts: Iterable[Text]) -> Audience:
    """What the authors of some texts chose; two queries for any number of them."""
    authors = {text.author_id for text in texts} - {0}
    if not authors:
        return NOBODY
    guarded = Person.objects.filter(Q(age_band=Person.AgeBand.TEEN) | Q(is_private=True), id__in=authors)
    chosen = ReadingHabits.objects.filter(person__in=authors).values_list("person_id", "outside", "outside_followers")
    minding, allowing, private = set[int](), set[int](), set[int]()
    for person_id, band, is_private in guarded.values_list("id", "age_band", "is_private"):
        if band == Person.AgeBand.TEEN:
            minding.add(person_id)
        if is_private:
            private.add(person_id)
    for person_id, outside, outside_followers in chosen:
        if not outside:
            minding.add(person_id)
        if outside_followers:
            allowing.add(person_id)
    return Audience(frozenset(minding), frozenset(allowing), frozenset(private))
