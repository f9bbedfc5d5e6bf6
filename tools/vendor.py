"""Copy htmx out of the installed django-htmx wheel, or (`--check`) compare what is vendored with its checksums."""

import hashlib
import re
import shutil
import sys
from importlib.metadata import distribution
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "redbridge/web/static/vendor"
CHECKSUMS = VENDOR / "CHECKSUMS"
SOURCE = "django_htmx/static/django_htmx/htmx-2.min.js"


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        problems = check(VENDOR)
        print("\n".join(problems), end="\n" if problems else "")
        return bool(problems)
    wheel = distribution("django-htmx")
    target = VENDOR / "htmx" / "htmx.min.js"
    shutil.copyfile(str(wheel.locate_file(SOURCE)), target)
    found = re.search(r'version:"([\d.]+)"', target.read_text())
    if not found:
        raise SystemExit("tools/vendor.py: the wheel's htmx does not say its version; look at the file by hand")
    about = f"htmx {found[1]}, 0BSD (LICENSE), taken from the wheel of django-htmx {wheel.version}\n"
    (VENDOR / "htmx" / "VERSION").write_text(about)
    CHECKSUMS.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(digests(VENDOR).items())))
    print(about, end="")
    return 0


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != CHECKSUMS.name)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def check(folder: Path) -> list[str]:
    """Sentences about every vendored file that is changed, missing or not listed."""
    lines = (line.split("  ", 1) for line in (folder / CHECKSUMS.name).read_text().splitlines())
    listed = {name: digest for digest, name in lines}
    there = digests(folder)
    return [
        f"{folder.name}/{name}: {_trouble(name, listed, there)}. Vendored code is never edited; run tools/vendor.py."
        for name in sorted(listed.keys() | there.keys())
        if listed.get(name) != there.get(name)
    ]


def _trouble(name: str, listed: dict[str, str], there: dict[str, str]) -> str:
    if name not in listed:
        return "not in CHECKSUMS"
    return "missing" if name not in there else "differs from CHECKSUMS"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
