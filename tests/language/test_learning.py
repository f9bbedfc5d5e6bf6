"""Reading word by word, words that one saves, and when they come back."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.follows import actions as follows
from redbridge.kit.errors import NotFound, Refused
from redbridge.language import learning
from redbridge.language.actions import vocabulary as actions
from redbridge.language.learning import spacing
from redbridge.language.learning.entries import describe, meant
from redbridge.language.models import Word
from redbridge.language.queries import vocabulary
from redbridge.notes.examples import examples
from tests.cast import signed_in
from tests.interactions.stage import publish

CAPTION = "他得去银行还书。一只猫慢慢地走过来，真的绝绝子！"


def readings(text: str, language: str = "zh-Hans") -> list[str]:
    return [token.reading for token in learning.read(text, language) if token.word]


@pytest.mark.parametrize(
    "text", [CAPTION, "", "😂\n@lin #下雨天 http://a.cn/银行 ¥22！", "No cap, we’re *so* back 🫶 #OOTD"]
)
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en", "es", "und", ""])
def test_the_pieces_are_the_text(text: str, language: str) -> None:
    tokens = learning.read(text, language)
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start : token.end] == token.text for token in tokens)


def test_a_sign_with_more_readings_is_read_by_its_neighbors() -> None:
    assert readings("他得去") == ["tā", "děi", "qù"]
    assert readings("跑得快") == ["pǎo", "de", "kuài"]
    assert readings("还书") == ["huán", "shū"]
    assert readings("还有书")[0] == "háiyǒu"
    assert readings("一只猫") == ["yī", "zhī", "māo"]
    assert readings("银行行长的角色") == ["yínháng", "hángzhǎng", "de", "juésè"]
    assert readings("便宜的东西") == ["piányi", "de", "dōngxi"]
    assert readings("西安") == ["Xī'ān"]


def test_traditional_characters_are_the_same_words() -> None:
    plain, other = learning.read("咖啡馆很安静", "zh-Hans"), learning.read("咖啡館很安靜", "zh-Hant")
    assert [token.word for token in plain] == [token.word for token in other] == ["咖啡馆", "很", "安静"]
    assert [token.text for token in other] == ["咖啡館", "很", "安靜"]


def test_slang_is_one_word_and_names_what_is_kept_none() -> None:
    tokens = learning.read("真的绝绝子 @lin http://a.cn", "zh-Hans")
    assert [token.slang.term for token in tokens if token.slang] == ["绝绝子"]
    assert not any(token.word for token in tokens if "lin" in token.text or "a.cn" in token.text)


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("bought", "buy"),
        ("walking", "walk"),
        ("stopped", "stop"),
        ("cutest", "cute"),
        ("mugs", "mug"),
        ("news", "news"),
        ("letter", "letter"),
        ("this", "this"),
        ("making", "make"),
        ("cities", "city"),
        ("Tea", "tea"),
        ("better", "good"),
        ("only", "only"),
    ],
)
def test_english_words_have_one_form(form: str, word: str) -> None:
    assert learning.clean_word(form, "en") == word


@pytest.mark.parametrize("word", ["", "  ", "!!", "a" * 41, "茶\x00", "12"])
def test_what_is_no_word_is_none(word: str) -> None:
    assert learning.clean_word(word, "zh") == ""


def test_sentences_are_cut_where_they_end() -> None:
    text = "我问：“好吗？”她说好。😂\n第二行… It costs 3.50 at e.g. Joe's. Yes! "
    assert [text[start:end] for start, end in learning.sentences(text)] == [
        "我问：“好吗？”",
        "她说好。😂",
        "第二行…",
        "It costs 3.50 at e.g. Joe's.",
        "Yes!",
    ]
    long = "很长" * 400
    assert "".join(long[start:end] for start, end in learning.sentences(long)) == long


def test_a_text_is_as_hard_as_nine_in_ten_of_its_words() -> None:
    easy = learning.difficulty("我爱你。你好，我是学生。今天很好，我们去学校。", "zh-Hans")
    hard = learning.difficulty("鉴于宏观经济的波动，企业亟需稳健的财务策略与风险管控。", "zh-Hans")
    assert easy is not None
    assert hard is not None
    assert easy.label == "HSK 1"
    assert hard.band > easy.band
    assert learning.difficulty("Hi.", "en") is None
    assert learning.difficulty("Un texto que no es chino ni inglés, por largo que sea.", "es") is None


def test_what_only_leads_elsewhere_comes_last_and_is_readable() -> None:
    boss = describe("老板", "zh")
    assert boss.brief.startswith("boss")
    assert boss.reading == "lǎobǎn"
    assert describe("便宜", "zh").brief.startswith("cheap")
    assert not any("[" in sense or "|" in sense for entry in boss.entries for sense in meant(entry))
    assert describe("walk", "en").meanings
    assert describe("绝绝子", "zh").slang is not None


@pytest.mark.django_db
def test_saved_words_come_back_and_an_answer_can_be_taken_back(dana: Person) -> None:
    row = actions.save_word(dana, language="zh-Hans", word="咖啡館", sentence=" 咖啡館\x00 很 安靜 ", note_id=7)
    assert (row.language, row.word, row.sentence, row.note_id) == ("zh", "咖啡馆", "咖啡館 很 安靜", 7)
    assert [each.id for each in vocabulary.due_words(dana)] == [row.id]
    actions.answer_word(dana, word_id=row.id, answer="good")
    assert vocabulary.due_words(dana) == []
    assert vocabulary.word_counts(dana) == vocabulary.WordCounts(known=0, saved=1, due=0)
    assert sum(count for _day, count in vocabulary.coming_days(dana)) == 1
    again = actions.undo_answer(dana, word_id=row.id)
    assert (again.reviews, again.card) == (0, {})
    assert [each.id for each in vocabulary.due_words(dana)] == [row.id]
    assert actions.undo_answer(dana, word_id=row.id).reviews == 0


@pytest.mark.django_db
def test_each_answer_puts_a_word_off_longer_than_the_one_before(dana: Person) -> None:
    now = timezone.now()
    spans = list(spacing.previews({}, now).values())
    assert spans == sorted(spans)
    assert spans[0] == spacing.SOON
    assert spans[-1] >= timedelta(days=1)
    row = actions.save_word(dana, language="en", word="kettle")
    for step in range(3):
        later = now + timedelta(days=step * 30)
        said = spacing.previews({k: v for k, v in row.card.items() if k != actions.BEFORE}, later)["good"]
        row = actions.answer_word(dana, word_id=row.id, answer="good", at=later)
        assert row.due_at is not None
        assert row.due_at - later == said


@pytest.mark.django_db
def test_words_are_known_saved_or_gone_and_nobody_elses(dana: Person, ken: Person) -> None:
    actions.know_word(dana, language="zh", word="茶")
    actions.save_word(dana, language="en", word="kettles")
    assert vocabulary.word_states(dana, language="zh", words=["茶", "水", ""]) == {"茶": "known"}
    assert vocabulary.word_states(None, language="zh", words=["茶"]) == {}
    assert [row.word for row in vocabulary.words_of(dana, text="kettl")] == ["kettle"]
    assert [row.word for row in vocabulary.words_of(dana, state="known", language="zh")] == ["茶"]
    assert vocabulary.words_of(ken).rows == []
    kettle = Word.objects.get(word="kettle")
    for act in (actions.undo_answer, lambda actor, word_id: actions.answer_word(actor, word_id=word_id, answer="good")):
        with pytest.raises(NotFound):
            act(ken, word_id=kettle.id)
    with pytest.raises(Refused):
        actions.answer_word(dana, word_id=kettle.id, answer="perfect")
    for language, word in (("es", "casa"), ("zh", "!!"), ("en", "")):
        with pytest.raises(Refused):
            actions.save_word(dana, language=language, word=word)
    actions.know_word(dana, language="en", word="kettle")
    assert vocabulary.due_words(dana) == []
    actions.forget_word(dana, language="en", word="kettle")
    assert not Word.objects.filter(word="kettle").exists()


@pytest.mark.django_db
def test_examples_come_from_notes_that_everybody_sees_and_the_reader_may(
    dana: Person, lin: Person, ken: Person
) -> None:
    said = "这家咖啡馆很安静。"
    first = publish(lin, title="成都", caption=said, language="zh-Hans")
    publish(lin, caption=f"只给朋友：{said}", language="zh-Hans", visibility="followers")
    publish(lin, caption="咖啡馆" * 60, language="zh-Hans")
    found = examples(dana, word="咖啡馆", language="zh")
    assert [(each.note_id, each.sentence) for each in found] == [(first.id, said)]
    assert said[found[0].start : found[0].end] == "咖啡馆"
    assert examples(dana, word="咖啡馆", language="zh", besides=first.id) == []
    publish(lin, caption="Two kettles whistle. Quietly.", language="en")
    assert [each.sentence for each in examples(None, word="kettle", language="en")] == ["Two kettles whistle."]
    follows.block(lin, person_id=ken.id)
    assert examples(ken, word="咖啡馆", language="zh") == []


@pytest.mark.django_db
def test_a_note_is_read_saved_and_reviewed_without_script(dana: Person, lin: Person) -> None:
    note = publish(lin, title="银行", caption=CAPTION, language="zh-Hans")
    browser = signed_in(None, dana)
    assert f'href="/n/{note.id}/read"' in browser.get(f"/n/{note.id}").content.decode()
    page = browser.get(f"/n/{note.id}/read?pinyin=all&level=1")
    text = page.content.decode()
    assert page.cookies["pinyin"].value == "all-1"
    assert "word-slang" in text
    assert "děi" in text
    assert 'class="translated' in text or "read-meant" in text
    place = f"/words/zh/银行?n={note.id}&s=2"
    assert "bank" in browser.get(place).content.decode()
    answer = browser.post(f"/words/zh/银行/save?n={note.id}&s=2")
    assert answer.status_code == 303
    row = Word.objects.get(person=dana)
    assert (row.word, row.sentence, row.note_id) == ("银行", "他得去银行还书。", note.id)
    assert "word-saved" in browser.get(f"/n/{note.id}/read").content.decode()
    asked = browser.get("/words/review").content.decode()
    assert "<mark>银行</mark>" in asked
    assert "yín" not in asked
    shown = browser.get(f"/words/review?show={row.id}").content.decode()
    assert "yín" in shown
    after = browser.post("/words/review", {"word": row.id, "answer": "good", "done": "0"})
    assert after["Location"] == f"/words/review?done=1&last={row.id}"
    done = browser.get(after["Location"]).content.decode()
    assert "Done for today" in done
    assert "<svg" in done
    browser.post("/words/undo", {"word": row.id, "done": "1"})
    assert "<mark>银行</mark>" in browser.get("/words/review").content.decode()


@pytest.mark.django_db
def test_a_sentence_is_taken_from_a_note_that_one_may_see(dana: Person, lin: Person) -> None:
    hidden = publish(lin, caption=CAPTION, language="zh-Hans", visibility="followers")
    for query in (f"n={hidden.id}&s=0", f"n={hidden.id}&s=99", "n=1&s=0", "n=a&s=b"):
        assert signed_in(None, dana).post(f"/words/zh/银行/save?{query}").status_code == 303
    row = Word.objects.get(person=dana)
    assert (row.sentence, row.note_id) == ("", None)


@pytest.mark.django_db
def test_words_leave_as_tables_that_no_program_runs(dana: Person) -> None:
    actions.save_word(dana, language="zh", word="银行", sentence="=1+1 银行")
    actions.know_word(dana, language="en", word="tea")
    browser = signed_in(None, dana)
    text = browser.get("/words/words.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert [(row["word"], row["reading"], row["state"]) for row in rows] == [
        ("银行", "yínháng", "saved"),
        ("tea", "", "known"),
    ]
    assert rows[0]["sentence"] == "'=1+1 银行"
    cards = browser.get("/words/words.tsv").content.decode().splitlines()
    assert len(cards) == 4
    assert cards[3].startswith("银行\tyínháng bank")


@pytest.mark.django_db
def test_the_way_to_reading_is_shown_to_who_needs_it(dana: Person, lin: Person) -> None:
    english = publish(dana, caption="We walked to the old bridge and had tea there. It rained.", language="en")
    chinese = publish(lin, caption=CAPTION, language="zh-Hans")
    spanish = publish(lin, caption="Hoy llueve en la ciudad.", language="es")
    shown = [
        f"/n/{note.id}/read" in Client().get(f"/n/{note.id}").content.decode() for note in (english, chinese, spanish)
    ]
    assert shown == [False, True, False]
    assert f"/n/{english.id}/read" in Client().get(f"/n/{english.id}?hl=zh-hans").content.decode()
