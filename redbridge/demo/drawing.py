"""Draws the pictures of the demo world in other processes while this one uploads what is ready."""

from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from redbridge.demo.clips import draw_clip
from redbridge.demo.world import DemoNote, DemoPerson, DemoPicture, World

PORTRAIT = 480
SMALLER = 0.6  # of the full size: the widest place that shows one is 640 pixels, and all must be ready in a minute
QUALITY = 92


class Drawn:
    """Every picture of the world, drawn in the order in which it is needed."""

    def __init__(self, pool: ProcessPoolExecutor, folder: Path, world: World) -> None:
        self._folder = folder
        self._portraits: dict[str, Future[Path]] = {}
        self._pictures: dict[DemoPicture, Future[Path]] = {}
        self._clips: dict[str, Future[Path]] = {}
        for person in world.people:
            path = folder / f"portrait-{person.handle}.jpg"
            self._portraits[person.handle] = pool.submit(draw_portrait, person.portrait, path)
        for person in world.people:
            self._later(pool, person.cover)
        for note in sorted(world.notes, key=lambda note: -note.hours_ago):
            for picture in note.pictures:
                self._later(pool, picture)
            if note.clip:
                self._clips[note.key] = pool.submit(draw_clip, note.clip, folder / f"{note.key}.mp4")

    def _later(self, pool: ProcessPoolExecutor, picture: DemoPicture) -> None:
        path = self._folder / f"{picture.kind}-{picture.seed}-{picture.ratio}.jpg"
        self._pictures[picture] = pool.submit(draw_scene, picture, path)

    def portrait(self, person: DemoPerson) -> Path:
        """The file of somebody's portrait; waits until it is drawn."""
        return self._portraits[person.handle].result()

    def of(self, picture: DemoPicture) -> Path:
        """The file of a picture; waits until it is drawn."""
        return self._pictures[picture].result()

    def clip(self, note: DemoNote) -> Path:
        """The file of a note's video; waits until it is drawn."""
        return self._clips[note.key].result()


def draw_portrait(seed: int, path: Path) -> Path:
    """Draw one portrait into a file."""
    from redbridge.demo import scenes  # noqa: PLC0415 - numpy and all the drawing stay out of processes that serve

    scenes.portrait(seed, PORTRAIT).convert("RGB").save(path, "JPEG", quality=QUALITY)
    return path


def draw_scene(picture: DemoPicture, path: Path) -> Path:
    """Draw one scene into a file."""
    from redbridge.demo import scenes  # noqa: PLC0415 - the same

    width, height = (round(side * SMALLER) for side in picture.size)
    scenes.draw(picture.kind, picture.seed, (width, height)).save(path, "JPEG", quality=QUALITY)
    return path
