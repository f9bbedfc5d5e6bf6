import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PATCHES = re.compile(
    r"^(?!\s*#).*(?:\bmock\.patch|@patch\b|\bpatch\(|\bpatch\.object\(|monkeypatch\.(?:setattr|setitem))", re.MULTILINE
)
PATCHES_A_TEST = 0.1


def test_tests_run_the_real_parts() -> None:
    text = "\n".join(path.read_text() for path in sorted(TESTS.rglob("*.py")) if path != Path(__file__))
    patches, tests = len(PATCHES.findall(text)), len(re.findall(r"^\s*def test_", text, re.MULTILINE))
    assert patches <= PATCHES_A_TEST * tests, f"{patches} patches in {tests} tests: run the real part instead"
