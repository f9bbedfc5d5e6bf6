import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from PIL import Image

from redbridge.media import pictures
from redbridge.media.limits import ChildFailedError, Limits, run_limited
from tests.media import bombs

MB = 1024 * 1024
REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("empty", lambda: b""),
    "html": ("not_a_picture", bombs.html),
    "svg": ("not_a_picture", bombs.svg),
    "bmp": ("not_a_picture", lambda: bombs.encoded(bombs.scene(), "BMP")),
    "tiff": ("not_a_picture", lambda: bombs.encoded(bombs.scene(), "TIFF")),
    "ico": ("not_a_picture", lambda: bombs.encoded(bombs.scene(), "ICO")),
    "icns": ("not_a_picture", lambda: bombs.encoded(bombs.scene(), "ICNS")),
    "zip": ("not_a_picture", lambda: b"PK\x03\x04" + bytes(200)),
    "truncated jpeg": ("broken", lambda: bombs.jpeg((1600, 1200))[:-4000]),
    "only a head": ("broken", lambda: b"\xff\xd8\xff\xe0" + bytes(12)),
    "png without pixels": ("broken", lambda: bombs.png(64, 64, data=b"")),
    "png text bomb": ("broken", bombs.png_text_bomb),
    "jpeg named png inside": ("broken", lambda: b"\x89PNG\r\n\x1a\n" + bombs.jpeg()),
    "heic of nothing": ("broken", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(300)),
    "giant png": ("too_many_pixels", bombs.giant_png),
    "gif bomb": ("too_many_pixels", bombs.gif_bomb),
    "webp bomb": ("too_many_pixels", bombs.webp_bomb),
    "endless gif": ("too_many_frames", bombs.endless_gif),
    "thread": ("too_small", lambda: bombs.png(1, 20_000)),
    "dot": ("too_small", lambda: bombs.png(1, 1)),
    "strip": ("too_long", lambda: bombs.png(40, 20_000)),
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "upload" / "cat.jpg"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "shelf" / "picture"


def put(source: Path, data: bytes) -> Path:
    source.parent.mkdir(exist_ok=True)
    source.write_bytes(data)
    return source


def code_of(source: Path, target: Path, **options: Any) -> str:
    with pytest.raises(pictures.PictureRefused) as refusal:
        pictures.derive(source, target, **options)
    return refusal.value.code


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children(recursive=True) if "child.main" in " ".join(child.cmdline())]


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("options", [{"preview_only": True}, {}])
def test_a_hostile_file_is_refused_and_leaves_nothing(
    name: str, options: dict[str, bool], source: Path, target: Path
) -> None:
    code, make = REFUSED[name]
    assert code_of(put(source, make()), target, **options) == code
    assert not target.exists()
    assert list(target.parent.iterdir() if target.parent.exists() else []) == []
    assert children() == []


def test_every_refusal_has_its_own_sentence() -> None:
    sentences = {str(pictures.sentence(code)) for code in pictures.REFUSALS}
    assert len(sentences) == len(pictures.REFUSALS)
    assert {code for code, _ in REFUSED.values()} <= set(pictures.REFUSALS)


def test_a_refusal_leaves_an_earlier_picture_alone(source: Path, target: Path) -> None:
    pictures.derive(put(source, bombs.jpeg()), target)
    before = {file.name: file.read_bytes() for file in target.iterdir()}
    code_of(put(source, bombs.gif_bomb()), target)
    assert {file.name: file.read_bytes() for file in target.iterdir()} == before


def test_a_file_over_the_size_limit_is_not_even_opened(source: Path, target: Path) -> None:
    put(source, bombs.jpeg())
    with source.open("r+b") as file:
        file.truncate(pictures.MAX_BYTES + 1)
    assert code_of(source, target) == "too_big"


@pytest.mark.parametrize(
    "make", [bombs.jpeg_with_script, bombs.png_with_script, bombs.gif_with_script, bombs.webp_with_script]
)
def test_no_byte_of_a_hidden_script_is_served(make: Callable[[], bytes], source: Path, target: Path) -> None:
    data = make()
    assert bombs.PAYLOAD in data
    pictures.derive(put(source, data), target)
    for file in target.iterdir():
        assert b"script" not in file.read_bytes()
        assert b"alert" not in file.read_bytes()


def test_all_bombs_together_stay_small(tmp_path: Path) -> None:
    for number, (_, make) in enumerate(REFUSED.values()):
        (tmp_path / f"{number}.jpg").write_bytes(make())
    script = (
        "import json, resource, sys\nfrom pathlib import Path\nfrom redbridge.media import pictures\n"
        "codes = []\n"
        "for file in sorted(Path(sys.argv[1]).glob('*.jpg')):\n"
        "    try:\n        pictures.derive(file, Path(sys.argv[1]) / 'out')\n"
        "    except pictures.PictureRefused as refusal:\n        codes.append(refusal.code)\n"
        "print(json.dumps([codes, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, check=True, text=True)
    codes, largest = json.loads(done.stdout)
    assert len(codes) == len(REFUSED)
    assert largest * 1024 < 256 * MB


def test_the_memory_limit_bites(source: Path, target: Path) -> None:
    put(source, bombs.encoded(Image.new("RGB", bombs.LARGE, "teal"), "PNG"))
    assert code_of(source, target, limits=Limits(memory=200 * MB)) == "too_heavy"
    assert not target.exists()
    assert children() == []
    assert pictures.derive(source, target).width == bombs.LARGE[0]


def test_the_processor_limit_bites(source: Path, target: Path) -> None:
    put(source, bombs.jpeg_of_many_passes())
    assert code_of(source, target, limits=Limits(cpu=2)) == "too_heavy"
    assert not target.exists()
    assert children() == []


def test_the_clock_limit_bites(source: Path, target: Path) -> None:
    put(source, bombs.jpeg_of_many_passes())
    assert code_of(source, target, limits=Limits(wall=1)) == "too_heavy"
    assert children() == []


def test_the_limit_on_written_files_bites(source: Path, target: Path) -> None:
    put(source, bombs.jpeg((1600, 1200)))
    assert code_of(source, target, limits=Limits(file_size=2000)) == "too_heavy"
    assert not target.exists()


def test_a_child_sees_nothing_of_us(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for children")
    (tmp_path / "look.py").write_text(
        "import json, os\n"
        "def main():\n"
        "    print(json.dumps({'files': sorted(os.listdir('/proc/self/fd')), 'environment': dict(os.environ),\n"
        "                      'session': os.getsid(0) == os.getpid(), 'folder': os.getcwd()}))\n"
    )
    with (tmp_path / "held").open("wb") as held:
        held.flush()
        answer = run_limited(tmp_path / "look.py", {}, source=put(source, b"x"), folder=tmp_path, limits=Limits())
    assert answer["files"] == ["0", "1", "2", "3"]  # the last one is the look itself
    assert "not for children" not in str(answer["environment"])
    assert answer["session"] is True
    assert answer["folder"] == str(tmp_path)


def test_a_mistake_of_ours_is_not_blamed_on_the_picture(tmp_path: Path, source: Path) -> None:
    (tmp_path / "wrong.py").write_text("def main():\n    raise RuntimeError('our own mistake')\n")
    with pytest.raises(ChildFailedError, match="our own mistake"):
        run_limited(tmp_path / "wrong.py", {}, source=put(source, b"x"), folder=tmp_path, limits=Limits())


def test_a_talkative_child_is_ended(tmp_path: Path, source: Path) -> None:
    (tmp_path / "talk.py").write_text("def main():\n    while True:\n        print('x' * 1000)\n")
    with pytest.raises(Exception, match="SIGKILL"):
        run_limited(tmp_path / "talk.py", {}, source=put(source, b"x"), folder=tmp_path, limits=Limits())


def test_the_child_does_not_import_django() -> None:
    words = "import sys; sys.path.append('redbridge/media'); import child; print('django' in sys.modules)"
    root = Path(pictures.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, check=True, text=True, cwd=root)
    assert done.stdout.strip() == "False"


def test_the_bombs_are_what_they_claim() -> None:
    assert len(bombs.giant_png()) < 60_000
    assert len(bombs.png_text_bomb()) < 250_000
    with Image.open(io.BytesIO(bombs.gif_bomb())) as image:
        assert image.size == (100, 100)
