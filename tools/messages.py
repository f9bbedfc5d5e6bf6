"""Message catalogues: `--collect` texts from the source, `--compile FILE.po`, or `--check` that nothing is missing.

Compiling is done by polib, so that a machine without GNU gettext can start a site.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "redbridge" / "locale"
LANGUAGES = ("zh_Hans", "zh_Hant", "es", "fr")
WHAT_TO_DO = "Run `make messages`, translate what is empty, and remove the word `fuzzy` where you agree."

# Apart from the project's settings: texts can be collected while the code does not run.
COLLECT = """
import sys
import django
from django.conf import settings
from django.core.management import call_command

settings.configure(LOCALE_PATHS=[sys.argv[1]])
django.setup()
call_command("makemessages", locale=[sys.argv[2]], no_obsolete=True, no_wrap=True, add_location="file",
             ignore_patterns=["*/vendor/*"], verbosity=0)
"""


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
    subprocess.run([sys.executable, "-c", COLLECT, str(locale), language], cwd=locale.parent, check=True)
    path = locale / language / "LC_MESSAGES" / "django.po"
    catalog = polib.pofile(str(path), wrapwidth=0)
    catalog.header, catalog.metadata_is_fuzzy = "", False
    kept = {name: catalog.metadata[name] for name in ("Plural-Forms",) if name in catalog.metadata}
    # No dates and no names: they would conflict in every merge.
    catalog.metadata = {
        "Project-Id-Version": "Redbridge",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        **kept,
    }
    catalog.save()


def compile_catalog(path: Path) -> None:
    catalog = polib.pofile(str(path))
    fresh = path.with_suffix(f".{os.getpid()}.new")
    catalog.save_as_mofile(str(fresh))
    fresh.replace(path.with_suffix(".mo"))


def check(locale: Path) -> list[str]:
    """Sentences about texts that are missing, unused, untranslated or fuzzy."""
    problems = []
    for language in LANGUAGES:
        path = locale / language / "LC_MESSAGES" / "django.po"
        if not path.exists():
            problems.append(f"{path.relative_to(locale.parent)} does not exist")
            continue
        problems += [*gaps(path), *differences(path, language)]
    return problems


def differences(path: Path, language: str) -> list[str]:
    """Sentences about texts of the source that the catalogue lacks, and about those that the source lost."""
    package = path.parents[3]
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(package, Path(folder) / package.name, ignore=shutil.ignore_patterns("*.mo", "vendor"))
        collect(copy / "locale", language)
        used = _texts(copy / path.relative_to(package))
    known = _texts(path)
    return [
        *(f"{language}: not collected: {text[:70]!r}" for text in sorted(used - known)),
        *(f"{language}: not used any more: {text[:70]!r}" for text in sorted(known - used)),
    ]


def _texts(path: Path) -> set[str]:
    entries = (entry for entry in polib.pofile(str(path)) if not entry.obsolete)
    return {f"{entry.msgctxt}: {entry.msgid}" if entry.msgctxt else entry.msgid for entry in entries}


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
