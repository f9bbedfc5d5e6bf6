"""Bring the demo world in through the same doors as everybody, and take all of it away again."""

import random
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts import actions as accounts
from redbridge.accounts import queries as queries_of_people
from redbridge.accounts.models import Person, Preferences, SignIn
from redbridge.demo import drawing
from redbridge.demo.events import DemoAsked
from redbridge.demo.queries import PASSWORD, SHOWN
from redbridge.demo.uploading import Uploads
from redbridge.demo.world import DemoNote, World, load, placed
from redbridge.events import announce
from redbridge.feed import actions as feed
from redbridge.follows import actions as follows
from redbridge.follows.models import Follow
from redbridge.interactions import actions as interactions
from redbridge.interactions.models import Collection, Comment, CommentLike, NoteLike, Save
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, Problem, Refused
from redbridge.media import actions as media
from redbridge.media.models import Picture
from redbridge.notes import actions as notes
from redbridge.notes.models import Note
from redbridge.notifications import actions as notifications

Progress = Callable[[int, int], object]
SEED = 20250114  # the night when the newcomers came
MODERATORS, OPERATORS = {"ruth", "omar"}, {"omar"}
LISTED = {"everyone", "unlisted"}
MOST_RECOUNTED = 5_000


def _silent(_done: int, _total: int) -> None:
    """Progress for nobody."""


def build(progress: Progress = _silent) -> None:
    """Make 24 people, their notes, pictures, comments and likes. Half of a former try is taken away first."""
    if Person.objects.filter(is_demo=True).exists():
        remove()
    world = load()
    total = len(world.people) * 2 + len(world.notes) + len(world.comments)
    steps = _Steps(progress, total)
    with limits.paused(), _drawn(world) as drawn:
        people = _join(world, steps)
        uploads = Uploads(world, people, drawn)
        try:
            _show_themselves(world, people, uploads, steps)
            made = _publish(world, people, uploads, steps)
        finally:
            uploads.end()
    with limits.paused():
        _talk(world, people, made, steps)
        _appreciate(world, people, made)
    feed.rebuild_explore()
    steps.finish()


def remove(progress: Progress = _silent) -> None:
    """Take away every demo person and all that is theirs: notes, pictures, comments, likes, follows."""
    ids = list(Person.objects.filter(is_demo=True).values_list("id", flat=True))
    for done, person_id in enumerate(ids):
        with transaction.atomic():
            media.release_videos_of(person_id=person_id)
            media.release_pictures_of(person_id=person_id)
            accounts.erase_person(person_id=person_id)
        progress(done + 1, len(ids))
    interactions.recount_notes(list(Note.objects.values_list("id", flat=True)[:MOST_RECOUNTED]))
    interactions.recount_collections()
    follows.recount_follows()
    notes.recount_hashtags()
    media.sweep_folders()
    feed.rebuild_explore()


def ask_for_demo(actor: Person, *, is_wanted: bool) -> None:
    """Have a worker build the demo world, or take it away. Only operators may, and strangers never meet it.

    Announces DemoAsked.
    """
    if not queries_of_people.sign_in_of(actor).is_operator:
        raise NotAllowed(_("Only whoever runs this site can change that."))
    if is_wanted and not settings.IS_LOOPBACK:
        raise Refused(_("Everybody knows how to sign in as the demo's people, so they stay on your own machine."))
    announce(DemoAsked(is_wanted))


class _Steps:
    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def __call__(self) -> None:
        self._done += 1
        self._progress(min(self._done, self._total), self._total)

    def finish(self) -> None:
        self._progress(self._total, self._total)


@contextmanager
def _drawn(world: World) -> Iterator[drawing.Drawn]:
    """Pictures are drawn in processes of their own, ahead of the uploads that need them."""
    with (
        tempfile.TemporaryDirectory(prefix="redbridge-demo-") as folder,
        ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool,
    ):
        try:
            yield drawing.Drawn(pool, Path(folder), world)
        finally:
            pool.shutdown(cancel_futures=True)


def _join(world: World, steps: _Steps) -> dict[str, Person]:
    people = {}
    for each in world.people:
        sign_in = accounts.join(
            handle=each.handle,
            password=PASSWORD,
            name=each.name,
            language="zh-hans" if each.writes[:1] == ("zh-Hans",) else "en",
            region=each.region,
            reads=each.reads,
            is_demo=True,
        )
        if each.handle in MODERATORS:
            SignIn.objects.filter(id=sign_in.id).update(is_moderator=True, is_operator=each.handle in OPERATORS)
        people[each.handle] = Person.objects.get(sign_in=sign_in)
        steps()
    Person.objects.filter(is_demo=True).update(created_at=timezone.now() - timedelta(days=40))
    Preferences.objects.filter(person__is_demo=True).update(first_run_done_at=timezone.now())
    return people


def _show_themselves(world: World, people: dict[str, Person], uploads: Uploads, steps: _Steps) -> None:
    for each in world.people:
        person = people[each.handle]
        accounts.update_profile(
            person,
            bio=each.bio,
            bio_language=each.bio_language,
            links=list(each.links),
            writes=each.writes,
            learns=each.learns,
            from_place=each.place,
            from_platform=each.came_from,
            is_private=each.is_private,
        )
        media.set_portrait(person, picture_id=uploads.portrait(each))
        media.set_cover(person, picture_id=uploads.cover(each))
        feed.choose_interests(person, topics=each.interests)
        steps()
    for each in world.people:
        for other in each.follows:
            follows.follow(people[each.handle], person_id=people[other].id)
    asked = Follow.objects.filter(follower__is_demo=True, followed__is_demo=True, state=Follow.State.ASKED)
    for tie in asked.select_related("followed"):
        follows.accept_request(tie.followed, person_id=tie.follower_id)


def _publish(world: World, people: dict[str, Person], uploads: Uploads, steps: _Steps) -> dict[str, Note]:
    made = {}
    now = timezone.now()
    for each in sorted(world.notes, key=lambda note: -note.hours_ago):
        author = people[each.author]
        picture_ids = uploads.pictures(each)
        Picture.objects.filter(id__in=picture_ids).update(alt_language=each.language)
        note = notes.publish_note(
            author,
            kind=each.kind,
            title=each.title,
            caption=each.caption,
            picture_ids=picture_ids,
            language=each.language,
            visibility=each.visibility,
            place=each.place,
            card_text=each.card_text,
            card_style=each.card_style,
            details=placed(each.details, picture_ids),
            video_id=uploads.video(each),
            at=now - timedelta(hours=each.hours_ago),
        )
        if each.is_pinned:
            notes.pin_note(author, note_id=note.id)
        made[each.key] = note
        steps()
    return made


def _talk(world: World, people: dict[str, Person], made: dict[str, Note], steps: _Steps) -> None:
    """Comments in the order they were written; those that their author could not have written are left out."""
    written: dict[str, list[Comment | None]] = {}
    rng = random.Random(SEED)
    everybody = list(people.values())
    likes: list[CommentLike] = []
    for each in world.comments:
        below = written.setdefault(each.note, [])
        above = below[each.reply_to] if each.reply_to is not None else None
        try:
            comment = interactions.comment(
                people[each.author],
                note_id=made[each.note].id,
                text=each.text,
                reply_to=above.id if above else None,
            )
        except Problem:
            below.append(None)
            continue
        at = min(timezone.now(), made[each.note].published_at + timedelta(hours=each.hours_after))
        Comment.objects.filter(id=comment.id).update(created_at=at, language=each.language)
        if made[each.note].visibility in LISTED:
            fans = rng.sample(everybody, min(each.likes, len(everybody)))
            likes += [CommentLike(person=fan, comment=comment) for fan in fans if fan.id != comment.author_id]
        below.append(comment)
        steps()
    CommentLike.objects.bulk_create(likes, ignore_conflicts=True)


def _appreciate(world: World, people: dict[str, Person], made: dict[str, Note]) -> None:
    """Likes and saves in bulk: through the doors they would ring every bell of the demo a thousand times."""
    rng = random.Random(SEED)
    likes, saves = [], []
    everybody = [person for person in people.values() if person.handle != "ken"]
    homes = {person.id: interactions.default_collection(person) for person in everybody}
    for each in world.notes:
        note = made[each.key]
        if each.visibility not in LISTED:
            continue
        fans = [person for person in rng.sample(everybody, len(everybody)) if person.id != note.author_id]
        likes += [NoteLike(person=fan, note=note, created_at=_between(rng, each)) for fan in fans[: each.likes]]
        saves += [
            Save(person=fan, note=note, collection=homes[fan.id], created_at=_between(rng, each))
            for fan in rng.sample(fans, min(each.saves, len(fans)))
        ]
    NoteLike.objects.bulk_create(likes, ignore_conflicts=True)
    Save.objects.bulk_create(saves, ignore_conflicts=True)
    Collection.objects.filter(owner=people["tomas"], is_default=True).update(is_private=False)
    interactions.recount_notes([note.id for note in made.values()])
    interactions.recount_collections()
    for note in made.values():  # one folded row each, for those whom a visitor may sign in as
        if note.author.handle in SHOWN:
            notifications.fold_likes(note.id, is_news=True)
            notifications.fold_saves(note.id, is_news=True)


def _between(rng: random.Random, note: DemoNote) -> datetime:
    return timezone.now() - timedelta(hours=rng.uniform(0, note.hours_ago))
