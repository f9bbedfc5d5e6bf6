"""Reads an upload in the limited process and gives its report; for workers and commands."""

import importlib.util
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.conf import settings

import redbridge
from redbridge.arrival.reading import limits as reading_limits
from redbridge.arrival.sources.shape import Unreadable
from redbridge.media.limits import ChildStoppedError, Limits, run_limited

log = logging.getLogger(__name__)

MB: Final = 1024 * 1024
CHILD: Final = Path(__file__).with_name("child.py")
LIMITS: Final = Limits(
    memory=512 * MB, cpu=600, wall=1200, file_size=reading_limits.Limits().inflated, open_files=64, nice=5
)


def scan(
    upload: Path,
    folder: Path,
    *,
    name: str,
    key: bytes,
    key_version: int = 1,
    limits: Limits = LIMITS,
    reading: dict[str, Any] | None = None,
    told: Callable[[int], None] = lambda _percent: None,
) -> dict[str, Any]:
    """Read a file or a folder into `rows.sqlite` in `folder`; gives the preview's report, `peak` memory in it.

    `told` hears the percent done now and then, and may raise to end it. Raises Unreadable.
    """
    job: dict[str, Any] = {
        "name": name,
        "key": key.hex(),
        "key_version": key_version,
        "reading": settings.ARRIVAL_LIMITS if reading is None else reading,
        "folder": str(upload.resolve()) if upload.is_dir() else "",
    }
    try:
        answer = run_limited(
            CHILD,
            job,
            source=Path("/dev/null") if upload.is_dir() else upload,
            folder=folder,
            limits=limits,
            libraries=_libraries(),
            told=lambda word: told(int(word.get("percent", 0))),
        )
    except ChildStoppedError as stop:
        raise Unreadable("too_heavy", str(stop)) from stop
    if answer.get("refused") == "not_understood":
        log.warning("An export was not understood: %s.", answer["at"])
    if "refused" in answer:
        raise Unreadable(answer["refused"], answer.get("at", ""))
    return {**answer["report"], "peak": answer["peak"]}


def _libraries() -> list[Path]:
    """Where the limited process finds us and ijson."""
    ijson = importlib.util.find_spec("ijson")
    homes = [Path(redbridge.__path__[0]).parent]
    if ijson is not None and ijson.origin:
        homes.append(Path(ijson.origin).parents[1])
    return homes
