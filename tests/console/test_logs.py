from pathlib import Path

import pytest

from redbridge.console.logs import KEPT, LARGEST, Log, Voice, without_personal_data


@pytest.mark.parametrize(
    ("line", "stored"),
    [
        ("GET /setup?token=abc123&x=1 failed", "GET /setup?[hidden] failed"),
        ("from 203.0.113.9 to 10.0.0.1:443", "from [address] to [address]:443"),
        ("from 2001:db8::1 and ::1 and fe80::a:b", "from [address] and [address] and [address]"),
        ("Key (email)=(dana@example.org) exists", "Key (email)=([mail]) exists"),
        ("2026-01-02 10:11:12,345 ERROR django.request Broken: /n/7", None),
        ("File redbridge/web/notes.py, line 12, in note: x::y", None),
        ("granian 2.8.7 speaks HTTP/1.1", None),
    ],
)
def test_personal_data_stays_out_of_the_files(line: str, stored: str | None) -> None:
    assert without_personal_data(line) == (stored or line)


def test_lines_are_stored_whole_and_the_last_ones_are_kept_at_hand(tmp_path: Path) -> None:
    voice = Voice(Log(tmp_path / "logs" / "web.log"))
    voice.take(b"half a ")
    voice.take("line, 完整\nnext".encode())
    voice.take(b"\n")
    voice.log.close()
    assert (tmp_path / "logs" / "web.log").read_text() == "half a line, 完整\nnext\n"
    assert voice.last == ["half a line, 完整", "next"]


def test_a_file_that_grew_is_turned_over(tmp_path: Path) -> None:
    log = Log(tmp_path / "web.log")
    for _ in range(10 * LARGEST // 100_000):
        log.say("x" * 99_999)
    log.close()
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["web.log", *(f"web.log.{number}" for number in range(1, KEPT + 1))]
    assert all(path.stat().st_size <= LARGEST for path in tmp_path.iterdir())


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    voice = Voice(Log(tmp_path / "web.log"))
    for _ in range(50):
        voice.take(b"y" * 100_000)
    assert len(voice._rest) < 10_000
    voice.log.close()
