"""Uploads read as the site reads them: in the limited process, into a file of rows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redbridge.arrival.reading.rowstore import RowStore
from redbridge.arrival.reading.scanning import scan

KEY = b"k" * 32


@dataclass
class Scanned:
    """The report, and the rows behind it."""

    report: dict[str, Any]
    rows: RowStore
    peak: int

    @property
    def counts(self) -> dict[str, int]:
        return self.rows.counts()

    @property
    def seen(self) -> int:
        return sum(self.report["sections"].values())


def scanned(path: Path, folder: Path, **reading: Any) -> Scanned:
    """Read a file or a folder; whatever is in it, the numbers add up."""
    folder.mkdir(exist_ok=True)
    report = scan(path, folder, name=path.name, key=KEY, reading=reading)
    rows = RowStore(folder / "rows.sqlite")
    found = Scanned(report, rows, report["peak"])
    assert sum(found.counts.values()) == found.seen
    return found
