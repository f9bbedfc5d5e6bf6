"""A large made-up world, written straight into the tables: to see how a site does with it, and to measure.

Like a real one it has a few who write a lot, many who only read, people who are followed and never write, likes that
gather on few notes, and notes with long conversations. Every count and every place on Explore is as the actions would
have left it. Pictures are a few hundred real ones that the notes share.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from redbridge.demo import bulkfeeds, bulkpeople, bulkpictures, bulkwords
from redbridge.demo.bulkrows import Table, moment
from redbridge.feed.models import ExploreEntry
from redbridge.feed.ranking import score
from redbridge.feed.topics import topics_of
from redbridge.interactions.models import Comment, NoteLike, Tally
from redbridge.kit.ids import position_at
from redbridge.notes.models import Hashtag, Note, NoteHashtag, NotePicture, NoteTally
from redbridge.notes.text import fold

Progress = Callable[[int, int], object]
SPAN = timedelta(days=700)
SLICE = 5_000
MOST_TALKED = 200
TALKED_TOPS, ANSWERED, ANSWERS = 20, 10, 3  # a long conversation: fifty comments, all of them on its page


def _silent(_done: int, _total: int) -> None:
    """Progress for nobody."""


@dataclass
class Made:
    """What `seed` put into the site, for whoever measures it."""

    people: list[int] = field(default_factory=list)
    authors: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    talked: list[int] = field(default_factory=list)


@dataclass
class _Row:
    """One note while it is being made."""

    id: int
    author: int
    words: bulkwords.Words
    picture: bulkpictures.Shared
    at: datetime
    tags: tuple[str, ...] = ()
    likes: int = 0
    comments: int = 0
    commenters: int = 0


def seed(
    *, notes: int, people: int, progress: Progress = _silent, start: int = 20_250_114, feeds_only: bool = False
) -> Made:
    """Add so many public notes by so many people to the site; the same `start` draws the same world again.

    With `feeds_only` nobody likes or says anything and Explore stays empty: what Follow feeds alone need.
    """
    dice = random.Random(start)
    now = timezone.now().replace(microsecond=0)
    with tempfile.TemporaryDirectory(prefix="redbridge-bulk-") as folder:
        shared = bulkpictures.make(Path(folder), owner=bulkpeople.join(dice, 1, now)[0], dice=dice)
    with transaction.atomic():
        made = Made(people=bulkpeople.join(dice, people, now))
        bulkpeople.follow(dice, made.people)
        made.authors = [person_id for person_id in made.people if dice.random() > bulkpeople.QUIET] or made.people[:1]
    world = _World(dice, made, shared, now, notes, feeds_only=feeds_only)
    for begin in range(0, notes, SLICE):
        with transaction.atomic():
            world.write(min(SLICE, notes - begin))
        progress(min(begin + SLICE, notes), notes)
    with transaction.atomic():
        world.finish()
        bulkfeeds.fill()
    if connection.vendor == "postgresql":  # which learns in time how tables are filled, and plans badly until then
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return made


class _World:
    """Writes notes slice by slice, oldest first, and remembers what the counts at the end need."""

    def __init__(
        self,
        dice: random.Random,
        made: Made,
        shared: list[bulkpictures.Shared],
        now: datetime,
        notes: int,
        *,
        feeds_only: bool,
    ) -> None:
        self._dice, self._made, self._shared, self._now, self._notes = dice, made, shared, now, notes
        self._weights = list(accumulate(1 / (place + 3) for place in range(len(made.authors))))
        self._by_author: Counter[int] = Counter()
        self._made_so_far = 0
        self._hashtags: dict[str, int] = {}
        self._by_hashtag: Counter[int] = Counter()
        self._talk_every = max(1, notes // MOST_TALKED)
        self._feeds_only = feeds_only

    def write(self, count: int) -> None:
        """The next so many notes with everything that belongs to them."""
        rows = [self._row() for _ in range(count)]
        self._write_notes(rows)
        self._made.notes += [row.id for row in rows]
        if not self._feeds_only:
            self._write_what_follows(rows)

    def _write_what_follows(self, rows: list[_Row]) -> None:
        self._write_likes(rows)
        self._write_comments(rows)
        Table(Tally, "note", "likes", "comments").write((row.id, row.likes, row.comments) for row in rows)
        self._write_hashtags(rows)
        Table(ExploreEntry, "note", "topic", "score", "author_id", "language").write(self._entries(rows))

    def finish(self) -> None:
        """Counts of authors and hashtags."""
        present = dict(NoteTally.objects.filter(person_id__in=self._by_author).values_list("person_id", "notes"))
        Table(NoteTally, "person", "notes").write(
            (i, count) for i, count in self._by_author.items() if i not in present
        )
        for hashtag_id, count in self._by_hashtag.items():
            tag = Hashtag.objects.select_for_update().get(id=hashtag_id)
            Hashtag.objects.filter(id=hashtag_id).update(note_count=tag.note_count + count)

    def _row(self) -> _Row:
        self._made_so_far += 1
        at = self._now - SPAN + (SPAN - timedelta(minutes=5)) * (self._made_so_far / (self._notes + 1))
        author = self._dice.choices(self._made.authors, cum_weights=self._weights)[0]
        self._by_author[author] += 1
        words = bulkwords.note(self._dice)
        row = _Row(position_at(at), author, words, self._dice.choice(self._shared), at)
        row.tags = tuple(dict.fromkeys(fold(tag) for tag in words.tags))
        return row

    def _write_notes(self, rows: list[_Row]) -> None:
        columns = [
            "id",
            "position",
            "author",
            "kind",
            "title",
            "caption",
            "language",
            "cover",
            "picture_count",
            "is_listed",
            "published_at",
            "created_at",
        ]
        Table(Note, *columns).write(
            (
                row.id,
                row.id,
                row.author,
                "photo",
                row.words.title,
                row.words.caption,
                row.words.language,
                row.picture.id,
                1,
                True,
                moment(row.at),
                moment(row.at),
            )
            for row in rows
        )
        Table(NotePicture, "note", "picture", "order").write((row.id, row.picture.id, 0) for row in rows)

    def _write_likes(self, rows: list[_Row]) -> None:
        people = self._made.people
        pairs: list[tuple[int, int]] = []
        for row in rows:
            wanted = min(int(self._dice.paretovariate(1.1)) - 1, 300, len(people))
            likers = {people[self._dice.randrange(len(people))] for _ in range(wanted)}
            row.likes = len(likers)
            pairs += [(person_id, row.id) for person_id in likers]
        Table(NoteLike, "person", "note").write(pairs)

    def _write_comments(self, rows: list[_Row]) -> None:
        found: list[tuple[object, ...]] = []
        for row in rows:
            people = self._dice.sample(self._made.people, min(12, len(self._made.people)))
            if len(self._made.talked) < MOST_TALKED and self._is_talked_about(row):
                self._made.talked.append(row.id)
                new = list(self._long_talk(row, people))
            else:
                new = list(self._talk(row, people, min(int(self._dice.paretovariate(1.2)) - 1, 12)))
            row.comments = len(new)
            row.commenters = len({str(comment[2]) for comment in new} - {str(row.author)})
            found += new
        columns = ["id", "note", "author", "parent", "text", "language", "likes", "reply_count", "created_at"]
        Table(Comment, *columns).write(found)

    def _is_talked_about(self, row: _Row) -> bool:
        return row.id % self._talk_every == 0

    def _long_talk(self, row: _Row, people: list[int]) -> Iterator[tuple[object, ...]]:
        for number in range(TALKED_TOPS):
            answers = ANSWERS if number < ANSWERED else 0
            top = self._comment(row, people, None, answers)
            yield top
            for _ in range(answers):
                yield self._comment(row, people, int(str(top[0])), 0)

    def _talk(self, row: _Row, people: list[int], count: int) -> Iterator[tuple[object, ...]]:
        for _ in range(count):
            yield self._comment(row, people, None, 0)

    def _comment(self, row: _Row, people: list[int], parent: int | None, answers: int) -> tuple[object, ...]:
        at = min(row.at + timedelta(minutes=self._dice.expovariate(1 / 900)), self._now)
        language, text = bulkwords.comment(self._dice)
        likes = 0  # a like of a comment is a row of its own, which nobody wrote here
        return (
            position_at(at),
            row.id,
            self._dice.choice(people),
            parent,
            text,
            language,
            likes,
            answers,
            moment(at),
        )

    def _write_hashtags(self, rows: list[_Row]) -> None:
        for name, shown in {fold(tag): tag for row in rows for tag in row.words.tags}.items():
            if name not in self._hashtags:
                self._hashtags[name] = Hashtag.objects.get_or_create(name=name, defaults={"shown": shown})[0].id
        pairs = [(self._hashtags[name], row.id, row.id) for row in rows for name in row.tags]
        self._by_hashtag.update(hashtag_id for hashtag_id, _, _ in pairs)
        Table(NoteHashtag, "hashtag", "note", "position").write(pairs)

    def _entries(self, rows: list[_Row]) -> Iterator[tuple[object, ...]]:
        for row in rows:
            place = score(row.at, likes=row.likes, saves=0, commenters=row.commenters)
            for topic in ["", *sorted(topics_of(row.tags))]:
                yield row.id, topic, place, row.author, row.words.language
