"""People, yourself among them."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Schema, UploadedFile
from pydantic import Field

from redbridge.accounts import actions, queries
from redbridge.api.noting import visible_notes
from redbridge.api.paging import USUAL, After, Limit, closed, opened, opened_number
from redbridge.api.saying import Json, find_person, person_json, profile_json, relation_json
from redbridge.api.shapes import Collections, GivenId, Id, Notes, People, Person, Profile, Relation
from redbridge.api.words import Word, person, viewer
from redbridge.cards import people as cards
from redbridge.feed import actions as feeding
from redbridge.feed import queries as feed
from redbridge.follows import actions as ties
from redbridge.follows import queries as follows
from redbridge.interactions import queries as interactions
from redbridge.kit.errors import Refused
from redbridge.language import names
from redbridge.language.detection import told
from redbridge.media import actions as media
from redbridge.notes import queries as notes

if TYPE_CHECKING:
    from redbridge.accounts.models import Person as Account

word = Word("people")


class ProfileChange(Schema):
    """What is left out stays as it is."""

    name: str | None = None
    bio: str | None = None
    bio_language: str | None = None
    links: list[str] | None = None
    reads: list[str] | None = None
    writes: list[str] | None = None
    learns: list[str] | None = None
    from_place: str | None = None
    from_platform: str | None = None
    is_private: bool | None = None


class Suggestion(Schema):
    """Somebody worth following: topics of yours they write about, and notes that show it."""

    person: Person
    topics: list[str]
    notes: list[Id]


class Suggestions(Schema):
    """People to follow."""

    items: list[Suggestion]


class Interests(Schema):
    """Topics that you chose."""

    topics: list[str]


class MutedWords(Schema):
    """Words that keep notes out of your lists, newest first."""

    words: list[str] = Field(max_length=200)


class PictureChoice(Schema):
    """A picture that you uploaded and that nothing shows yet."""

    picture: GivenId


@word.reads("me", Profile)
def get_me(request: HttpRequest) -> Json:
    """Your own profile."""
    return profile_json(person(request), person(request))


@word.writes("PATCH", "me", Profile, scope="write:profile")
def change_me(request: HttpRequest, change: ProfileChange) -> Json:
    """Change your profile. Opening a private account lets everybody in who asks."""
    me = person(request)
    was_private = me.is_private
    actions.update_profile(me, **_with_language(me, change.dict(exclude_none=True)))
    if was_private and not me.is_private:
        ties.accept_all_requests(me)
    return profile_json(me, me)


def _with_language(me: "Account", change: dict[str, Any]) -> dict[str, Any]:
    """The words about oneself get the language that they look like, unless another is said."""
    if change.get("bio_language") and not names.is_known(change["bio_language"]):
        raise Refused(_("Choose a language from the list."), field="bio_language", code="bad_choice")
    if "bio" in change and not change.get("bio_language"):
        change["bio_language"] = told(change["bio"], change.get("writes", me.writes))
    return change


@word.writes("POST", "me/portrait", Profile, scope="write:profile")
def upload_portrait(request: HttpRequest, picture: File[UploadedFile]) -> Json:
    """Show a new portrait."""
    me = person(request)
    media.set_portrait(me, picture_id=media.upload_picture(me, source=picture).id)
    return profile_json(me, me)


@word.writes("PUT", "me/portrait", Profile, scope="write:profile")
def set_portrait(request: HttpRequest, choice: PictureChoice) -> Json:
    """Show an uploaded picture as your portrait."""
    me = person(request)
    media.set_portrait(me, picture_id=choice.picture)
    return profile_json(me, me)


@word.writes("DELETE", "me/portrait", scope="write:profile")
def remove_portrait(request: HttpRequest) -> None:
    """Show no portrait."""
    media.set_portrait(person(request), picture_id=None)


@word.writes("POST", "me/cover", Profile, scope="write:profile")
def upload_cover(request: HttpRequest, picture: File[UploadedFile]) -> Json:
    """Show a new picture above your profile."""
    me = person(request)
    media.set_cover(me, picture_id=media.upload_picture(me, source=picture).id)
    return profile_json(me, me)


@word.writes("PUT", "me/cover", Profile, scope="write:profile")
def set_cover(request: HttpRequest, choice: PictureChoice) -> Json:
    """Show an uploaded picture above your profile."""
    me = person(request)
    media.set_cover(me, picture_id=choice.picture)
    return profile_json(me, me)


@word.writes("DELETE", "me/cover", scope="write:profile")
def remove_cover(request: HttpRequest) -> None:
    """Show no picture above your profile."""
    media.set_cover(person(request), picture_id=None)


@word.reads("me/interests", Interests, scope="read:private")
def get_interests(request: HttpRequest) -> Json:
    """The topics that you chose."""
    return {"topics": feed.interests_of(person(request))}


@word.writes("PUT", "me/interests", Interests, scope="write:profile")
def set_interests(request: HttpRequest, interests: Interests) -> Json:
    """Choose exactly these topics."""
    feeding.choose_interests(person(request), topics=interests.topics)
    return {"topics": feed.interests_of(person(request))}


@word.reads("me/muted-words", MutedWords, scope="read:private")
def get_muted_words(request: HttpRequest) -> Json:
    """Words that you do not want to meet."""
    return {"words": feed.muted_words_of(person(request))}


@word.writes("POST", "me/muted-words", MutedWords, scope="write:profile")
def mute_words(request: HttpRequest, muted: MutedWords) -> Json:
    """Keep notes with these words out of your lists, too."""
    feeding.mute_words(person(request), words=muted.words)
    return get_muted_words(request)


@word.writes("DELETE", "me/muted-words", MutedWords, scope="write:profile")
def unmute_word(request: HttpRequest, word: str) -> Json:
    """Let notes with a word back in."""
    feeding.unmute_words(person(request), words=[word])
    return get_muted_words(request)


@word.reads("people", People, is_open=True)
def find_people(request: HttpRequest, starts: str, limit: Limit = 8) -> Json:
    """People whose name or handle starts so, for mentions and search."""
    found = queries.people_starting(viewer(request), text=starts[:60], limit=limit)
    made = cards.cards([each.id for each in found])
    return {"items": [person_json(made[each.id]) for each in found if each.id in made], "after": None}


@word.reads("me/suggested", Suggestions, scope="read:private")
def suggest_people(request: HttpRequest, limit: Limit = 12) -> Json:
    """People whom you do not follow yet and who write about your topics."""
    found = feed.people_to_follow(person(request), limit=limit)
    made = cards.cards([each.person_id for each in found])
    return {
        "items": [
            {
                "person": person_json(made[each.person_id]),
                "topics": list(each.topics),
                "notes": [str(note_id) for note_id in each.note_ids],
            }
            for each in found
            if each.person_id in made
        ]
    }


@word.reads("people/{str:address}", Profile, is_open=True)
def get_person(request: HttpRequest, address: str) -> Json:
    """Somebody's profile."""
    return profile_json(viewer(request), find_person(viewer(request), address))


@word.reads("people/{str:address}/relation", Relation)
def get_relation(request: HttpRequest, address: str) -> Json:
    """How things stand between you and somebody."""
    other = find_person(person(request), address)
    return relation_json(person(request), person_id=other.id)


@word.reads("people/{str:address}/notes", Notes, is_open=True)
def get_notes_by(request: HttpRequest, address: str, limit: Limit = USUAL, after: After = "") -> HttpResponse:
    """Somebody's notes, newest first."""
    who = viewer(request)
    page = notes.notes_by(who, person=find_person(who, address), after=opened(after), limit=limit)
    return visible_notes(request, who, page.note_ids, page.after)


@word.reads("people/{str:address}/pinned", Notes, is_open=True)
def get_pinned_by(request: HttpRequest, address: str) -> HttpResponse:
    """What somebody keeps on top of their profile."""
    who = viewer(request)
    return visible_notes(request, who, notes.pinned_by(who, person=find_person(who, address)), None)


@word.reads("people/{str:address}/likes", Notes, is_open=True)
def get_likes_of(request: HttpRequest, address: str, limit: Limit = USUAL, after: After = "") -> HttpResponse:
    """What somebody likes, if they opened it. Your own stand under `me/likes`."""
    who = viewer(request)
    other = find_person(who, address)
    # As a stranger to oneself: whoever only may read what others see gets no private likes this way.
    asks = None if who is not None and who.id == other.id else who
    page = interactions.liked_notes(asks, person=other, after=opened_number(after), limit=limit)
    return visible_notes(request, who, page.note_ids, page.next)


@word.reads("people/{str:address}/collections", Collections, is_open=True)
def get_collections_of(request: HttpRequest, address: str) -> Json:
    """Collections that somebody opened. Your own stand under `collections`."""
    from redbridge.api.interactions import collection_json  # noqa: PLC0415 - two words that know each other

    who = viewer(request)
    found = interactions.collections_of(who, person=find_person(who, address))
    return {"items": [collection_json(each) for each in found if not each.is_private]}


@word.reads("people/{str:address}/followers", People, is_open=True)
def get_followers(request: HttpRequest, address: str, limit: Limit = 40, after: After = "") -> Json:
    """Who follows somebody."""
    who = viewer(request)
    page = follows.followers_of(who, person=find_person(who, address), after=opened(after), limit=limit)
    return people_json(request, page)


@word.reads("people/{str:address}/following", People, is_open=True)
def get_following(request: HttpRequest, address: str, limit: Limit = 40, after: After = "") -> Json:
    """Whom somebody follows."""
    who = viewer(request)
    page = follows.following_of(who, person=find_person(who, address), after=opened(after), limit=limit)
    return people_json(request, page)


def people_json(request: HttpRequest, page: follows.People) -> Json:
    """One page of people in order."""
    found = cards.cards(page.person_ids)
    items = [person_json(found[each]) for each in page.person_ids if each in found]
    return {"items": items, "after": closed(request, page.after)}
