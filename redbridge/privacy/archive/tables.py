"""People and saved notes as Mastodon exports and imports them."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from redbridge.accounts.models import Person
from redbridge.follows.models import Block, Follow, Mute
from redbridge.interactions.models import Save
from redbridge.privacy.archive.values import Addresses, batches, note_address, outside

FOLLOWING = ("Account address", "Show boosts", "Notify on new posts", "Languages")
Row = tuple[str, ...]


class _Line:
    def write(self, text: str) -> str:
        return text


def tables(person: Person) -> Iterator[tuple[str, Iterator[str]]]:
    """Each file with its lines."""
    accepted = Follow.objects.filter(state=Follow.State.ACCEPTED)
    following = _people(accepted.filter(follower=person), "followed_id")
    followers = _people(accepted.filter(followed=person), "follower_id")
    blocked = _people(Block.objects.filter(blocker=person), "blocked_id", even_gone=True)
    muted = _people(Mute.objects.filter(muter=person), "muted_id", even_gone=True)
    yield "csv/following_accounts.csv", _text(FOLLOWING, ((each, "true", "false", "") for each in following))
    yield "csv/followers.csv", _text(("Account address",), ((each,) for each in followers))
    yield "csv/blocked_accounts.csv", _text((), ((each,) for each in blocked))
    yield "csv/muted_accounts.csv", _text(("Account address", "Hide notifications"), ((each, "true") for each in muted))
    yield "csv/bookmarks.csv", _text((), _saved(person))


def _people(rows: QuerySet[Any], column: str, *, even_gone: bool = False) -> Iterator[str]:
    addresses = Addresses(even_gone=even_gone)
    for batch in batches(rows):
        addresses.learn(getattr(row, column) for row in batch)
        for row in batch:
            if address := addresses[getattr(row, column)]:
                yield outside(address)


def _saved(person: Person) -> Iterator[Row]:
    for batch in batches(Save.objects.filter(person=person)):
        yield from ((note_address(row.note_id),) for row in batch)


def _text(heading: Row, rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(_Line(), lineterminator="\n")
    if heading:
        yield str(writer.writerow(heading))
    for row in rows:
        yield str(writer.writerow(tuple(_harmless(cell) for cell in row)))


def _harmless(cell: str) -> str:
    """No spreadsheet takes the cell for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
