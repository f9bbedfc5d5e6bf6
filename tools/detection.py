"""Print how often each class of the held-back lines is found: `python tools/detection.py [FILE ...]`."""

import sys
from collections import Counter
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
LINES = ROOT / "tests" / "language" / "lines"
sys.path.insert(0, str(ROOT))

from redbridge.language.detection import detect  # noqa: E402 - the tools run from anywhere


def main(arguments: list[str]) -> None:
    """A row for each file (each language of a file named with -v, with every miss beneath)."""
    is_wordy = "-v" in arguments
    files = [Path(name) for name in arguments if name != "-v"] or sorted(LINES.glob("*.tsv"))
    for path in files:  # what is loaded when it is first needed is loaded before the clock runs
        for line in path.read_text(encoding="utf-8").splitlines()[::5]:
            detect(line)
    print("| lines | right | of | share | language alone | CPU ms a line |\n| --- | --- | --- | --- | --- | --- |")
    for path in files:
        rows = [row.split("\t", 1) for row in path.read_text(encoding="utf-8").splitlines()]
        start = process_time()
        found = [detect(text).language for _, text in rows]
        spent = (process_time() - start) * 1000 / len(rows)
        right = sum(own == label for own, (label, _) in zip(found, rows, strict=True))
        alone = sum(plain(own) == plain(label) for own, (label, _) in zip(found, rows, strict=True))
        share, loose = 100 * right / len(rows), 100 * alone / len(rows)
        print(f"| {path.stem} | {right} | {len(rows)} | {share:.1f} % | {loose:.1f} % | {spent:.2f} |")
        if is_wordy:
            misses = [(label, own, text) for own, (label, text) in zip(found, rows, strict=True) if own != label]
            for label, own, text in misses:
                print("   ", label, "->", own, ":", text)
            print("   ", Counter((label, own) for label, own, _ in misses).most_common())


def plain(language: str) -> str:
    """Chinese is one language whatever its characters."""
    return "zh" if language.startswith("zh-Han") else language


if __name__ == "__main__":
    main(sys.argv[1:])
