"""What is put right by the clock."""

from redbridge.events import every
from redbridge.feed import actions


@every(hours=1, bulk=True)
def push_authors_again() -> None:
    actions.push_authors_again()


@every(days=1, bulk=True)
def tend_feeds() -> None:
    actions.tend_feeds()
