"""Lock files hold what pyproject.toml asks for, every package with hashes, and no address of a registry."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
RUNTIME_LIMIT = 25
WHAT_TO_DO = "Run `make lock` and commit what changes."


def main() -> int:
    problems = check(ROOT)
    print("\n".join(problems), end=f"\n{WHAT_TO_DO}\n" if problems else "")
    return bool(problems)


def check(root: Path) -> list[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = project["project"]["dependencies"]
    extras, groups = project["project"]["optional-dependencies"], project["dependency-groups"]
    wanted = {
        "run": runtime,
        "postgres": [*runtime, *extras["postgres"]],
        "build": groups["build"],
        "test": [*runtime, *groups["test"], *groups["build"]],
        "lock": groups["lock"],
    }
    found = reasons((root / "pyproject.toml").read_text(encoding="utf-8"))
    if len(runtime) > RUNTIME_LIMIT:
        found.append(f"pyproject.toml: {len(runtime)} runtime dependencies, at most {RUNTIME_LIMIT}: leave one out.")
    for name, requirements in wanted.items():
        path = root / "requirements" / f"{name}.txt"
        found += compare(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"), requirements)
    return found


def reasons(text: str) -> list[str]:
    """Every direct dependency says on its own line what it is for."""
    lines = re.findall(r'^    "([\w\[\].-]+(?:[<>=!~][^"]*)?)",(.*)$', text, re.MULTILINE)
    return [
        f"pyproject.toml: {name} has no reason: write one behind it."
        for name, rest in lines
        if re.search(r"[<>=]=", name) and "#" not in rest
    ]


def compare(name: str, text: str, requirements: list[str]) -> list[str]:
    found = [f"{name}: names a registry: {line.strip()}" for line in text.splitlines() if _names_registry(line)]
    pins = re.findall(r"^([\w.-]+)==([^\s;\\]+)(.*(?:\n    --hash=\S+.*)*)", text, re.MULTILINE)
    locked: dict[str, set[str]] = {}
    for package, version, rest in pins:
        locked.setdefault(canonicalize_name(package), set()).add(version)
        if "--hash=sha256:" not in rest:
            found.append(f"{name}: {package} has no hash")
    asked = {canonicalize_name(Requirement(line).name): Requirement(line).specifier for line in requirements}
    for package, specifier in asked.items():
        versions = locked.get(package, set())
        if not versions or not all(version in specifier for version in versions):
            found.append(f"{name}: {package}{specifier} is asked for, {', '.join(versions) or 'nothing'} is locked")
    extra = _direct(text) - asked.keys()
    return found + [f"{name}: {package} is locked, but pyproject.toml does not ask for it" for package in sorted(extra)]


def _direct(text: str) -> set[str]:
    """The packages that the lock file itself says were asked for by us."""
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)
    return {
        canonicalize_name(block.split("==")[0]) for block in blocks if re.search(r"# +(?:via )?redbridge \(", block)
    }


def _names_registry(line: str) -> bool:
    return "://" in line or line.lstrip().startswith(("-i ", "--index", "--extra-index", "--find-links", "--trusted"))


if __name__ == "__main__":
    sys.exit(main())
