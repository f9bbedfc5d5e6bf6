from redbridge.kit.kept import Kept


def test_the_least_used_goes_first() -> None:
    kept = Kept[bytes](3_000, len)
    for name in ("a", "b", "c"):
        kept.keep(name, b"x" * 900)
    assert kept.find("a")
    kept.keep("d", b"x" * 900)
    kept.keep("e", b"x" * 900)
    assert kept.find("b") is None
    assert kept.find("a")
    kept.clear()
    assert kept.find("a") is None


def test_something_too_large_is_not_kept_and_pushes_nothing_else_out_for_good() -> None:
    kept = Kept[bytes](1_000, len)
    assert kept.get("large", lambda: b"x" * 5_000) == b"x" * 5_000
    assert kept.find("large") is None
    kept.keep("small", b"x")
    assert kept.find("small")
