"""Folders as people saved them: what downloaders write, numbered pictures, tables, names with dates."""

from typing import Any

from tests.arrival.exports.making import MOMENT, Export, packed, picture

VIDEO = b"\0\0\0\x18ftypmp42" + bytes(40)
ID = "7321456789012345678"  # its first 32 bits are a second of 2024


def downloaded() -> Export:
    """Three videos as yt-dlp leaves them, with a still, and one whose video is missing."""
    info = {
        "id": ID,
        "title": "Harbour before six…",
        "description": "Harbour before six, when nobody is up yet #sea #早晨[话题]#",
        "upload_date": "20240117",
        "timestamp": MOMENT,
        "tags": ["sea", "boats"],
        "webpage_url": f"https://www.tiktok.com/@nora/video/{ID}",
        "age_limit": 0,
        "availability": "public",
        "track": "Low Tide",
        "artist": "B. Ensemble",
        "formats": [{"url": "https://cdn.example/x", "http_headers": {"Cookie": "secret"}}] * 40,
    }
    unlisted: dict[str, Any] = {
        "id": "abcDEF12345",
        "title": "How I bake",
        "description": "",
        "upload_date": "20230302",
    }
    unlisted |= {"availability": "unlisted", "age_limit": 18}
    channel = {"_type": "playlist", "id": "nora", "title": "Nora - videos", "description": "All my videos"}
    files = {
        f"tiktok/{ID}.mp4": VIDEO,
        f"tiktok/{ID}.info.json": packed(info),
        f"tiktok/{ID}.image": b"\xff\xd8",
        f"tiktok/{ID}.en.vtt": b"WEBVTT\n",
        "tiktok/7311111111111111111.mp4": VIDEO,
        "tiktok/7311111111111111111.webp": picture(kind="WEBP"),
        "tiktok/7311111111111111111.description": "Zwei Brote 🍞 #brot".encode(),
        "tiktok/How I bake [abcDEF12345].webm": VIDEO,
        "tiktok/How I bake [abcDEF12345].info.json": packed(unlisted),
        "tiktok/7300000000000000001.info.json": packed({**info, "id": "7300000000000000001"}),
        "tiktok/nora.info.json": packed(channel),
    }
    return Export(files, {"posts": 4}, 1, unknown={".image"})


def numbered() -> Export:
    """Carousels beside a roll of a camera, names with dates, a picture that moves, and bare files."""
    names = ["walk_1.jpg", "walk_2.jpg", "walk_10.jpg", *(f"walk_{n}.jpg" for n in range(3, 10))]
    names += ["2024-05-01_10-00-00_UTC_1.jpg", "2024-05-01_10-00-00_UTC_2.jpg"]
    names += ["IMG_1.jpg", "IMG_2.jpg", "IMG_20230405_101500.jpg", "2022-03-04.jpg", "2022-03-05.jpg"]
    names += ["IMG_0042.HEIC", "Sunset over Lisbon.jpg", "黄昏的老街.jpg"]
    files = {f"photos/{name}": picture(number) for number, name in enumerate(names)}
    files["photos/IMG_0042.MOV"] = VIDEO
    files["photos/2024-05-01_10-00-00_UTC.txt"] = "Zwei Bilder @li".encode("utf-16")
    files["photos/Sunset over Lisbon.txt"] = b"Gold."
    files["photos/notes to self.txt"] = b"buy bread"
    return Export(files, {"posts": 10}, 8, unknown={".txt"})


def table() -> Export:
    """A spreadsheet of somebody careful: several files in a row, descriptions, audiences, a missing file."""
    rows = [
        "File;Title;Caption;Date;Alt;Tags;Visibility;Place",
        "a.jpg|b.jpg;Old street;Walked here at dusk;31/01/2024 18:30;Lamps|A door;#street, dusk;public;Chaozhou",
        'clip.mp4;;"Two lines\nof words; quoted";02/03/2024;;;;',
        "hidden.jpg;Hidden;For me;03/03/2024;;;Only me;",
        "gone.jpg;Gone;The file is missing;04/03/2024;;;;",
        ";;Words alone;2024-04-01;;;;",
        ";;;;;;;",
    ]
    files = {name: picture(number) for number, name in enumerate(("a.jpg", "b.jpg", "hidden.jpg", "loose.jpg"))}
    files |= {"clip.mp4": VIDEO, "posts.csv": "\r\n".join(rows).encode("cp1252")}
    return Export(files, {"posts": 6}, 2)


def chinese_table() -> Export:
    """A table of a downloader, as a Chinese spreadsheet saves it."""
    rows = (
        "作品ID,作品标题,作品描述,发布时间,作品标签\n64f1,老街,黄昏时走过 #老街[话题]#,2024-04-01_18:30:00,老街 散步\n"
    )
    files = {"xhs.csv": rows.encode("gb18030"), "老街_64f1_1.jpg": picture(), "老街_64f1_2.jpg": picture(9)}
    return Export(files, {"posts": 1})


FOLDERS = {"downloaded": downloaded, "numbered": numbered, "table": table, "chinese": chinese_table}


def odd() -> Export:
    """Names and sidecars that nobody should write."""
    strange = (
        "\u202egpj.exe",
        "a" * 240,
        "..jpg",
        "%2e%2e%2fx",
        "con",
        "😀" * 20,
        "x\u0301",
        "1",
        "-",
        "99999999999999999999",
    )
    files = {f"odd/{name}.jpg": b"no picture" for name in strange}
    for number, content in enumerate(
        (b"", b"null", b"[]", b"{}", b'{"id": []}', b'{"title": {"a": 1}, "description": 7}')
    ):
        files[f"odd/v{number}.mp4"] = VIDEO
        files[f"odd/v{number}.info.json"] = content
    files["odd/deep.mp4"] = VIDEO
    files["odd/deep.info.json"] = b'{"tags":' + b"[" * 9000
    files["odd/big.txt"] = b"x" * 500_000
    files["odd/big.jpg"] = picture()
    for number, day in enumerate(
        ("1900-01-01", "3000-01-01", "99/99/2024", "01/02/2024", "45413.5", "-1", "soon", "2024-02-31")
    ):
        files[f"odd/{number}.csv"] = f"file,caption,date\nv1.mp4,words {number},{day}\n".encode()
    files["odd/broken.csv"] = b'file,caption\n"never closed' + b"\0\xff" * 100
    return Export(files)
