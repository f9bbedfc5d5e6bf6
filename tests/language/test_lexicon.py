"""The learned lexicon: which word stands for which, out of sentences in two languages."""

from pathlib import Path

from redbridge.language import lexicon

SENTENCES = "I like cats.\t我喜欢猫。\nI like dogs.\t我喜欢狗。\nCats sleep.\t猫睡觉。\nDogs sleep.\t狗睡觉。\n"


def test_words_are_learned_from_either_order_of_columns(tmp_path: Path) -> None:
    one, other = tmp_path / "one.tsv", tmp_path / "other.tsv"
    one.write_text(SENTENCES, encoding="utf-8")
    other.write_text("我喜欢猫。\tI like cats.\tsource\nno tab here\n\t\n", encoding="utf-8")

    rows = lexicon.learn(lexicon.read_pairs([one, other]))
    best = {row.chinese: row.english for row in reversed(rows)}

    assert best["猫"] == "cats"
    assert best["狗"] == "dogs"


def test_what_was_learned_is_kept_and_read_again(tmp_path: Path) -> None:
    rows = lexicon.learn((line.split("\t")[0], line.split("\t")[1]) for line in SENTENCES.splitlines())
    path = tmp_path / "lexicon.tsv.xz"

    assert lexicon.write(rows, path) == len({row.chinese for row in rows})
    assert list(lexicon.read(path)) == rows


def test_nothing_teaches_nothing(tmp_path: Path) -> None:
    empty = tmp_path / "empty.tsv"
    empty.write_bytes(b"\xff\xfe\x00\n")
    assert lexicon.learn(lexicon.read_pairs([empty])) == []
