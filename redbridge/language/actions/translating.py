"""Bring texts into the reader's language, from the best rung that may see them."""

from collections.abc import Sequence

from redbridge.accounts.models import Person
from redbridge.language.queries import keeping
from redbridge.language.readings import Reading, Text


def translate(
    reader: Person | None, *, texts: Sequence[Text], into: str, allow_outside: bool = True
) -> list[Reading | None]:
    """What each text means in a language, in order; None where there is nothing but the original."""
    del reader, allow_outside
    return keeping.kept(texts, into=into)
