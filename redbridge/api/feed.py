"""What to look at: Explore, a topic, a hashtag, and what you follow."""

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from redbridge.api.noting import open_notes, page_of
from redbridge.api.paging import USUAL, After, Limit, opened
from redbridge.api.saying import Json
from redbridge.api.shapes import Notes
from redbridge.api.words import Word, person, viewer
from redbridge.feed import queries, tagaliases
from redbridge.notes import queries as notes

word = Word("feeds")


class Hashtag(Schema):
    """A hashtag as people write it, and how many public notes stand under it."""

    name: str
    shown: str
    count: int


class Hashtags(Schema):
    """Hashtags, the most used first."""

    items: list[Hashtag]


class Alias(Schema):
    """A hashtag and the language that it is of."""

    name: str
    language: str


class Related(Schema):
    """Where a hashtag leads in other languages."""

    hashtags: list[Alias]
    topics: list[str]


@word.reads("feeds/explore", Notes, is_open=True)
def explore(request: HttpRequest, limit: Limit = USUAL, after: After = "") -> HttpResponse:
    """Notes for everybody, best first."""
    who = viewer(request)
    page = queries.explore(who, after=opened(after), limit=limit)
    return open_notes(request, who, page.note_ids, page.next)


@word.reads("feeds/topics/{slug:topic}", Notes, is_open=True)
def explore_topic(request: HttpRequest, topic: str, limit: Limit = USUAL, after: After = "") -> HttpResponse:
    """The same of one topic; `site` lists the topics."""
    who = viewer(request)
    page = queries.explore(who, topic=topic, after=opened(after), limit=limit)
    return open_notes(request, who, page.note_ids, page.next)


@word.reads("feeds/home", Notes)
def home(request: HttpRequest, limit: Limit = USUAL, after: After = "") -> HttpResponse:
    """Notes of the people you follow, newest first."""
    me = person(request)
    found = queries.home_versions(me, after=opened(after), limit=limit)
    return page_of(request, me, found.versions, found.next)


@word.reads("feeds/watch", Notes, is_open=True)
def watch(request: HttpRequest, limit: Limit = 12, after: After = "") -> HttpResponse:
    """Videos, one after the other."""
    who = viewer(request)
    page = queries.watch(who, after=opened(after), limit=limit)
    return open_notes(request, who, page.note_ids, page.next)


@word.reads("hashtags", Hashtags, is_open=True)
def suggest_hashtags(request: HttpRequest, starts: str, limit: Limit = 8) -> Json:
    """Hashtags in use that start so."""
    found = notes.hashtags_starting(starts.lstrip("#")[:60], limit=limit)
    return {"items": [{"name": tag.name, "shown": tag.shown, "count": tag.note_count} for tag in found]}


@word.reads("hashtags/{str:name}", Hashtag, is_open=True)
def get_hashtag(request: HttpRequest, name: str) -> Json:
    """One hashtag."""
    tag = notes.hashtag(name)
    return {"name": tag.name, "shown": tag.shown, "count": tag.note_count}


@word.reads("hashtags/{str:name}/related", Related, is_open=True)
def get_related_hashtags(request: HttpRequest, name: str) -> Json:
    """Hashtags of other languages that say the same, as far as somebody uses them, and the topics of all of them."""
    found = {each.name: each.language for each in tagaliases.aliases(name[:60])}
    used = [{"name": each.shown, "language": found[each.name]} for each in notes.known_hashtags(found)]
    return {"hashtags": used, "topics": tagaliases.topic_slugs(name[:60])}


@word.reads("hashtags/{str:name}/notes", Notes, is_open=True)
def get_notes_under(request: HttpRequest, name: str, limit: Limit = USUAL, after: After = "") -> HttpResponse:
    """Public notes under a hashtag, newest first."""
    who = viewer(request)
    notes.hashtag(name)
    page = notes.notes_under(who, hashtag=name, after=opened(after), limit=limit)
    return open_notes(request, who, page.note_ids, page.after)
