from django.test import RequestFactory

from redbridge.web import skeleton


def test_values_stand_where_their_marks_were() -> None:
    pieces = ([b"<p>", b" and ", b"</p>"], ["first", "second"])
    assert skeleton.join(pieces, {"first": "茶", "second": b"tea"}) == "<p>茶 and tea</p>".encode()


def test_nothing_is_told_without_a_cookie() -> None:
    assert skeleton.flashed(RequestFactory().get("/")) == ""
