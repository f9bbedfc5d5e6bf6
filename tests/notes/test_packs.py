"""Captions for other places: as long as each takes, whole words, and the link where it leads somewhere."""

from redbridge.notes.packs import places, words_for

LINK = "https://redbridge.example/n/912061457204235564"


def sized(caption: str, *, is_video: bool = False, title: str = "Steamed") -> dict[str, tuple[str, str, int, bool]]:
    found = [words_for(place, title=title, caption=caption, link=LINK) for place in places(is_video=is_video)]
    return {each.place.slug: (each.title, each.caption, each.size, each.is_cut) for each in found}


def test_a_short_caption_is_whole_everywhere() -> None:
    found = sized("Dumplings at six. #breakfast")
    assert found["instagram"] == ("", "Steamed\n\nDumplings at six. #breakfast", 37, False)
    assert found["tiktok"][0] == "Steamed"
    assert found["threads"][1] == f"Steamed\n\nDumplings at six. #breakfast\n\n{LINK}"
    assert LINK not in found["tiktok"][1] + found["instagram"][1] + found["xiaohongshu"][1]
    assert not any(is_cut for *_, is_cut in found.values())


def test_a_long_one_is_cut_to_each_length_and_keeps_its_link() -> None:
    found = sized("The river was loud this morning. " * 300, title="A title that is longer than twenty letters")
    longest = {place.slug: place.longest for place in places(is_video=False)}
    for slug, (_title, caption, size, is_cut) in found.items():
        assert is_cut
        assert size <= longest[slug]
        assert caption.removesuffix(LINK).rstrip().endswith(("…", "."))
        assert "rive…" not in caption
    assert len(found["tiktok"][1]) <= 4000
    assert len(found["instagram"][1]) <= 2200
    assert len(found["threads"][1]) <= 500
    assert found["threads"][1].endswith(LINK)
    assert len(found["xiaohongshu"][0]) <= 20
    assert len(found["xiaohongshu"][1]) <= 1000


def test_wide_letters_count_for_two_at_x() -> None:
    _title, caption, size, _cut = sized("今天的茶很好喝。" * 60, title="")["x"]
    words = caption.removesuffix(LINK).strip()
    assert 270 <= size <= 280
    assert 120 <= len(words) <= 128


def test_a_video_has_other_places() -> None:
    found = sized("Rain. " * 1000, is_video=True, title="Rain " * 19)
    assert len(found["youtube-shorts"][0]) <= 100
    assert len(found["tiktok"][1]) <= 2200
    assert found["tiktok"][0] == ""
