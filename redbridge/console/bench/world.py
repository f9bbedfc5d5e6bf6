"""Makes the world of one size and its visitors; a process of its own, since Django knows one data folder a process."""

import json
import sys
from pathlib import Path

from redbridge.console.place import Place, load_django
from redbridge.console.prepare import make_folders

VIEWERS = 200
NOTES_A_PERSON, NOTES_A_FEED_PERSON = 5, 10
FEWEST_PEOPLE = 400


def main(folder: Path, notes: int, drafts: int, answer: Path) -> None:
    """Prepare the data folder, seed it unless it is seeded, and write who may visit what.

    Without drafts it is a world for Follow feeds alone.
    """
    make_folders(folder)
    place = Place(folder)
    load_django(place)
    from redbridge.console import databases, staticfolder  # noqa: PLC0415 - after Django is loaded
    from redbridge.demo import bulkcast  # noqa: PLC0415 - the same

    databases.bring_up_to_date(place)
    staticfolder.collect_when_changed(place)
    people = max(FEWEST_PEOPLE, notes // (NOTES_A_PERSON if drafts else NOTES_A_FEED_PERSON))
    made = bulkcast.world(
        folder, notes=notes, people=people, progress=lambda _done, _total: None, feeds_only=not drafts
    )
    if drafts:
        found = bulkcast.cast(made, folder, viewers=VIEWERS, drafts=drafts)
    else:
        found = bulkcast.readers(made, viewers=VIEWERS)
    answer.write_text(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
