"""What an export says of its owner: taken where their profile here is still empty."""

from dataclasses import fields
from typing import Any

from django.db import transaction

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.arrival import jobs
from redbridge.arrival.actions import proving, tasting
from redbridge.arrival.files import Files
from redbridge.arrival.models import Arrival
from redbridge.arrival.sources.shape import Medium, Profile
from redbridge.kit.errors import Problem
from redbridge.language.detection import told
from redbridge.media import actions as media
from redbridge.media import queries as pictures
from redbridge.media.pictures import PictureRefused

LONGEST_BIO = 500


def take_profile(person: Person, arrival: Arrival) -> None:
    """Fill in what is empty: words about oneself, links, the portrait; keep the handle as a claim. May be repeated."""
    profile = _profile(arrival.report.get("profile") or {})
    platform = jobs.platform_of(arrival.source)
    if profile.handle and platform:
        proving.claim_from_export(person, platform=platform, handle=profile.handle)
    tasting.take_profile(person, profile)
    _fill_in(person, profile)
    if profile.portrait is not None and not _has_portrait(person):
        _take_portrait(person, arrival, profile.portrait)


def _fill_in(person: Person, profile: Profile) -> None:
    said: dict[str, Any] = {}
    if profile.bio and not person.bio:
        said["bio"] = profile.bio if len(profile.bio) <= LONGEST_BIO else f"{profile.bio[: LONGEST_BIO - 1]}…"
    if profile.links and not person.links:
        said["links"] = [link for link in profile.links if link.startswith("https://")][:5]
    if profile.name and person.name in {"", person.handle}:
        said["name"] = profile.name
    for name, value in said.items():  # one by one: a link that is refused keeps no words out
        try:
            accounts.update_profile(person, **{name: value}, **_spoken(person, name, value))
        except Problem:
            continue


def _spoken(person: Person, name: str, value: object) -> dict[str, Any]:
    return {"bio_language": told(str(value), person.writes)} if name == "bio" else {}


def _take_portrait(person: Person, arrival: Arrival, medium: Medium) -> None:
    with Files(arrival) as files:
        path = files.take(medium)
    if path is None:
        return
    try:
        made = media.make_picture(source=path)
    except PictureRefused:
        return
    finally:
        path.unlink(missing_ok=True)
    with transaction.atomic():
        picture = media.keep_made(person, made=[made])[0]
        media.set_portrait(person, picture_id=picture.id)


def _has_portrait(person: Person) -> bool:
    return bool(pictures.portraits_of([person.id]))


def _profile(said: dict[str, Any]) -> Profile:
    known = {each.name for each in fields(Profile)}
    kept: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in said.items() if name in known
    }
    portrait = kept.pop("portrait", None)
    return Profile(**kept, portrait=Medium(**portrait) if portrait else None)
