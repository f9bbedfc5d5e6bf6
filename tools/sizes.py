"""Hold the size budget: files of 400 lines, functions of 50, page functions of 25.

A reader should see a whole idea on one screen. The answer to a long one is another name, not a denser line.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES, FUNCTION_LINES, PAGE_LINES = 400, 50, 25
KINDS = {".py", ".html", ".css", ".js", ".sh"}
LEFT_OUT = {"migrations", "vendor", ".venv", "node_modules", "build", "dist", "data", ".git", "__pycache__"}


def main() -> int:
    problems = check(ROOT)
    print("\n".join(problems), end="\n" if problems else "")
    return bool(problems)


def check(root: Path) -> list[str]:
    """Sentences about everything over its budget below `root`."""
    found = []
    for path in sorted(files(root)):
        name, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        lines = len(text.splitlines())
        if lines > FILE_LINES:
            found.append(f"{name}: {lines} lines, at most {FILE_LINES}: split it by noun into a folder of its name.")
        if path.suffix == ".py":
            found += functions(name, text)
    return found


def files(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        if path.suffix in KINDS and path.is_file() and not LEFT_OUT & set(path.relative_to(root).parts):
            yield path


def functions(name: str, text: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        place = f"{name}:{node.lineno}: {node.name}() has {lines} lines"
        if lines > PAGE_LINES and _is_page(name, node):
            found.append(f"{place}, a page function at most {PAGE_LINES}: rules belong in an action or a query.")
        elif lines > FUNCTION_LINES:
            found.append(f"{place}, at most {FUNCTION_LINES}: give its steps names of their own.")
    return found


def _is_page(name: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    arguments = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    return name.startswith("redbridge/web/") and "request" in arguments[:2]


if __name__ == "__main__":
    sys.exit(main())
