"""Pushes notes to a crowd, as the bulk worker does, and tells what it took; a process of its own, with its own data."""

import json
import sys
import time
from pathlib import Path

from redbridge.console.place import Place, load_django
from redbridge.console.prepare import make_folders

FILLED = 30  # entries that each feed has before
NOBODY_IS_PULLED = 10**9


def main(folder: Path, followers: int, times: int, answer: Path) -> None:
    """Make the crowd unless it is there, and push so many notes to it."""
    make_folders(folder)
    place = Place(folder)
    load_django(place)
    from django.conf import settings  # noqa: PLC0415 - after Django is loaded

    from redbridge.console import databases  # noqa: PLC0415 - the same
    from redbridge.demo import bulkfeeds  # noqa: PLC0415 - the same
    from redbridge.feed import actions  # noqa: PLC0415 - the same

    databases.bring_up_to_date(place)
    settings.FEED_PULLED_FROM = NOBODY_IS_PULLED
    stamp = folder / "crowd.json"
    if not stamp.exists():
        stamp.write_text(json.dumps(bulkfeeds.crowd(followers, filled=FILLED)))
    author = json.loads(stamp.read_text())
    walls, costs, locks = [], [], []
    actions.push_note(note_id=bulkfeeds.publish(author))  # whatever is done once only
    for _ in range(times):
        note_id = bulkfeeds.publish(author)
        began, used = time.perf_counter(), time.process_time()
        actions.push_note(note_id=note_id, told=lambda took: locks.append(took * 1000))
        walls.append(time.perf_counter() - began)
        costs.append((time.process_time() - used) * 1e6 / followers)
        bulkfeeds.check_told(author, note_id)
    answer.write_text(json.dumps({"walls": walls, "costs": costs, "locks": locks}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
