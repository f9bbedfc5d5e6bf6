"""When words go, what was made of them goes, too."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from redbridge.language.actions import attempts
from redbridge.language.masking import mask, text_hash
from redbridge.language.models import Improvement, Sending, Spending, Translation

BATCH = 200
KEPT_SENDINGS, KEPT_SPENDING = timedelta(days=90), timedelta(days=31)


def forget_texts(words: Iterable[str], *, author_id: int = 0) -> None:
    """Delete every translation of these texts, and people's translations of them as texts of this author.

    Somebody else may have written the very same words: then a reader has them translated anew, which costs one call.
    That is simpler, and safer, than to find out.
    """
    hashes = {text_hash(mask(each).text) for text in words for each in _parts(text)}
    for piece in _pieces(sorted(hashes)):
        Translation.objects.filter(text_hash__in=piece).delete()
        Improvement.objects.filter(text_hash__in=piece, author=author_id).delete()


def tidy() -> None:
    """Forget attempts that nobody repeats, and after their time what left this server and what was spent."""
    attempts.forget_old()
    Sending.objects.filter(at__lt=timezone.now() - KEPT_SENDINGS).delete()
    Spending.objects.filter(Q(day__lt=(timezone.now() - KEPT_SPENDING).date())).delete()


def _parts(text: str) -> set[str]:
    """A long text is translated whole or by its paragraphs."""
    found = {text, *(part for part in text.split("\n"))}
    return {part.strip() for part in found if part.strip()}


def _pieces(hashes: list[str]) -> Iterable[list[str]]:
    return (hashes[start : start + BATCH] for start in range(0, len(hashes), BATCH))
