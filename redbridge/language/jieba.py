"""Cutting Chinese into words. rjieba carries a dictionary of 34 MB: a process loads it with the first text it cuts."""

from collections.abc import Sequence


def cut(text: str, *, hmm: bool = True) -> Sequence[str]:
    """The words of a text in order; `hmm` lets it guess words that its dictionary lacks."""
    import rjieba  # noqa: PLC0415 - see above

    return rjieba.cut(text, hmm=hmm)


def tag(text: str, *, hmm: bool = True) -> Sequence[tuple[str, str]]:
    """The words with what kind of word each is."""
    import rjieba  # noqa: PLC0415 - the same

    return rjieba.tag(text, hmm=hmm)
