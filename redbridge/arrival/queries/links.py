"""What stands on somebody's page of links."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from redbridge.accounts.models import Person
from redbridge.arrival.models import PageLink


@dataclass(frozen=True, slots=True)
class ShownLink:
    """One link: `title` is never empty, `is_verified` while the page behind it links back."""

    title: str
    url: str
    host: str
    is_verified: bool


def page_links(person: Person) -> list[ShownLink]:
    """The links in their owner's order, verified ones first; those of the profile while none were arranged."""
    rows = own_page_links(person)
    found = [
        ShownLink(row.title or _host(row.url), row.url, _host(row.url), row.verified_at is not None) for row in rows
    ] or [ShownLink(_host(url), url, _host(url), is_verified=False) for url in person.links]
    return sorted(found, key=lambda each: not each.is_verified)


def own_page_links(person: Person) -> list[PageLink]:
    """The rows as their owner arranged them."""
    return list(PageLink.objects.filter(person=person).order_by("order", "id"))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")
