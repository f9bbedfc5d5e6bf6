"""Archives and lists of Mastodon and its relatives."""

from contextlib import closing, suppress
from pathlib import Path

import pytest

from redbridge.arrival.reading.box import open_box
from redbridge.arrival.sources.markup import links, plain
from redbridge.arrival.sources.mastodon import Mastodon
from redbridge.arrival.sources.mastodon_lists import handle_of
from redbridge.arrival.sources.shape import Post, Row, Unreadable
from tests.arrival.exports import mastodon as made
from tests.arrival.exports.making import Export, Told, read, take
from tests.arrival.exports.spoiling import SPOILED, spoiled

SOURCE = Mastodon()
EXPORTS = {
    "archive": made.archive,
    "with tables": made.archive_with_tables,
    "tables": made.lists_alone,
    "pixelfed": made.pixelfed,
    "akkoma": made.akkoma,
}


@pytest.mark.parametrize("which", EXPORTS)
def test_every_export_gives_the_numbers_of_its_manifest(tmp_path: Path, which: str) -> None:
    export = EXPORTS[which]()
    for path in (export.zipped(tmp_path / "e.zip"), export.tarred(tmp_path / "e.tar.gz")):
        told = read(SOURCE, path)
        assert told.sections == export.sections
        assert told.private == export.private
        assert told.unread == export.unread
        assert set(told.unknown) == export.unknown
        assert told.faults == []


def test_html_becomes_words_with_paragraphs_links_and_full_names(tmp_path: Path) -> None:
    post = _posts(tmp_path)["1"]
    assert post.text == (
        "Two loaves\nbefore <six>.\n\n#Bread with @ann@there.example, https://paths.example/a/long/way"
    )
    assert (post.tags, post.mentions) == (("Bread",), ("ann@there.example",))
    assert post.url == "https://old.example/@nora/1"


def test_files_come_with_their_descriptions_and_sounds_do_not(tmp_path: Path) -> None:
    post = _posts(tmp_path)["1"]
    assert [(medium.member, medium.kind, medium.alt) for medium in post.media] == [
        ("media_attachments/files/109/001/original/loaf.jpg", "picture", "Two dark loaves on a rack"),
        ("media_attachments/files/109/002/original/rise.mp4", "video", ""),
    ]


def test_who_could_see_a_post_comes_from_its_addresses(tmp_path: Path) -> None:
    posts = _posts(tmp_path)
    assert [posts[number].visibility for number in "1346"] == ["everyone", "unlisted", "followers", "everyone"]


def test_messages_are_never_read(tmp_path: Path) -> None:
    for export in (made.archive(), made.pixelfed()):
        told = read(SOURCE, export.zipped(tmp_path / "e.zip"))
        assert told.unread == {"messages"}
        assert "secret words" not in repr(told.rows)


def test_a_warning_is_the_title_and_the_post_is_sensitive(tmp_path: Path) -> None:
    post = _posts(tmp_path)["6"]
    assert (post.title, post.text, post.is_sensitive) == ("Spiders", "the spider is huge", True)


def test_the_language_is_that_of_the_words(tmp_path: Path) -> None:
    assert _posts(tmp_path)["2"].language == "ja"
    assert _posts(tmp_path)["1"].language == "en"


def test_answers_to_others_are_marked_and_own_threads_are_not(tmp_path: Path) -> None:
    posts = _posts(tmp_path)
    assert posts["7"].answers_to == "https://there.example/users/ann/statuses/9"
    assert posts["8"].answers_to == ""
    assert posts["8"].own == {"continues": "https://old.example/users/nora/statuses/1"}


def test_boosts_are_counted_and_kept_as_addresses_alone(tmp_path: Path) -> None:
    told = read(SOURCE, made.archive().zipped(tmp_path / "e.zip"))
    assert [row.ref for row in told.of("reposts")] == [f"https://else.example/users/cy/statuses/{n}" for n in (20, 21)]
    assert all(row.post is None for row in told.of("reposts"))


def test_the_profile_comes_without_keys(tmp_path: Path) -> None:
    told = read(SOURCE, made.archive().zipped(tmp_path / "e.zip"))
    assert told.profile is not None
    assert told.profile.handle == "nora@old.example"
    assert told.profile.bio == "Mountains & bread.\n\nshe/her"
    assert told.profile.links == ("https://nora.example/",)
    assert told.profile.portrait is not None
    assert told.profile.portrait.member == "avatar.png"
    assert "PRIVATE KEY" not in repr(told)


def test_lists_are_known_by_headings_and_names_and_the_blocked_come_first(tmp_path: Path) -> None:
    told = read(SOURCE, made.lists_alone().zipped(tmp_path / "e.zip"))
    assert next(iter(told.rows)).section == "blocked"
    handles = {section: [row.handle for row in told.of(section)] for section in ("blocked", "muted", "followers")}
    assert handles == {
        "blocked": ["angry@bad.example"],
        "muted": ["loud@bad.example"],
        "followers": ["ann@there.example"],
    }
    assert {row.handle for row in told.of("following")} == {*made.PEOPLE, "dee@else.example"}


@pytest.mark.parametrize("name", ["following_accounts.csv", "muted_accounts.csv", "bookmarks.csv", "followers.csv"])
def test_a_table_alone_is_enough(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(made.tables()[name])
    assert sum(read(SOURCE, tmp_path / name).sections.values()) > 0


def test_a_list_of_people_that_does_not_say_what_it_is_is_not_guessed(tmp_path: Path) -> None:
    export = Export({"actor.json": b'{"preferredUsername": "x"}', "people.csv": b"ann@there.example\n"})
    told = read(SOURCE, export.zipped(tmp_path / "e.zip"))
    assert told.unknown == {"people": 1}
    assert told.rows == []


def test_a_spreadsheet_of_captions_is_no_list_of_people(tmp_path: Path) -> None:
    path = Export({"list.csv": b"file,caption\na.jpg,hello\n"}).zipped(tmp_path / "e.zip")
    with closing(open_box(path)) as box:
        assert SOURCE.recognize(box) is None


def test_addresses_of_people_are_read_as_they_are_written() -> None:
    said = ["@Ann@There.Example", "ann@there.example", "https://there.example/@ann", "https://there.example/users/ann"]
    assert {handle_of(one) for one in said} == {"ann@there.example"}
    assert [handle_of(one) for one in ("ann", "", "https://there.example/", "https://[x/@a", "a b@c.d")] == [""] * 5


def test_relatives_of_mastodon_are_read(tmp_path: Path) -> None:
    told = read(SOURCE, made.akkoma().zipped(tmp_path / "e.zip"))
    local, article, one, unsaid = (row.post for row in told.posts() if row.post)
    assert (local.visibility, local.media[0].member) == ("followers", "akkoma/x.webp")
    assert (article.title, article.text) == ("On bread", "How I bake\n\nlong")
    assert one.tags == ("one",)
    assert unsaid.visibility == "me"


def test_markup_is_read_without_harm() -> None:
    assert plain("<script>alert(1)</script><p>kept<style>p{}</style></p>") == "kept"
    assert plain('<a href="javascript:alert(1)">click</a>') == "click"
    assert plain("<ul><li>rye</li><li>salt</li></ul><pre>a\n  b</pre>") == "- rye\n- salt\n\na\nb"
    assert plain('<a href="https://a.example/x">words</a>') == "words (https://a.example/x)"
    assert plain("<div>" * 10_000 + "deep") == "deep"
    assert links('<a href="https://a.example/"><a href="mailto:x">') == ["https://a.example/"]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("a < b &amp;&amp; c > d", "a < b && c > d"),
        ("one<!-- two > three -->four<!-- five", "onefour"),
        ("<P CLASS=x>one</P\n><p>two", "one\n\ntwo"),
        ("<a href=https://a.example/x>words</a>", "words (https://a.example/x)"),
        ("<a href='https://a.example/?a=1&amp;b=2'>x</a>", "x (https://a.example/?a=1&b=2)"),
        ("<svg/>seen<svg>hidden</svg>", "seen"),
        ("<img alt=':blob:' src=x> <b>bold</b><unknown>thing</unknown>", ":blob: boldthing"),
        ("<!doctype html><?php x ?>kept<p", "kept<p"),
        ("&#0;&#x1f33f;&nosuch;", "\ufffd🌿&nosuch;"),
    ],
)
def test_broken_markup_is_read_as_far_as_it_goes(html: str, words: str) -> None:
    assert plain(html) == words


def test_markup_without_end_costs_no_more_than_its_length() -> None:
    for bit in ("<", "<!", "<!--", "</", "<a ", "<a href=", '<a b="', "&", "<p>", "<script>", "<a href=x>"):
        assert len(plain((bit * 65_536)[:65_536])) <= 2 * 65_536


def test_wrong_kinds_everywhere_break_nothing(tmp_path: Path) -> None:
    told = read(SOURCE, made.odd().unfolded(tmp_path))
    assert told.faults
    assert not any(row.at and not 2004 <= row.at.year <= 2100 for row in told.rows)
    assert not any("alert" in row.post.text for row in told.posts() if row.post)
    assert all(len(row.source_id) <= 80 for row in told.posts())


def test_spoiled_exports_break_nothing() -> None:
    for export in (*spoiled(made.archive_with_tables(), SPOILED), *spoiled(made.pixelfed(), SPOILED // 10)):
        with suppress(Unreadable):
            take(SOURCE, export)


def _posts(tmp_path: Path) -> dict[str, Post]:
    """Posts by the numbers they were made with."""
    told: Told = read(SOURCE, made.archive().zipped(tmp_path / "posts.zip"))
    found: list[Row] = told.posts()
    return {row.source_id.rsplit("/", 1)[-1]: row.post for row in found if row.post}
