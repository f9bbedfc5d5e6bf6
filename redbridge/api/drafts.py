"""Drafts: what you are writing, kept on the server, shared by all your devices."""

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from redbridge.api.drafting import draft_json, drafts_json
from redbridge.api.notes import NoteChange, Words, arrange, said
from redbridge.api.noting import note_json
from redbridge.api.saying import Json
from redbridge.api.shapes import Draft, Drafts, GivenId, Note, PathId
from redbridge.api.words import Word, person
from redbridge.notes import actions, plans, queries
from redbridge.notes.actions import MOST_PICTURES

word = Word("drafts")
SCOPE = "write:notes"


class DraftChange(NoteChange):
    """What is left out stays as it is. With the `revision` that you know, changes from elsewhere are noticed."""

    revision: int | None = None
    answers: GivenId | None = None
    quotes: GivenId | None = None


class Pictures(Schema):
    """All pictures of a draft, in order."""

    pictures: list[GivenId] = Field(max_length=MOST_PICTURES)


class Keep(Schema):
    """For one field of one device: the draft's own, that of the device, or both one after the other."""

    device: str
    field: str
    keep: Literal["this", "that", "both"]


class Settlement(Schema):
    """Choices about the draft as of a revision."""

    revision: int
    choices: list[Keep] = Field(max_length=100)


class VideoChoice(Schema):
    """A video that you uploaded and that nothing shows yet."""

    video: GivenId


class Plan(Schema):
    """When a draft is to be published: with its offset, from 5 minutes to 90 days ahead."""

    at: datetime
    zone: str = Field("", max_length=64, description="Where you read the clock, such as Asia/Shanghai.")


class Obstacle(Schema):
    """Why a draft could not go out now; all empty when it could."""

    detail: str
    code: str
    field: str


@word.reads("drafts", Drafts, scope="read:private")
def get_drafts(request: HttpRequest) -> Json:
    """All your drafts."""
    return {"items": drafts_json(queries.drafts_of(person(request)))}


@word.writes("POST", "drafts", Draft, scope=SCOPE, status=201)
def begin_draft(request: HttpRequest, words: Words) -> Json:
    """Begin a draft."""
    return draft_json(actions.save_draft(person(request), **said(words)))


@word.writes("POST", "notes/{int:note_id}/draft", Draft, scope=SCOPE)
def edit_note(request: HttpRequest, note_id: PathId) -> Json:
    """Begin, or go on, changing your published note."""
    return draft_json(actions.edit_note(person(request), note_id=note_id))


@word.writes("POST", "notes/{int:note_id}/answer", Draft, scope=SCOPE)
def start_answer(request: HttpRequest, note_id: PathId) -> Json:
    """Begin, or go on, a note that answers this one."""
    return draft_json(actions.start_answer(person(request), note_id=note_id))


@word.writes("POST", "notes/{int:note_id}/quote", Draft, scope=SCOPE)
def start_quote(request: HttpRequest, note_id: PathId) -> Json:
    """Begin, or go on, a note that quotes this one."""
    return draft_json(actions.start_quote(person(request), note_id=note_id))


@word.writes("DELETE", "notes/{int:note_id}/quote", Note, scope=SCOPE)
def withdraw_quote(request: HttpRequest, note_id: PathId) -> Json:
    """Somebody's note no longer quotes yours."""
    me = person(request)
    actions.withdraw_quote(me, note_id=note_id)
    return note_json(me, queries.get_note(me, note_id=note_id))


@word.writes("POST", "notes/{int:note_id}/copy", Draft, scope=SCOPE, status=201)
def copy_itinerary(request: HttpRequest, note_id: PathId) -> Json:
    """A draft of your own with the days and stops of an itinerary."""
    return draft_json(actions.copy_itinerary(person(request), note_id=note_id))


@word.reads("drafts/{int:draft_id}", Draft, scope="read:private")
def get_draft(request: HttpRequest, draft_id: PathId) -> Json:
    """One of your drafts."""
    return draft_json(queries.get_draft(person(request), draft_id=draft_id))


@word.writes("PATCH", "drafts/{int:draft_id}", Draft, scope=SCOPE)
def change_draft(request: HttpRequest, draft_id: PathId, change: DraftChange) -> Json:
    """Save what you wrote. 409 with the newest draft when it was changed elsewhere in the same place."""
    me, words = person(request), said(change)
    pictures = words.pop("pictures", None)
    actions.save_draft(me, draft_id=draft_id, device="API", **words)
    if pictures is not None:
        arrange(request, draft_id, pictures)
    return draft_json(queries.get_draft(me, draft_id=draft_id))


@word.writes("PUT", "drafts/{int:draft_id}/pictures", Draft, scope=SCOPE)
def arrange_pictures(request: HttpRequest, draft_id: PathId, pictures: Pictures) -> Json:
    """Make exactly these its pictures, in this order. What is left out and shown nowhere else is deleted."""
    queries.get_draft(person(request), draft_id=draft_id)
    arrange(request, draft_id, pictures.pictures)
    return draft_json(queries.get_draft(person(request), draft_id=draft_id))


@word.writes("POST", "drafts/{int:draft_id}/settle", Draft, scope=SCOPE)
def settle_draft(request: HttpRequest, draft_id: PathId, settlement: Settlement) -> Json:
    """Choose between what two devices wrote at the same time."""
    choices = {(each.device, each.field): str(each.keep) for each in settlement.choices}
    done = actions.settle_versions(person(request), draft_id=draft_id, revision=settlement.revision, choices=choices)
    return draft_json(done)


@word.writes("PUT", "drafts/{int:draft_id}/video", Draft, scope=SCOPE)
def put_video(request: HttpRequest, draft_id: PathId, choice: VideoChoice) -> Json:
    """Show an uploaded video, or one that is still coming."""
    return draft_json(actions.put_video_into_draft(person(request), draft_id=draft_id, video_id=choice.video))


@word.writes("DELETE", "drafts/{int:draft_id}/video", Draft, scope=SCOPE)
def take_video(request: HttpRequest, draft_id: PathId) -> Json:
    """Take the video out. It is deleted unless the published note shows it."""
    return draft_json(actions.take_video_out_of_draft(person(request), draft_id=draft_id))


@word.writes("DELETE", "drafts/{int:draft_id}", scope=SCOPE)
def delete_draft(request: HttpRequest, draft_id: PathId) -> None:
    """Throw a draft away; the note that it changes stays as it is."""
    queries.get_draft(person(request), draft_id=draft_id)
    actions.delete_draft(person(request), draft_id=draft_id)


@word.writes("POST", "drafts/{int:draft_id}/publish", Note, scope=SCOPE)
def publish_draft(request: HttpRequest, draft_id: PathId) -> Json:
    """Publish a draft, or the next version of the note that it changes. Sent twice it is still one note."""
    me = person(request)
    note = actions.publish_draft(me, draft_id=draft_id)
    return note_json(me, queries.get_note(me, note_id=note.id))


@word.writes("POST", "drafts/{int:draft_id}/publish-when-ready", Draft, scope=SCOPE)
def publish_when_ready(request: HttpRequest, draft_id: PathId) -> Json:
    """Have a draft go out as soon as its video can be played."""
    return draft_json(actions.publish_when_ready(person(request), draft_id=draft_id))


@word.reads("drafts/{int:draft_id}/obstacle", Obstacle, scope="read:private")
def get_obstacle(request: HttpRequest, draft_id: PathId) -> Json:
    """What keeps a draft from going out now, as far as can be said without trying."""
    problem = actions.reason_against(person(request), draft_id=draft_id)
    if problem is None:
        return {"detail": "", "code": "", "field": ""}
    return {"detail": problem.sentence, "code": problem.code, "field": problem.field or ""}


@word.reads("me/planned", Drafts, scope="read:private")
def get_planned(request: HttpRequest) -> Json:
    """What goes out by itself, the next first, with what could not on top."""
    return {"items": drafts_json(plans.planned_drafts(person(request)))}


@word.writes("PUT", "drafts/{int:draft_id}/plan", Draft, scope=SCOPE)
def plan_draft(request: HttpRequest, draft_id: PathId, plan: Plan) -> Json:
    """Have a draft published later."""
    at = plan.at if plan.at.tzinfo else plan.at.astimezone()
    return draft_json(actions.schedule_draft(person(request), draft_id=draft_id, at=at, zone=plan.zone))


@word.writes("DELETE", "drafts/{int:draft_id}/plan", Draft, scope=SCOPE)
def drop_plan(request: HttpRequest, draft_id: PathId) -> Json:
    """Take the plan back; the draft stays."""
    return draft_json(actions.unschedule_draft(person(request), draft_id=draft_id))
