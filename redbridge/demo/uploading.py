"""Takes the drawn pictures in as fast as the machine allows, through the same door as everybody's."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context

from django.db import connections

from redbridge.accounts.models import Person
from redbridge.demo.clips import DemoClip
from redbridge.demo.drawing import Drawn
from redbridge.demo.world import DemoNote, DemoPerson, DemoPicture, World
from redbridge.media import actions as media
from redbridge.media.queries import own_video

AT_ONCE = 2


class Uploads:
    """Uploads in the order in which they are needed; each call waits for its own only."""

    def __init__(self, world: World, people: dict[str, Person], drawn: Drawn) -> None:
        self._people, self._drawn = people, drawn
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._portraits = {each.handle: self._later(self._portrait, each) for each in world.people}
        self._covers = {each.handle: self._later(self._cover, each) for each in world.people}
        self._pictures: dict[tuple[str, int], Future[int]] = {}
        self._videos: dict[str, Future[int]] = {}
        for each in sorted(world.notes, key=lambda note: -note.hours_ago):
            for place, one in enumerate(each.pictures):
                self._pictures[each.key, place] = self._later(self._picture, each, one)
            if each.clip:
                self._videos[each.key] = self._later(self._video, each, each.clip)

    def portrait(self, person: DemoPerson) -> int:
        """Id of somebody's portrait."""
        return self._portraits[person.handle].result()

    def cover(self, person: DemoPerson) -> int:
        """Id of the picture above somebody's profile."""
        return self._covers[person.handle].result()

    def pictures(self, note: DemoNote) -> list[int]:
        """Ids of the pictures of a note, in order."""
        return [self._pictures[note.key, place].result() for place in range(len(note.pictures))]

    def video(self, note: DemoNote) -> int | None:
        """Id of the video of a note, ready to be played."""
        return self._videos[note.key].result() if note.key in self._videos else None

    def end(self) -> None:
        """Drop what is left to do, and the threads with their connections."""
        self._pool.shutdown(cancel_futures=True)

    def _later(self, upload: Callable[..., int], *about: object) -> "Future[int]":
        context = copy_context()  # limits are paused in the caller's context
        return self._pool.submit(context.run, _and_let_go, upload, *about)

    def _portrait(self, person: DemoPerson) -> int:
        return media.upload_picture(self._people[person.handle], source=self._drawn.portrait(person)).id

    def _cover(self, person: DemoPerson) -> int:
        return media.upload_picture(self._people[person.handle], source=self._drawn.of(person.cover)).id

    def _picture(self, note: DemoNote, one: DemoPicture) -> int:
        alt = one.alt(note.language)
        return media.upload_picture(self._people[note.author], source=self._drawn.of(one), alt=alt).id

    def _video(self, note: DemoNote, clip: DemoClip) -> int:
        author = self._people[note.author]
        video_id = media.upload_video(author, source=self._drawn.clip(note), name=f"{note.key}.mp4").id
        media.prepare_video(video_id=video_id)  # the worker would, but the note is published at once
        for language, text in clip.tracks().items():
            media.save_track(author, video_id=video_id, language=language, text=text)
        poster = own_video(author, video_id=video_id).poster_id
        if poster is not None:
            alt = DemoPicture(clip.kind, clip.seed, "34").alt(note.language)
            media.describe_picture(author, picture_id=poster, alt=alt, language=note.language)
        return video_id


def _and_let_go(upload: Callable[..., int], *about: object) -> int:
    try:
        return upload(*about)
    finally:
        connections.close_all()
