"""Rules of templates, sheets and behaviors that no other linter of ours holds; each message says its reason."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = "redbridge/web"

_SCRIPT = r"<script(?![^>]*\s(?:src=|type=.application/(?:ld\+)?json))[^>]*>"  # JSON is data and never runs
_MARKUP = r"\.(?:inner|outer)HTML\s*=(?!\s*(?:\w+\.responseText|await \w+\.text\(\));)|\.insertAdjacentHTML\("

TEMPLATE_RULES = (
    (r"\sstyle\s*=", "no style=: the content policy drops inline styles; make a class or a data attribute"),
    (r"<style[\s>]", "no <style>: the content policy drops it; write a sheet in static/css"),
    (_SCRIPT, "no inline script: the content policy drops it; write a file in static/js"),
    (r"\son[a-z]+\s*=\s*[\"']", "no on...= handler: the content policy drops it; listen in static/js"),
    (r"\bhx-on[:\w-]*\s*=", "no hx-on: it needs eval, which the content policy forbids; listen in static/js"),
    (r"javascript:", "no javascript: address: the content policy drops it"),
    (r"\|\s*safe\b|\|\s*safeseq\b", "no |safe: foreign text would become markup; the one sanitizer returns safe text"),
    (r"{%\s*autoescape\s+off", "no autoescape off: foreign text would become markup"),
    (r"(?:src|href)=[\"'](?:https?:)?//[^\"'{]", "no address of another server: every page works from its own host"),
)
PHYSICAL = (
    r"(?:^|[{;\s])(?P<name>(?:margin|padding|border)-(?:left|right)(?:-\w+)?|left|right|"
    r"border-(?:top|bottom)-(?:left|right)-radius|scroll-(?:margin|padding)-(?:left|right))\s*:"
)
SHEET_RULES = (
    (PHYSICAL, "physical side: Arabic and Hebrew read the other way; use the logical property (inline-start, -end)"),
    (r"(?:text-align|float|clear)\s*:\s*(?:left|right)\b", "physical side: use start, end, inline-start or inline-end"),
    (r"url\(\s*[\"']?(?:https?:)?//", "no address of another server: every page works from its own host"),
)
SCRIPT_RULES = (
    (r"\beval\s*\(|\bnew\s+Function\b", "no eval: the content policy forbids it"),
    (_MARKUP, "no markup from strings: build nodes, or place an answer of the server as it is"),
    (r"\.style\.\w+\s*=(?!=)|\.setAttribute\(\s*[\"']style", "no inline style: set a class, or style.setProperty(--x)"),
    (r"[\"'](?:https?:)?//\w", "no address of another server: every page works from its own host"),
)


def main() -> int:
    problems = check(ROOT)
    print("\n".join(problems), end="\n" if problems else "")
    return bool(problems)


def check(root: Path) -> list[str]:
    """Sentences about every broken rule below `root`."""
    web = root / WEB
    found = []
    for pattern, rules in (
        ("templates/**/*.html", TEMPLATE_RULES),
        ("static/css/**/*.css", SHEET_RULES),
        ("static/js/**/*.js", SCRIPT_RULES),
    ):
        for path in sorted(web.glob(pattern)):
            found += broken(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"), rules)
    return found


def broken(name: str, text: str, rules: tuple[tuple[str, str], ...]) -> list[str]:
    text = _without_comments(text)
    return [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {reason}"
        for rule, reason in rules
        for match in re.finditer(rule, text, re.MULTILINE)
    ]


def _without_comments(text: str) -> str:
    """Comments may name what is forbidden; their line breaks stay, so that line numbers do."""
    return re.sub(
        r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->|/\*.*?\*/|^\s*//[^\n]*",
        lambda match: re.sub(r"[^\n]", " ", match[0]),
        text,
        flags=re.DOTALL | re.MULTILINE,
    )


if __name__ == "__main__":
    sys.exit(main())
