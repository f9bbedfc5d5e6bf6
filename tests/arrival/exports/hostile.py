"""Files made to break a reader: the code that each of them must give, or "" when it can be read all the same."""

import io
import struct
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.arrival.exports import tiktok

USUAL = "TikTok/user_data_tiktok.json"
SOUND = next(iter(tiktok.of_2026().files.values()))
START = b'{"Your Activity": {"Watch History": {"VideoList": ['
ROW = b'{"Date": "2025-01-01 10:00:00", "Link": "https://www.tiktokv.com/share/video/7300000000000000001/"}'
END = b"]}}}"
MB = 1024 * 1024


def bare(content: bytes) -> Callable[[Path], Path]:
    """The JSON itself."""

    def write(folder: Path) -> Path:
        path = folder / "user_data_tiktok.json"
        path.write_bytes(content)
        return path

    return write


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], comment: bytes = b"") -> Callable[[Path], Path]:
    """A zip with these members, two of one name allowed."""

    def write(folder: Path) -> Path:
        path = folder / "export.zip"
        with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            warnings.simplefilter("ignore")
            for name, content in members:
                archive.writestr(name, content, compress_type=zipfile.ZIP_DEFLATED)
            archive.comment = comment
        return path

    return write


def tarred(*infos: tuple[tarfile.TarInfo, bytes]) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "export.tar.gz"
        with tarfile.open(path, "w:gz") as archive:
            for info, content in infos:
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        return path

    return write


def changed(before: Callable[[Path], Path], change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    """The same with other bytes."""

    def write(folder: Path) -> Path:
        path = before(folder)
        path.write_bytes(change(path.read_bytes()))
        return path

    return write


def linked(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


def device(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o020666 << 16
    return info


def tar_info(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def locked(content: bytes) -> bytes:
    """A zip whose first member says that it is locked."""
    found = bytearray(content)
    found[6] |= 1
    found[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(found)


def odd_method(content: bytes) -> bytes:
    found = bytearray(content)
    found[8:10] = found[content.rindex(b"PK\x01\x02") + 10 : content.rindex(b"PK\x01\x02") + 12] = struct.pack("<H", 12)
    return bytes(found)


def many_entries(content: bytes) -> bytes:
    """A zip that says that it has sixty thousand members."""
    at = content.rindex(b"PK\x05\x06")
    return content[: at + 8] + struct.pack("<HH", 60_000, 60_000) + content[at + 12 :]


def broken_inside(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes(byte ^ 0x55 for byte in content[middle : middle + 40]) + content[middle + 40 :]


def renamed(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(old, new)


CASES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "depth of 200,000 lists": (bare(b"[" * 200_000 + b"]" * 200_000), "too_deep"),
    "depth of 200,000 maps": (bare(b'{"Your Activity":' * 200_000), "too_deep"),
    "depth in a row": (bare(START + b"[" * 200_000), "too_deep"),
    "depth in what is skipped": (bare(b'{"Direct Messages": ' + b"[" * 200_000), "too_deep"),
    "depth in a zip": (zipped((USUAL, START + b'{"a":' * 200_000)), "too_deep"),
    "5,000 digits": (bare(START + b'{"Date": ' + b"7" * 5_000 + b"}" + END), "bad_number"),
    "5,000 digits beside": (bare(b'{"x": ' + b"7" * 5_000 + b"}"), "bad_number"),
    "1e400": (bare(START + b'{"Date": 1e400}' + END), "bad_number"),
    "NaN": (bare(START + b'{"Date": NaN}' + END), "bad_json"),
    "trailing comma": (bare(START + b"\n" + ROW + b",\n" + END), "bad_json"),
    "garbage behind": (bare(SOUND + b"\n}"), "bad_json"),
    "cut off": (bare(SOUND[:-400]), "cut_off"),
    "cut off in a text": (bare(START + ROW[:40]), "cut_off"),
    "cut off in a zip": (zipped((USUAL, SOUND[:-400])), "cut_off"),
    "nothing": (bare(b""), "empty"),
    "blanks": (bare(b" \n "), "unknown_export"),
    "a text of blanks without an end": (bare(START + b'{"Link": "' + b" " * 3 * MB), "text_too_long"),
    "an empty map": (bare(b"{}"), "unknown_export"),
    "a text without an end": (bare(START + b'{"Link": "' + b"x" * 3 * MB), "text_too_long"),
    "a number without an end": (bare(START + b"1" * 3 * MB), "text_too_long"),
    "an entry without an end": (bare(START + b"[" + b"1," * 3 * MB), "row_too_big"),
    "a cut zip": (changed(zipped((USUAL, SOUND)), lambda content: content[:-300]), "cut_off_archive"),
    "a broken zip": (changed(zipped((USUAL, SOUND)), broken_inside), "broken_archive"),
    "a locked zip": (changed(zipped((USUAL, SOUND)), locked), "encrypted"),
    "an odd way of packing": (changed(zipped((USUAL, SOUND)), odd_method), "odd_compression"),
    "a zip of too many": (changed(zipped((USUAL, SOUND)), many_entries), "too_many_files"),
    "a zip of nothing": (zipped(), "unknown_export"),
    "a name that climbs": (zipped((USUAL, SOUND), ("../../etc/cron.d/x", b"x")), "unsafe_name"),
    "a name from the root": (zipped(("/etc/passwd", SOUND)), "unsafe_name"),
    "a name of a drive": (zipped(("C:/x.json", SOUND)), "unsafe_name"),
    "a name with a backslash": (zipped(("TikTok\\user_data.json", SOUND)), "unsafe_name"),
    "a name with a NUL": (
        changed(zipped(("user_data.jso_", SOUND)), renamed(b"user_data.jso_", b"user_data.js\0n")),
        "unsafe_name",
    ),
    "a link": (zipped((linked("user_data.json"), b"/etc/passwd")), "odd_member"),
    "a device": (zipped((device("user_data.json"), b"")), "odd_member"),
    "two of one name": (zipped((USUAL, SOUND), (USUAL, b"{}")), "same_name"),
    "a tar with a link": (tarred((tar_info("outbox.json", tarfile.SYMTYPE, "/etc/passwd"), b"")), "odd_member"),
    "a tar with a hard link": (tarred((tar_info("outbox.json", tarfile.LNKTYPE, "/etc/passwd"), b"")), "odd_member"),
    "a tar with a device": (tarred((tar_info("outbox.json", tarfile.CHRTYPE), b"")), "odd_member"),
    "a tar that climbs": (tarred((tar_info("../outbox.json"), b"{}")), "unsafe_name"),
    "a cut tar": (
        changed(tarred((tar_info("outbox.json"), b"{}" * 9_000)), lambda content: content[:-20]),
        "cut_off_archive",
    ),
    "another archive": (bare(b"Rar!\x1a\x07\x00" + b"x" * 99), "other_archive"),
    "3 MB of blanks behind": (bare(SOUND + b" \n" * (3 * MB // 2)), ""),
    "BOM": (bare(b"\xef\xbb\xbf" + SOUND), ""),
    "UTF-16": (bare(SOUND.decode().encode("utf-16")), ""),
    "UTF-16 without a mark": (bare(SOUND.decode().encode("utf-16-be")), ""),
    "UTF-32": (bare(SOUND.decode().encode("utf-32")), ""),
    "a lone surrogate": (bare(SOUND.replace(b"Noodles", b"\\ud83d Noodles")), ""),
    "raw surrogate bytes": (bare(SOUND.replace(b"Noodles", b"\xed\xa0\x80 Noodles")), ""),
    "Latin-1": (bare(SOUND.replace(b"Noodles", b"N\xfcdeln")), ""),
    "NUL in texts": (bare(SOUND.replace(b"Noodles", b"\\u0000Noodles\\u0000")), ""),
    "long texts and keys": (
        bare(SOUND.replace(b"Noodles", b"N" * 300_000).replace(b'"Sound"', b'"' + b"s" * 999 + b'"')),
        "",
    ),
    "comment behind the zip": (zipped((USUAL, SOUND), comment=b"PK made by hand" * 9), ""),
    "what a computer adds": (zipped((USUAL, SOUND), ("__MACOSX/TikTok/._user_data_tiktok.json", b"\0\5\x16")), ""),
}
