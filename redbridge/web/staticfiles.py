"""Static files: hashed names, compressed copies, and the style sheets joined into one."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'@import url\("([\w-]+\.css)"\) layer\((\w+)\);')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    """`css/site.css` is served as one file: a chain of imports would cost a round trip before the first paint."""

    manifest_strict = False
    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """The hashed name; the plain one where nothing was collected yet (tests, a developer's first look)."""
        known = self.hashed_files.get(self.hash_key(self.clean_name(name)))
        return known or name

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:  # noqa: FBT001, FBT002 - Django's signature
        """Join the sheets, then let Django and whitenoise hash and compress."""
        source = finders.find("css/site.css")  # the copy was joined the last time and has no imports any more
        if not dry_run and source:
            Path(self.path("css/site.css")).write_text(join_sheets(Path(source)), encoding="utf-8")
            paths = {**paths, "css/site.css": (self, "css/site.css")}  # hash what was joined, not its source
        yield from super().post_process(paths, dry_run, **options)


def join_sheets(sheet: Path) -> str:
    """The text of a sheet with its imports in place and its comments gone."""

    def put(found: re.Match[str]) -> str:
        part = (sheet.parent / found[1]).read_text(encoding="utf-8")
        return f"@layer {found[2]} {{\n{part}\n}}"

    joined = _COMMENT.sub("", _IMPORT.sub(put, sheet.read_text(encoding="utf-8")))
    return "\n".join(line.strip() for line in joined.splitlines() if line.strip())
