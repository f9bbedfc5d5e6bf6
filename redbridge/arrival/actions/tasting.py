"""Taste brought along: kept as an offer until its owner has looked it over, or forgotten."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.arrival import friendkeys, tastes
from redbridge.arrival.jobs import POST, platform_of
from redbridge.arrival.models import Arrival, ArrivedItem, NoteKey, SeenKey, TasteBrought
from redbridge.arrival.reading.tokens import token
from redbridge.arrival.sources.shape import Profile
from redbridge.feed import actions as feed
from redbridge.feed import queries as feeds
from redbridge.interactions import actions as interactions
from redbridge.kit.errors import Problem
from redbridge.kit.text import tidy_line
from redbridge.language.names import is_known
from redbridge.notes.models import Note

MOST_HASHTAGS, MOST_WORDS, MOST_COLLECTIONS, MOST_LANGUAGES = 200, 100, 60, 8
LONGEST = 60
MOST_POSTS = 2_000
MOST_SEEN = 100_000  # keyed ids of one person that stay, the newest; an export may hold millions
TOGETHER = 2_000


def take_text(person: Person, *, section: str, texts: Iterable[str]) -> None:
    """Remember what these words say, not the words themselves; of collections their names."""
    found = [text for text in texts if text.strip()]
    if not found or section in tastes.WORDLESS:
        return
    topics, hashtags, _languages = tastes.read(section, found)
    with transaction.atomic():
        brought = _locked(person)
        counts = Counter(brought.topics.get(section, {}))
        counts.update(topics)
        brought.topics = {**brought.topics, section: dict(counts)}
        brought.hashtags = _more(brought.hashtags, hashtags)
        if section == "collections":
            names = [*brought.collections, *(tidy_line(text)[:LONGEST] for text in found)]
            brought.collections = list(dict.fromkeys(filter(None, names)))[:MOST_COLLECTIONS]
        _keep(brought)


def take_profile(person: Person, profile: Profile) -> None:
    """Remember languages and words to mute that the old settings name."""
    languages = [code for each in profile.languages if (code := _language(each))]
    words = [tidy_line(word)[:LONGEST] for word in profile.muted_words]
    if not languages and not any(words):
        return
    with transaction.atomic():
        brought = _locked(person)
        brought.languages = list(dict.fromkeys([*languages, *brought.languages]))[:MOST_LANGUAGES]
        brought.muted_words = list(dict.fromkeys(filter(None, [*brought.muted_words, *words])))[:MOST_WORDS]
        _keep(brought)


def take_keys(person: Person, *, platform: str, section: str, tokens: Sequence[str], key_version: int) -> None:
    """Keep keyed ids of what was liked, saved, shared or watched there: the same ones once, the newest MOST_SEEN."""
    same = {"person": person, "platform": platform, "section": section, "key_version": key_version}
    for start in range(0, len(tokens), TOGETHER):
        rows = [SeenKey(**same, token=each) for each in tokens[start : start + TOGETHER]]
        SeenKey.objects.bulk_create(rows, ignore_conflicts=True)
    if tokens:
        _thin(SeenKey.objects.filter(person=person))


def read_own_posts(*, person_id: int) -> None:
    """Read the taste of everything that somebody brought; a second run finds the same."""
    person = Person.objects.filter(id=person_id).first()
    items = ArrivedItem.objects.filter(person=person_id, kind=POST).order_by("-id")
    said = items.values_list("note__title", "note__caption", "draft__title", "draft__caption")[:MOST_POSTS]
    texts = ["\n".join(filter(None, row)) for row in said if any(row)]
    if person is None or not texts:
        return
    topics, hashtags, languages = tastes.read("posts", texts)
    with transaction.atomic():
        brought = _locked(person)
        brought.topics = {**brought.topics, "posts": dict(topics)}
        known = {name for name, _ in brought.hashtags}
        brought.hashtags = _more(brought.hashtags, {name: n for name, n in hashtags.items() if name not in known})
        written = [code for code, _ in languages.most_common(MOST_LANGUAGES) if is_known(code)]
        brought.languages = list(dict.fromkeys([*brought.languages, *written]))[:MOST_LANGUAGES]
        _keep(brought)


def key_note(*, note_id: int) -> None:
    """Keep under which id a brought note was known elsewhere, keyed as the ids of likes and saves are."""
    items = ArrivedItem.objects.filter(note=note_id, kind=POST).exclude(platform="")
    found = items.values_list("platform", "source_id").first()
    if found is None or not Note.objects.filter(id=note_id).exists():
        return
    platform, source_id = found
    friendkeys.current()  # makes the first one, and that of a new year
    for version, key in friendkeys.keys().items():
        said = {"platform": platform, "token": token(key, platform, "item", source_id)}
        NoteKey.objects.update_or_create(note_id=note_id, key_version=version, defaults=said)


def key_notes_anew() -> None:
    """Key brought notes with every key that came after them; for the clock. May be repeated."""
    version, _key = friendkeys.current()
    keyed = NoteKey.objects.filter(note=OuterRef("note"), key_version=version)
    items = ArrivedItem.objects.filter(~Exists(keyed), kind=POST, note__isnull=False).exclude(platform="")
    last = 0
    while rows := list(items.filter(id__gt=last).order_by("id").values_list("id", "note_id")[:TOGETHER]):
        for _item, note_id in rows:
            key_note(note_id=note_id)
        last = rows[-1][0]


def settle_taste(
    actor: Person,
    *,
    topics: Sequence[str],
    languages: Sequence[str],
    muted_words: Sequence[str] = (),
    collections: Sequence[str] = (),
) -> None:
    """Use exactly what the actor kept of the offer: for what they see, what they read, and nothing else."""
    brought = TasteBrought.objects.filter(person=actor).first()
    weights = tastes.weigh(brought.topics) if brought else {}
    with transaction.atomic():
        feed.choose_interests(actor, topics=topics)
        feed.seed_taste(
            actor,
            topics={topic: weights.get(topic, 1.0) for topic in topics},
            languages=_falling(languages),
        )
        feed.mute_words(actor, words=muted_words)
        reads = list(dict.fromkeys([*(code for code in actor.reads if code in languages), *languages]))
        accounts.update_profile(actor, reads=reads or actor.reads)
        TasteBrought.objects.filter(person=actor).update(taken_at=timezone.now(), updated_at=timezone.now())
    for name in collections:
        with suppress(Problem):  # one of this name is there already
            interactions.create_collection(actor, name=name)


def forget_taste(actor: Person) -> None:
    """Drop everything that was read about the actor's taste, and what it began their pages with."""
    with transaction.atomic():
        TasteBrought.objects.filter(person=actor).delete()
        SeenKey.objects.filter(person=actor).delete()
        feed.seed_taste(actor, topics=dict.fromkeys(feeds.interests_of(actor), 1.0), languages={})


def forget_taste_of(*, arrival_id: int) -> None:
    """After an arrival was taken back: what it said goes too, unless another arrival that stays said it as well.

    Topics that their owner chose on the page stay chosen: that was their word, not the file's.
    """
    arrival = Arrival.objects.select_related("person").filter(id=arrival_id).first()
    if arrival is None or arrival.person is None or arrival.state != Arrival.State.UNDONE:
        return
    stay = Arrival.objects.filter(person=arrival.person, state=Arrival.State.DONE)
    if not stay.exists():
        forget_taste(arrival.person)
    elif not stay.filter(source=arrival.source).exists():
        SeenKey.objects.filter(person=arrival.person, platform=platform_of(arrival.source)).delete()


def _thin(own: QuerySet[SeenKey]) -> None:
    """Keep the newest MOST_SEEN; what was chosen there outlives what was only watched."""
    over = own.count() - MOST_SEEN
    for rows in (own.filter(section="watched"), own):
        while over > 0 and (ids := list(rows.order_by("id").values_list("id", flat=True)[: min(over, TOGETHER)])):
            SeenKey.objects.filter(id__in=ids).delete()
            over -= len(ids)


def _falling(languages: Sequence[str]) -> Mapping[str, float]:
    """The first language weighs most."""
    return {code: round(1 / (place + 1), 2) for place, code in enumerate(languages)}


def _locked(person: Person) -> TasteBrought:
    TasteBrought.objects.get_or_create(person=person, defaults={"updated_at": timezone.now()})
    return TasteBrought.objects.select_for_update().get(person=person)


def _keep(brought: TasteBrought) -> None:
    brought.taken_at = None  # something new is there to be looked over
    brought.updated_at = timezone.now()
    brought.save()


def _more(known: Sequence[Sequence[object]], found: Mapping[str, int]) -> list[list[object]]:
    counts: Counter[str] = Counter({str(name): int(str(count)) for name, count in known})
    counts.update({name[:LONGEST]: count for name, count in found.items() if name})
    return [[name, count] for name, count in counts.most_common(MOST_HASHTAGS)]


def _language(said: str) -> str:
    """A tag of ours for a language as others name it: en, en-US, zh-CN, Español."""
    said = said.strip().replace("_", "-")
    if is_known(said):
        return said
    main, _, rest = said.lower().partition("-")
    if main == "zh":
        return "zh-Hant" if rest in {"tw", "hk", "hant", "hant-tw"} else "zh-Hans"
    return main if is_known(main) else ""
