"""Videos that somebody keeps from somebody: their notes, their files, what is said in them, and one of a draft."""

from redbridge.events.worker import run_waiting
from redbridge.media import folders
from redbridge.media.models import Video
from redbridge.notes import actions as notes
from tests.web.clips import ready_video, say
from tests.web.walk.world import ROLES, VISIBLE, Thing, World, picture

KINDS = ("everyone", "unlisted", "followers", "mutuals", "me", "of-private")
OPEN = {"everyone", "unlisted"}
NAME = "480.mp4"


def add_films(world: World) -> None:
    """A video note of each visibility, and a draft with a video."""
    for kind in KINDS:
        _note(world, kind)
    dana = world.people["dana"]
    thing = Thing(0, "dana", frozenset({"author"}))
    video = ready_video(dana, is_attached=False)
    say(dana, video, "en", world.word(thing), world.word(thing))
    draft = notes.save_draft(dana, kind="video", title=world.word(thing))
    notes.put_video_into_draft(dana, draft_id=draft.id, video_id=video.id)
    folder = folders.make(folders.folder(video.id, Video.objects.get(id=video.id).secret))
    (folder / folders.STRIP).write_bytes(b"\xff\xd8")
    thing.id, thing.values = draft.id, {"draft_id": draft.id, "language": "en"}
    world.add("film-draft", "own", thing)


def _note(world: World, kind: str) -> None:
    thing = Thing(0, "pia" if kind == "of-private" else "dana", VISIBLE[kind])
    author = world.people[thing.owner]
    video = ready_video(author, is_attached=False, poster=picture(author, alt=world.word(thing)))
    # Files of a note that everybody may see are for whoever has their long address, as those of pictures are.
    file = Thing(video.id, thing.owner, frozenset(ROLES) if kind in OPEN else thing.seen_by)
    say(author, video, "en", world.word(file), world.word(file))
    note = notes.publish_note(
        author,
        kind="video",
        title=f"Film {world.word(thing)}",
        caption=world.word(thing),
        video_id=video.id,
        visibility="everyone" if kind == "of-private" else kind,
    )
    thing.id = note.id
    world.add("film", kind, thing)
    run_waiting()
    secret = Video.objects.get(id=video.id).secret
    (folders.make(folders.folder(video.id, secret)) / NAME).write_bytes(b"\x00\x00\x00\x18ftypisom")
    values = {"video_id": video.id, "secret": secret}
    world.add("film-file", kind, Thing(video.id, file.owner, file.seen_by, {**values, "name": NAME}))
    world.add("film-said", kind, Thing(video.id, file.owner, file.seen_by, {**values, "language": "en"}))
