"""Who visits a large made-up world while it is measured: signed-in readers, and drafts that are ready to publish."""

import json
import random
import secrets
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from PIL import Image

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person, SignIn
from redbridge.demo import bulk, bulkfeeds, bulkpictures, bulkvideos, bulkwords, scenes
from redbridge.kit import limits
from redbridge.kit.ids import mint
from redbridge.media import actions as media
from redbridge.media.models import Picture
from redbridge.notes.models import Draft, DraftPicture, Note, NoteTally

STAMP, PHOTO = "bulk.json", "photo.jpg"
TWELVE_MEGAPIXELS = (4032, 3024)
A_PAGE = 24
A_FEED = 20
PROFILES, PROGRAMS = 60, 60
CROWD, MOST_TOLD = 1_000, 20


def world(folder: Path, *, notes: int, people: int, progress: bulk.Progress, feeds_only: bool = False) -> bulk.Made:
    """The large world of a data folder, seeded unless it is there already."""
    stamp = folder / STAMP
    if stamp.exists():
        return bulk.Made(**json.loads(stamp.read_text()))
    made = bulk.seed(notes=notes, people=people, progress=progress, feeds_only=feeds_only)
    if not feeds_only:
        bulkvideos.make(made.notes)
    _photograph(folder / PHOTO)
    stamp.write_text(json.dumps(asdict(made)))
    return made


def cast(made: bulk.Made, folder: Path, *, viewers: int, drafts: int) -> dict[str, Any]:
    """New sessions and drafts, and which pages can be asked for, as plain values."""
    dice = random.Random(1)
    ids = dice.sample(made.people, min(viewers, len(made.people)))
    cookies = _sessions(ids)
    others = set(made.authors) - set(ids)  # the visitors publish while their profiles would be looked at
    counts = NoteTally.objects.filter(person_id__in=others, notes__gt=0).order_by("-notes")[:PROFILES]
    addresses = {
        person.id: person.address for person in Person.objects.filter(id__in=[row.person_id for row in counts])
    }
    return {
        "viewers": [{"id": person_id, "session": cookies[person_id]} for person_id in ids],
        "homes": bulkfeeds.homes(ids, limit=A_FEED),
        "tokens": _tokens(ids),
        "talked": dict(Note.objects.filter(id__in=made.talked).values_list("id", "title")),
        "comments": bulk.TALKED_TOPS + bulk.ANSWERED * bulk.ANSWERS,
        "profiles": {addresses[row.person_id]: min(row.notes, A_PAGE) for row in counts},
        "drafts": _drafts(ids, drafts, folder / PHOTO),
        "empty_drafts": _empty_drafts(ids),
        "photo": str(folder / PHOTO),
        "crowd": _crowd(made, folder, drafts),
    }


def readers(made: bulk.Made, *, viewers: int) -> dict[str, Any]:
    """The same for a world that has Follow feeds only: people who follow alike, however large the world is."""
    ids = bulkfeeds.readers(viewers) or made.people[:viewers]
    cookies = _sessions(ids)
    return {
        "viewers": [{"id": person_id, "session": cookies[person_id]} for person_id in ids],
        "homes": bulkfeeds.homes(ids, limit=A_FEED),
        "tokens": _tokens(ids),
        "talked": {},
        "profiles": {},
        "drafts": [],
    }


def _crowd(made: bulk.Made, folder: Path, drafts: int) -> dict[str, Any]:
    """Somebody with many followers who has drafts to publish, and the follower who is told last."""
    followers = made.people[:CROWD]
    author, last = bulkfeeds.gather(followers), max(followers)
    cookies = _sessions([author, last])
    return {
        "followers": len(followers),
        "drafts": _drafts([author], MOST_TOLD if drafts else 0, folder / PHOTO),
        "sessions": [{"id": person_id, "session": cookies[person_id]} for person_id in (author, last)],
        "last": last,
    }


def _tokens(person_ids: list[int]) -> dict[int, str]:
    """With which programs read for some of them."""
    people = Person.objects.filter(id__in=person_ids[:PROGRAMS])
    with limits.paused():
        return {person.id: accounts.make_token(person, name="bench", scopes=["read"])[1] for person in people}


def _photograph(path: Path) -> None:
    """A photograph as a telephone takes it: large, and with grain that keeps it from being small."""
    small = scenes.draw(next(iter(scenes.KINDS)), 7, (1008, 756)).convert("RGB")
    image = small.resize(TWELVE_MEGAPIXELS, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(TWELVE_MEGAPIXELS, 24).convert("RGB")
    Image.blend(image, grain, 0.08).save(path, "JPEG", quality=92)


def _sessions(person_ids: list[int]) -> dict[int, str]:
    store = SessionStore()
    until = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    keys, rows = {}, []
    for sign_in in SignIn.objects.filter(person_id__in=person_ids):
        assert sign_in.person_id is not None  # noqa: S101 - for the type checker
        keys[sign_in.person_id] = key = secrets.token_hex(16)
        values = {
            SESSION_KEY: str(sign_in.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: sign_in.get_session_auth_hash(),
        }
        rows.append(Session(session_key=key, session_data=store.encode(values), expire_date=until))
    Session.objects.bulk_create(rows)
    return keys


def _drafts(person_ids: list[int], count: int, photo: Path) -> list[dict[str, int]]:
    """Drafts with one picture each, uploaded and derived, as they are just before somebody publishes them."""
    dice = random.Random(2)
    with limits.paused():
        first = media.upload_picture(Person.objects.get(id=person_ids[0]), source=photo)
    media.finish_picture(picture_id=first.id)
    first.refresh_from_db()
    drafts, pictures, rows = [], [], []
    for number in range(count):
        owner = person_ids[number % len(person_ids)]
        words = bulkwords.note(dice)
        draft = Draft(id=mint(), author_id=owner, title=words.title, caption=words.caption, updated_at=timezone.now())
        picture = bulkpictures.link(first, owner=owner, is_used=False)
        picture.source = Picture.Source.KEPT
        drafts.append(draft)
        pictures.append(picture)
        rows.append(DraftPicture(draft=draft, picture=picture, order=0))
    with transaction.atomic():
        Draft.objects.bulk_create(drafts)
        Picture.objects.bulk_create(pictures)
        DraftPicture.objects.bulk_create(rows)
    return [
        {"id": draft.id, "viewer": draft.author_id, "picture": row.picture_id}
        for draft, row in zip(drafts, rows, strict=True)
    ]


def _empty_drafts(person_ids: list[int]) -> list[dict[str, int]]:
    """Drafts that uploads go into."""
    found = [Draft(id=mint(), author_id=owner, updated_at=timezone.now()) for owner in person_ids]
    Draft.objects.bulk_create(found)
    return [{"id": draft.id, "viewer": draft.author_id} for draft in found]
