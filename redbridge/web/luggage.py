"""What the page of an upload shows in each of its states: the luggage, the choice, the progress, the outcome."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from redbridge.arrival import queries
from redbridge.arrival.sentences import reason, sentence
from redbridge.web import arrivalwords

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.arrival.models import Arrival

SAMPLES = 12
LONGEST_BAR = 20
MOST_TAGS = 24
FACETS = {"year": "years", "tag": "tags", "visibility": "visibilities"}
VISIBILITIES = ("everyone", "unlisted", "followers", "mutuals", "me")


@dataclass(frozen=True, slots=True)
class Bag:
    """One kind of rows, and whether it comes along."""

    slug: str
    name: str
    what: str
    count: int | None
    is_on: bool
    is_sensitive: bool


@dataclass(frozen=True, slots=True)
class Pick:
    """A year, a tag or a visibility that posts are chosen by; `value` is `year-2021` in a form."""

    value: str
    name: str
    count: int
    chosen: int
    twentieths: int = 0

    @property
    def is_on(self) -> bool:
        """Whether any of them comes along."""
        return self.chosen > 0


@dataclass(frozen=True, slots=True)
class Said:
    """Something in words, and how often it was so."""

    sentence: str
    count: int


@dataclass
class Preview:
    """Everything that the page of choosing tells."""

    bags: list[Bag]
    posts: int
    first: date | None
    last: date | None
    profile_name: str
    profile_handle: str
    private_posts: int
    errors: list[str]
    unknown: list[str]
    absent: list[str]
    unread: list[str]
    audience: str
    posts_chosen: int = 0
    known: int = 0
    media: int = 0
    notices: set[str] = field(default_factory=set)
    years: list[Pick] = field(default_factory=list)
    tags: list[Pick] = field(default_factory=list)
    visibilities: list[Pick] = field(default_factory=list)
    samples: list[Any] = field(default_factory=list)

    @property
    def picked(self) -> list[str]:
        """What is ticked as the form is shown, so that only what was changed is changed."""
        return [each.value for each in (*self.years, *self.tags, *self.visibilities) if each.is_on]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the bringing is, and what stays behind why."""

    done: int
    all: int
    reasons: list[Said]


def of(person: "Person", row: "Arrival") -> dict[str, Any]:
    """What the templates of this state need."""
    build: Callable[[Person, Arrival], dict[str, Any]] = _BUILD.get(row.state, lambda _person, _row: {})
    return build(person, row)


def _waiting(person: "Person", row: "Arrival") -> dict[str, Any]:
    return {"ahead": queries.ahead_of(person, arrival_id=row.id) if row.state == "uploaded" else 0}


def _preview(person: "Person", row: "Arrival") -> dict[str, Any]:
    place = arrivalwords.BY_SLUG.get(row.source)
    shown = _report(row)
    if shown.posts:
        _add_posts(shown, person, row)
    shown.media = len(queries.media_beside(person, arrival_id=row.id))
    return {"shown": shown, "place_name": place.name if place and row.source != "folder" else ""}


def _report(row: "Arrival") -> Preview:
    """What the reading alone says."""
    report: Mapping[str, Any] = row.report or {}
    sections: Mapping[str, int] = report.get("sections", {})
    profile: Mapping[str, Any] = report.get("profile") or {}
    return Preview(
        bags=_bags(sections, profile, row.consents or {}),
        posts=int(report.get("posts", 0)),
        first=_day(report.get("first")),
        last=_day(report.get("last")),
        profile_name=str(profile.get("name", "")),
        profile_handle=str(profile.get("handle", "")),
        private_posts=int(report.get("private_posts", 0)),
        errors=[sentence(str(each.get("code", "")), str(each.get("at", ""))) for each in report.get("errors", [])],
        unknown=[str(each) for each in report.get("unknown_sections", [])],
        absent=_absent(row.source, sections),
        unread=[str(arrivalwords.UNREAD[each]) for each in report.get("unread", []) if each in arrivalwords.UNREAD],
        audience=str((row.chosen or {}).get("audience", "everyone")),
    )


def bags_of(row: "Arrival") -> list[Bag]:
    """The kinds of rows that an upload holds."""
    report: Mapping[str, Any] = row.report or {}
    return _bags(report.get("sections", {}), report.get("profile") or {}, row.consents or {})


def _bags(sections: Mapping[str, int], profile: Mapping[str, Any], consents: Mapping[str, bool]) -> list[Bag]:
    """The kinds that the file holds; sensitive ones stay off until somebody wants them."""
    found = []
    for slug, name, what in arrivalwords.BAGS:
        if slug == "profile" and profile:
            found.append(Bag(slug, str(name), str(what), None, consents.get(slug, False), is_sensitive=False))
        elif slug in sections:
            is_sensitive = slug in arrivalwords.SENSITIVE
            found.append(Bag(slug, str(name), str(what), sections[slug], consents.get(slug, False), is_sensitive))
    return found


def _absent(source: str, sections: Mapping[str, int]) -> list[str]:
    """Kinds that such an export can hold and this one does not."""
    expected = arrivalwords.EXPECTED.get(source, ())
    return [str(arrivalwords.NAMES[slug]) for slug in expected if slug not in sections]


def _add_posts(shown: Preview, person: "Person", row: "Arrival") -> None:
    page = queries.preview(person, arrival_id=row.id, limit=SAMPLES)
    chosen = queries.chosen_by(person, arrival_id=row.id)
    shown.years, shown.tags, visibilities = picks(page, chosen)
    shown.visibilities = visibilities if len(visibilities) > 1 else []
    shown.samples, shown.known, shown.posts_chosen = page.items, page.known, page.chosen
    shown.notices = {notice for item in page.items for notice in item.notices}


def picks(page: Any, chosen: Mapping[str, Mapping[Any, int]]) -> tuple[list[Pick], list[Pick], list[Pick]]:
    """Years, hashtags and visibilities of an upload, with how many posts of each there are and are chosen."""
    return (
        _years(page.counts_by_year, chosen.get("years", {})),
        _tags(page.by_tag, chosen.get("tags", {})),
        _visibilities(page.by_visibility, chosen.get("visibilities", {})),
    )


def _years(counts: Mapping[int, int], chosen: Mapping[int, int]) -> list[Pick]:
    """Years from the first one, each with a bar as long as it is full; posts without a date last."""
    most = max(counts.values(), default=0) or 1
    found = []
    for year in sorted(counts, key=lambda each: (not each, each)):
        bar = max(1, round(counts[year] / most * LONGEST_BAR))
        name = str(year) if year else _("No date")
        found.append(Pick(f"year-{year}", name, counts[year], chosen.get(year, 0), bar))
    return found


def _tags(counts: Mapping[str, int], chosen: Mapping[str, int]) -> list[Pick]:
    order = sorted(counts, key=lambda tag: (-counts[tag], tag))
    return [Pick(f"tag-{tag}", tag, counts[tag], chosen.get(tag, 0)) for tag in order[:MOST_TAGS]]


def _visibilities(counts: Mapping[str, int], chosen: Mapping[str, int]) -> list[Pick]:
    said = arrivalwords.SEEN_BY
    return [
        Pick(f"visibility-{each}", str(said[each]), counts[each], chosen.get(each, 0))
        for each in VISIBILITIES
        if counts.get(each)
    ]


def changed_facets(was: Iterable[str], now: Iterable[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What was ticked and what was unticked in the form, each as a filter of posts."""
    before, after = set(was), set(now)
    return _filters(after - before), _filters(before - after)


def _filters(values: Iterable[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for value in sorted(values):
        facet, _dash, name = value.partition("-")
        if facet == "year" and name.isascii() and name.isdecimal() and len(name) <= 4:  # noqa: PLR2004 - of a year
            found.append({"year": int(name)})
        elif facet in {"tag", "visibility"} and name:
            found.append({facet: name[:100]})
    return found


def _bringing(person: "Person", row: "Arrival") -> dict[str, Any]:
    done = row.imported + row.skipped + row.duplicate + row.failed
    counts = queries.reasons(person, arrival_id=row.id)
    said = [Said(reason_of(code), count) for code, count in counts.items() if count]
    return {"shown": Progress(done, max(row.seen, done, 1), said)}


def _done(person: "Person", row: "Arrival") -> dict[str, Any]:
    undo: Mapping[str, Any] = (row.report or {}).get("undo") or {}
    return {**_bringing(person, row), "slots": queries.slot_count(person), "undo": undo}


def _undone(_person: "Person", row: "Arrival") -> dict[str, Any]:
    return {"undo": (row.report or {}).get("undo") or {}}


def _failed(_person: "Person", row: "Arrival") -> dict[str, Any]:
    return {"sentence": sentence(row.problem, row.problem_at)}


_BUILD: dict[str, Callable[["Person", "Arrival"], dict[str, Any]]] = {
    "uploaded": _waiting,
    "scanning": _waiting,
    "previewed": _preview,
    "importing": _bringing,
    "paused": _bringing,
    "done": _done,
    "undone": _undone,
    "failed": _failed,
}


def reason_of(code: str) -> str:
    """Why a row stayed behind, or an upload could not be read, in words."""
    return str(arrivalwords.REASONS.get(code) or reason(code) or sentence(code))


def _day(text: Any) -> date | None:
    try:
        return parse_date(text[:10]) if isinstance(text, str) else None
    except ValueError:
        return None
