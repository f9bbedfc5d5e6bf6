"""What a page of a preview shows: posts as they would come in, and numbers of the whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from redbridge.accounts.models import Person
from redbridge.arrival import folders
from redbridge.arrival.models import Arrival
from redbridge.arrival.picks import Beside, Pick, Picks
from redbridge.arrival.queries.jobs import get_arrival
from redbridge.arrival.reading.rowstore import RowStore
from redbridge.arrival.shaping import kind_of, shape
from redbridge.arrival.sources.shape import Medium, Post
from redbridge.kit.errors import NotFound

MOST_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class PreviewItem:
    """A post as it would come in. `becomes` is note, draft, slot, skipped or known (it came before).

    `title` and `text` are as they were changed; `claimed` is how the export names who could see it. `found` counts its
    pictures and videos that are here, of `expected`.
    """

    ordinal: int
    at: datetime | None
    kind: str
    title: str
    text: str
    visibility: str
    claimed: str
    language: str
    place: str
    tags: tuple[str, ...]
    becomes: str
    audience: str
    is_chosen: bool
    is_changed: bool
    found: int
    expected: int
    notices: tuple[str, ...]
    url: str = ""
    media: tuple[Medium, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """Posts, newest first, and what leads on; `next` is empty at the end."""

    items: list[PreviewItem]
    next: str
    counts_by_year: dict[int, int]
    by_tag: dict[str, int]
    by_visibility: dict[str, int]
    total: int = 0
    chosen: int = 0
    known: int = 0


def preview(
    viewer: Person,
    *,
    arrival_id: int,
    after: str = "",
    limit: int = 24,
    filters: dict[str, Any] | None = None,
) -> PreviewPage:
    """Posts of an upload that was read, behind a cursor; NotFound once its rows are gone.

    `filters`: `year`, `tag`, `visibility`, `chosen`, `media` (True for those whose files are in the export), `empty`
    (True for those without words) and `known`.
    """
    arrival = get_arrival(viewer, arrival_id=arrival_id)
    limit = min(max(limit, 1), MOST_A_PAGE)
    try:
        with Picks(folders.picks(arrival.id)) as picks, RowStore(folders.rows(arrival.id)) as rows:
            found = picks.page(after=after, limit=limit + 1, filters=filters)
            summary = picks.summary()
            posts = {pick.ordinal: _post(rows, pick.ordinal) for pick in found[:limit]}
    except FileNotFoundError:
        raise NotFound from None
    items = [_item(arrival, pick, posts[pick.ordinal]) for pick in found[:limit]]
    last = found[limit - 1] if len(found) > limit else None
    return PreviewPage(
        items=items,
        next=f"{last.at.isoformat() if last.at else ''}|{last.ordinal}" if last else "",
        counts_by_year=summary["years"],
        by_tag=summary["tags"],
        by_visibility=summary["visibilities"],
        total=summary["total"],
        chosen=summary["chosen"],
        known=summary["known"],
    )


def preview_item(viewer: Person, *, arrival_id: int, ordinal: int) -> PreviewItem:
    """One post of an upload."""
    arrival = get_arrival(viewer, arrival_id=arrival_id)
    try:
        with Picks(folders.picks(arrival.id)) as picks, RowStore(folders.rows(arrival.id)) as rows:
            pick = picks.of([ordinal]).get(ordinal)
            if pick is None:
                raise NotFound
            return _item(arrival, pick, _post(rows, ordinal))
    except FileNotFoundError:
        raise NotFound from None


def media_beside(viewer: Person, *, arrival_id: int) -> list[Beside]:
    """Files given beside an export, by name, each with the post that it belongs to or none."""
    arrival = get_arrival(viewer, arrival_id=arrival_id)
    try:
        with Picks(folders.picks(arrival.id)) as picks:
            known = {each.file: each for each in picks.beside()}
    except FileNotFoundError:
        return []
    fresh = [Beside(file, name) for file, name in folders.names(arrival.id).items() if not _is_listed(file, known)]
    return sorted([*known.values(), *fresh], key=lambda each: (each.name, each.file))


def _is_listed(digest: str, known: dict[str, Beside]) -> bool:
    return digest in known or any(file.startswith(f"{digest}/") for file in known)


def _post(rows: RowStore, ordinal: int) -> Post:
    found = rows.posts(ordinal - 1, 1)
    return found[0][2] if found and found[0][0] == ordinal else Post()


def _item(arrival: Arrival, pick: Pick, post: Post) -> PreviewItem:
    shaped = shape(
        post,
        source=arrival.source,
        source_id=str(pick.ordinal),
        audience=str(arrival.chosen.get("audience", "everyone")),
        changes=pick.changes,
    )
    found = sum(1 for medium in post.media if medium.member) + pick.found_beside
    if arrival.file_deleted_at is not None:  # it waited for too long; what came with it is gone
        found = 0
    content = shaped.content
    return PreviewItem(
        ordinal=pick.ordinal,
        at=pick.at,
        kind=kind_of(post),
        title=content.title,
        text=content.caption or content.card_text,
        visibility=post.visibility,
        claimed=post.claimed,
        language=content.language,
        place=content.place,
        tags=post.tags,
        becomes=_becomes(pick, is_draft=shaped.is_draft, is_slot=bool(post.media) and not found),
        audience="draft" if shaped.is_draft else content.visibility,
        is_chosen=pick.is_chosen,
        is_changed=bool(pick.changes),
        found=min(found, len(post.media)),
        expected=len(post.media),
        notices=shaped.notices,
        url=post.url,
        media=post.media,
    )


def _becomes(pick: Pick, *, is_draft: bool, is_slot: bool) -> str:
    if pick.is_known:
        return "known"
    if not pick.is_chosen:
        return "skipped"
    if is_slot:
        return "slot"
    return "draft" if is_draft else "note"
