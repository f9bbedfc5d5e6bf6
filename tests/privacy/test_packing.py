"""An archive that stops in the middle goes on, stays readable, and needs little memory."""

import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from redbridge.privacy.archive.packing import KEEP_EVERY, Pack

LARGE = KEEP_EVERY // 2 + 1


def _stopped(folder: Path, file: Path) -> None:
    with Pack(folder) as pack:
        pack.put_text("one.txt", ["first"])
        pack.keep()
        pack.put_file("two.bin", file)
        raise RuntimeError


def test_what_was_kept_is_there_after_a_stop_and_the_rest_is_written_again(tmp_path: Path) -> None:
    file = tmp_path / "large"
    file.write_bytes(os.urandom(LARGE))
    with pytest.raises(RuntimeError):
        _stopped(tmp_path / "a", file)
    with Pack(tmp_path / "a") as pack:
        assert pack.names == {"one.txt"}
        pack.put_text("one.txt", ["never written twice"])
        pack.put_file("two.bin", file)
        pack.put_text("three.txt", ["fir", "st ", "女"])
        assert pack.lines_in("three.txt") == 0
        pack.finish(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as found:
        assert found.testzip() is None
        assert found.namelist() == ["one.txt", "two.bin", "three.txt"]
        assert found.read("one.txt") == b"first"
        assert found.read("two.bin") == file.read_bytes()


def test_a_file_that_is_gone_is_left_out(tmp_path: Path) -> None:
    with Pack(tmp_path / "a") as pack:
        assert not pack.put_file("gone.jpg", tmp_path / "gone.jpg")
        assert "gone.jpg" not in pack


@pytest.mark.parametrize("broken", [b"", b"\x00\x00", b"\xff" * 40])
def test_a_broken_mark_starts_anew(tmp_path: Path, broken: bytes) -> None:
    folder = tmp_path / "a"
    with Pack(folder) as pack:
        pack.put_text("one.txt", ["first"])
    (folder / "archive.kept").write_bytes(broken)
    with Pack(folder) as pack:
        pack.put_text("one.txt", ["again"])
        pack.finish(tmp_path / "a.zip")
    assert zipfile.ZipFile(tmp_path / "a.zip").read("one.txt") in {b"first", b"again"}


WRITER = """
import os, sys
from pathlib import Path
from redbridge.privacy.archive.packing import Pack
folder, file, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
with Pack(folder) as pack:
    for number in range(count):
        pack.put_file(f"{number}.bin", file)
        print(number, flush=True)
    pack.finish(folder / "whole.zip")
"""


def test_a_killed_process_loses_at_most_what_was_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "large"
    file.write_bytes(os.urandom(LARGE))
    command = [sys.executable, "-c", WRITER, str(tmp_path / "a"), str(file), "7"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        while killed.stdout.readline().strip() != "4":
            assert killed.poll() is None
        killed.send_signal(signal.SIGKILL)
    with Pack(tmp_path / "a") as pack:
        assert pack.names >= {f"{number}.bin" for number in range(4)}
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.returncode == 0
    with zipfile.ZipFile(tmp_path / "a" / "whole.zip") as found:
        assert found.namelist() == [f"{number}.bin" for number in range(7)]
        assert found.testzip() is None


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    file = tmp_path / "large"
    file.write_bytes(os.urandom(LARGE))
    program = f"{WRITER}\nimport resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    peaks = []
    for count in (1, 9):
        command = [sys.executable, "-c", program, str(tmp_path / str(count)), str(file), str(count)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        peaks.append(int(said.split()[-1]))
    assert peaks[1] - peaks[0] < 8 * 1024, peaks  # kilobytes
