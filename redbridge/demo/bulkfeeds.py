"""The Follow feeds of a large made-up world, as the workers would have left them."""

from django.conf import settings
from django.db import connection, models

from redbridge.feed.models import HomeEntry, PulledAuthor
from redbridge.follows.models import Follow, FollowTally
from redbridge.notes.models import Note

NEWEST = 20  # of each author; more would only take longer to write


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


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
