"""People make translations better: an author for their own texts, others by agreeing with each other."""

from collections import Counter
from datetime import timedelta
from typing import NoReturn

from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.kit.text import tidy
from redbridge.language import spent
from redbridge.language.masking import MARK, Masked, mask
from redbridge.language.models import Doubt, Improvement, ImprovementVote, Translation
from redbridge.language.names import is_known
from redbridge.language.queries.keeping import VOTES_TO_APPROVE
from redbridge.language.readings import Piece, Text, prepare
from redbridge.language.tags import needs_words, tag_of

MOST_TIMES_LONGER, SLACK = 6, 200
AN_HOUR, IMPROVEMENTS_AN_HOUR, VOTES_AN_HOUR = 3600, 60, 240
DOUBTS_COUNT_FOR = timedelta(days=30)


def improve(actor: Person, *, text: Text, into: str, words: str, may_be_shared: bool = False) -> Improvement:
    """Say a text in another language, better than what is there; of one's own text it counts at once.

    The caller has checked that the actor may see the text. Refused where something that has to stay is missing.
    `may_be_shared` lets the pair be given to everybody under CC-BY, once the author of the text lets it, too.
    """
    _check(actor)
    into = tag_of(into)
    piece = prepare(text)
    if not is_known(into) or not needs_words(piece.source, into) or not piece.is_translatable:
        raise Refused(_("There is nothing to translate here."), field="words", code="nothing")
    masked = _masked_alike(piece.masked, _cleaned(words, piece.masked))
    limits.require(f"improve:{actor.id}", limit=IMPROVEMENTS_AN_HOUR, seconds=AN_HOUR)
    is_own = actor.id == text.author_id
    shares = may_be_shared and text.privacy == "public"
    values = {
        "source": piece.source,
        "original": piece.masked.text,
        "words": masked,
        "author_id": text.author_id or actor.id,
        "state": Improvement.State.APPROVED if is_own else Improvement.State.PROPOSED,
        "is_authors": is_own,
        "may_be_shared": shares,
        "author_shares": shares and is_own,
        "votes": 0,
        "at": timezone.now(),
    }
    with transaction.atomic():
        row, is_new = Improvement.objects.update_or_create(
            text_hash=piece.hash, target=into, person=actor, defaults=values
        )
        if not is_new:
            ImprovementVote.objects.filter(improvement=row).delete()  # they were about other words
    return row


def vote(actor: Person, *, improvement_id: int, text: Text, agrees: bool, may_be_shared: bool = False) -> Improvement:
    """Say that somebody's translation of a text is right, or is not. The author of the text decides alone.

    The caller has checked that the actor may see the text. `may_be_shared` is the author's consent to share the pair.
    """
    _check(actor)
    limits.require(f"improve-vote:{actor.id}", limit=VOTES_AN_HOUR, seconds=AN_HOUR)
    with transaction.atomic():
        row = _of_text(improvement_id, prepare(text))
        if row.person_id == actor.id:
            raise NotAllowed(_("Others decide about your translation."))
        if row.is_authors:
            raise NotAllowed(_("The author translated this."))
        ImprovementVote.objects.update_or_create(improvement=row, person=actor, defaults={"agrees": agrees})
        if actor.id == row.author_id:
            row.author_shares = agrees and may_be_shared and text.privacy == "public"
        _decide(row)
    return row


def withdraw(actor: Person, *, improvement_id: int) -> None:
    """Take one's own translation of a text back, words and votes with it."""
    with transaction.atomic():
        if not Improvement.objects.filter(id=improvement_id, person=actor).delete()[0]:
            raise NotFound(_("This translation is no longer here."))


def doubt(actor: Person, *, translation_id: int) -> None:
    """Say that a machine got a text wrong. An engine that several people doubt for a pair goes behind the others."""
    _check(actor)
    limits.require(f"improve-vote:{actor.id}", limit=VOTES_AN_HOUR, seconds=AN_HOUR)
    with transaction.atomic():
        row = Translation.objects.select_for_update().filter(id=translation_id).first()
        if row is None:
            raise NotFound(_("This translation is no longer here."))
        _found, is_new = Doubt.objects.get_or_create(translation=row, person=actor)
        if is_new:
            Translation.objects.filter(id=row.id).update(doubts=F("doubts") + 1)
    _count_doubts(row)


def _check(actor: Person) -> None:
    if not actor.is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))


def _cleaned(words: str, masked: Masked) -> str:
    words = tidy(words)
    if not words:
        raise Refused(_("Write something first."), field="words", code="empty")
    if len(words) > MOST_TIMES_LONGER * len(masked.text) + SLACK:
        raise Refused(_("This is much longer than the text itself."), field="words", code="long")
    return words


def _masked_alike(original: Masked, words: str) -> str:
    """The words with the marks of the original; every token of it must be there, and none that leads elsewhere more."""
    found = mask(words)
    places: dict[str, list[int]] = {}
    for number, token in enumerate(original.tokens):
        places.setdefault(token, []).append(number)
    marks = []
    for token in found.tokens:
        free = places.get(token)
        marks.append(f"⟦{free.pop(0)}⟧" if free else token)
    masked = MARK.sub(lambda mark: marks[int(mark[1])], found.text)
    if missing := Counter(original.tokens) - Counter(found.tokens):
        _keep(list(missing))
    settled = original.settle(masked)
    if settled is None:
        raise Refused(_("Bring no new links, names or numbers into it."), field="words", code="invented")
    return settled


def _keep(missing: list[str]) -> NoReturn:
    raise Refused(
        _("Keep this as it is: %(missing)s") % {"missing": " ".join(missing)[:200]}, field="words", code="missing"
    )


def _of_text(improvement_id: int, piece: Piece) -> Improvement:
    found = Improvement.objects.select_for_update().filter(id=improvement_id, text_hash=piece.hash).first()
    if found is None or found.state == Improvement.State.WITHDRAWN:
        raise NotFound(_("This translation is no longer here."))
    return found


def _decide(row: Improvement) -> None:
    """What the votes make of it: the author's is the last word, else two more have to agree than not."""
    votes = ImprovementVote.objects.filter(improvement=row).exclude(person=row.author_id)
    counts = votes.aggregate(yes=Count("id", filter=Q(agrees=True)), no=Count("id", filter=Q(agrees=False)))
    row.votes = counts["yes"] - counts["no"]
    author = ImprovementVote.objects.filter(improvement=row, person=row.author_id).values_list("agrees", flat=True)
    is_right = next(iter(author), None)
    if is_right is False:
        row.state = Improvement.State.DECLINED
    elif is_right or row.votes >= VOTES_TO_APPROVE:
        row.state = Improvement.State.APPROVED
    else:
        row.state = Improvement.State.PROPOSED
    row.save(update_fields=["votes", "state", "author_shares"])


def _count_doubts(row: Translation) -> None:
    since = timezone.now() - DOUBTS_COUNT_FOR
    people = Doubt.objects.filter(
        translation__engine=row.engine, translation__source=row.source, translation__target=row.target, at__gte=since
    )
    count = people.values("person").distinct().count()
    cache.set(spent.doubts_key(row.engine, row.source, row.target), count, int(DOUBTS_COUNT_FOR.total_seconds()))
