"""The Follow feeds of a large made-up world, as the workers would have left them, and crowds that follow somebody."""

import random
from collections.abc import Sequence

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Count, F
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.demo import bulkpeople
from redbridge.demo.bulkrows import Table
from redbridge.feed import queries as feed
from redbridge.feed.models import HomeEntry, PulledAuthor
from redbridge.follows.models import Follow, FollowTally
from redbridge.kit.ids import mint
from redbridge.notes.models import Note

NEWEST = 20  # of each author; more would only take longer to write
OLD_NOTES, GAP = 2_000, 1_000_003  # what stands in the feeds of a crowd, and how far apart


def fill(newest: int = NEWEST) -> None:
    """Put the newest notes of everybody into the feeds of those who follow them, in the order of the table's key."""
    most = settings.FEED_PULLED_FROM
    heavy = FollowTally.objects.filter(followers__gt=most).values_list("person_id", flat=True)
    PulledAuthor.objects.bulk_create([PulledAuthor(person_id=each) for each in heavy], ignore_conflicts=True)
    latest = (
        f"SELECT id, position, author_id, ROW_NUMBER() OVER (PARTITION BY author_id ORDER BY position DESC) AS place"  # noqa: S608
        f" FROM {_table(Note)} WHERE author_id NOT IN (SELECT person_id FROM {_table(PulledAuthor)})"
    )
    sql = (
        f"INSERT INTO {_table(HomeEntry)} (viewer_id, position, note_id)"  # noqa: S608 - our own tables
        f" SELECT follow.follower_id, latest.position, latest.id FROM ({latest}) AS latest"
        f" JOIN {_table(Follow)} AS follow ON follow.followed_id = latest.author_id AND follow.state = %s"
        " WHERE latest.place <= %s ORDER BY 1, 2 ON CONFLICT DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [Follow.State.ACCEPTED, newest])


def readers(count: int) -> list[int]:
    """People who follow one author that is pulled, beside others: the same company in a small and in a large world."""
    follows = Follow.objects.filter(followed__in=PulledAuthor.objects.values("person")).order_by().values("follower")
    found = follows.annotate(pulled=Count("id")).filter(pulled=1).order_by("follower")
    ids = list(found.values_list("follower", flat=True))
    return random.Random(3).sample(ids, min(count, len(ids)))


def homes(person_ids: Sequence[int], *, limit: int) -> dict[int, int]:
    """How many notes the first page of each one's feed shows; only of those with full pages where there are some."""
    people = Person.objects.filter(id__in=person_ids)
    found = {person.id: len(feed.home(person, limit=limit).note_ids) for person in people}
    full = {person_id: count for person_id, count in found.items() if count == limit}
    return full or {person_id: count for person_id, count in found.items() if count}


def gather(people: Sequence[int]) -> int:
    """Somebody new whom these people follow."""
    with transaction.atomic():
        author = bulkpeople.join(random.Random(5), 1, timezone.now())[0]
        Table(Follow, "follower", "followed").write((person_id, author) for person_id in people)
        FollowTally.objects.filter(person=author).delete()
        Table(FollowTally, "person", "followers", "following").write([(author, len(people), 0)])
        FollowTally.objects.filter(person__in=Follow.objects.filter(followed=author).values("follower")).update(
            following=F("following") + 1
        )
    return author


def crowd(count: int, *, filled: int) -> int:
    """Somebody whom so many new people follow, in whose feeds so many notes stand already."""
    with transaction.atomic():
        author = gather(bulkpeople.join(random.Random(4), count, timezone.now()))
        first = mint() - OLD_NOTES * GAP
        sql = (
            "WITH RECURSIVE places(place) AS (SELECT 0 UNION ALL SELECT place + 1 FROM places WHERE place < %s)"  # noqa: S608
            f" INSERT INTO {_table(HomeEntry)} (viewer_id, position, note_id)"
            " SELECT follower_id, %s + place * %s, %s + place * %s"
            f" FROM {_table(Follow)} JOIN places ON place - follower_id %% %s BETWEEN 0 AND %s"
            " WHERE followed_id = %s ORDER BY 1, 2"
        )
        with connection.cursor() as cursor:
            apart = OLD_NOTES - filled
            cursor.execute(sql, [OLD_NOTES, first, GAP, first, GAP, apart, filled - 1, author])
    return author


def publish(author: int) -> int:
    """A note of somebody's, as it is before anybody was told of it."""
    note = Note.objects.create(
        author_id=author, position=mint(), kind="photo", title="A note", published_at=timezone.now()
    )
    return note.id


def check_told(author: int, note_id: int) -> None:
    """Every thousandth follower, and the last one, has the note on top of their feed."""
    follows = Follow.objects.filter(followed=author).order_by("follower").values_list("follower_id", flat=True)
    ids = list(follows)
    for person in Person.objects.filter(id__in=[*ids[::1000], ids[-1]]):
        if feed.home(person, limit=1).note_ids != [note_id]:
            raise AssertionError(f"A follower was not told of note {note_id}")


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
