from django.test import RequestFactory

from redbridge.web import skeleton
from redbridge.web.skeleton import Kept


def test_the_least_used_pieces_go_first() -> None:
    kept = Kept(3_000)
    for name in ("a", "b", "c"):
        kept.keep(name, ([b"x" * 700], []))
    assert kept.find("a")
    kept.keep("d", ([b"x" * 700], []))
    kept.keep("e", ([b"x" * 700], []))
    assert kept.find("b") is None
    assert kept.find("a")
    kept.clear()
    assert kept.find("a") is None


def test_something_too_large_is_not_kept_and_pushes_nothing_else_out_for_good() -> None:
    kept = Kept(1_000)
    pieces: skeleton.Pieces = ([b"x" * 5_000], [])
    assert kept.get("large", lambda: pieces) == pieces
    assert kept.find("large") is None
    kept.keep("small", ([b"x"], []))
    assert kept.find("small")


def test_values_stand_where_their_marks_were() -> None:
    pieces = ([b"<p>", b" and ", b"</p>"], ["first", "second"])
    assert skeleton.join(pieces, {"first": "茶", "second": b"tea"}) == "<p>茶 and tea</p>".encode()


def test_nothing_is_told_without_a_cookie() -> None:
    assert skeleton.flashed(RequestFactory().get("/")) == ""
