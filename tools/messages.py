"""Message catalogues: `--collect` texts from the source, `--compile FILE.po`, or `--check` that nothing is missing.

Compiling is done by polib, so that a machine without GNU gettext can start a site.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "redbridge" / "locale"
LANGUAGES = ("zh_Hans",)
WHAT_TO_DO = "Run `make messages`, translate what is empty, and remove the word `fuzzy` where you agree."


def main(arguments: list[str]) -> int:
    match arguments:
        case ["--collect"]:
            for language in LANGUAGES:
                (LOCALE / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
                collect(LOCALE, language)
        case ["--compile", name]:
            compile_catalog(Path(name))
        case ["--check"]:
            problems = check(LOCALE)
            print("\n".join(problems), end=f"\n{WHAT_TO_DO}\n" if problems else "")
            return bool(problems)
        case _:
            raise SystemExit(__doc__)
    return 0


def collect(locale: Path, language: str) -> None:
    """Bring the catalogue in step with the source; a text that nobody uses any more is dropped."""
    options = ["--no-obsolete", "--no-wrap", "--add-location=file", "--ignore=static/vendor/*", "-v0"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "redbridge.settings", "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory() as data:
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "--locale", language, *options],
            cwd=locale.parent,
            env={**environment, "REDBRIDGE_DATA": data},
            check=True,
        )
    path = locale / language / "LC_MESSAGES" / "django.po"
    catalog = polib.pofile(str(path), wrapwidth=0)
    catalog.metadata.pop("POT-Creation-Date", None)  # a date would conflict in every merge
    catalog.save()


def compile_catalog(path: Path) -> None:
    catalog = polib.pofile(str(path))
    fresh = path.with_suffix(f".{os.getpid()}.new")
    catalog.save_as_mofile(str(fresh))
    fresh.replace(path.with_suffix(".mo"))


def check(locale: Path) -> list[str]:
    """Sentences about untranslated, fuzzy and missing texts."""
    problems = []
    for language in LANGUAGES:
        path = locale / language / "LC_MESSAGES" / "django.po"
        if not path.exists():
            problems.append(f"{path.relative_to(locale.parent)} does not exist")
            continue
        problems += gaps(path)
    return problems


def gaps(path: Path) -> list[str]:
    catalog = polib.pofile(str(path))
    return [
        *(f"{path.parts[-3]}: not translated: {_start(entry)}" for entry in catalog.untranslated_entries()),
        *(f"{path.parts[-3]}: fuzzy: {_start(entry)}" for entry in catalog.fuzzy_entries()),
        *(f"{path.parts[-3]}: dead: {_start(entry)}" for entry in catalog.obsolete_entries()),
    ]


def _start(entry: polib.POEntry) -> str:
    return repr(entry.msgid[:70])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
