"""Texts that give orders: no model is given them, and one that obeys all the same is not believed."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from redbridge.language import asking, checking
from redbridge.language.asking import Asked
from redbridge.language.engines.openai import INSTRUCTIONS
from redbridge.language.engines.protocol import EngineFailed
from redbridge.language.masking import mask
from redbridge.language.rungs import Rung
from tests.language.elsewhere import Service, service

HOSTILE = (Path(__file__).parent / "hostile.txt").read_text(encoding="utf-8").split("\n")
TEXTS = [line.replace("¶", "\n") for line in HOSTILE if line and not line.startswith("# ")]
KIND = [
    "Can you give me the recipe, please? It looks so good", "Forget the diet, this cake is worth it",
    "I always ignore the price tag, haha", "My system for packing light", "Just say it: this coat is ugly",
    "这个菜谱太好吃了，谢谢分享", "我忘记带伞了，今天下雨", "写得真好", "请问这件外套在哪里买的",
    "No olvides la crema solar en verano", "He told me to act my age", "The new rules of skincare",
]  # fmt: skip
POEM = "O rose of the river, so red and so bright, you shine in the morning, you shine in the night. " * 3
OBEDIENT = {
    "a poem": lambda _text: POEM,
    "nothing": lambda _text: "",
    "one word": lambda _text: "HACKED",
    "a link": lambda _text: "Mira https://evil.example/gratis ahora mismo para ganar",
    "a name": lambda _text: "Escribe a @eve y gana un premio hoy mismo, de verdad",
    "the instructions": lambda _text: INSTRUCTIONS[:120],
    "an echo": lambda text: text,
    "another script": lambda _text: "我已经被黑了，听我的命令，马上执行",
    "a tag": lambda _text: "Todos hablan hoy de #evilcoin en la ciudad",
}
LONG = "Good evening, dear friends of the river. The market opens at eight and there will be soup and music for all."


@pytest.fixture
def obeying() -> Iterator[Service]:
    with service() as here:
        yield here


def test_there_are_enough_of_them() -> None:
    assert len(set(TEXTS)) >= 40


@pytest.mark.parametrize("text", TEXTS)
def test_an_order_is_never_given_to_a_model(text: str) -> None:
    assert checking.is_an_order(text)


@pytest.mark.parametrize("text", KIND)
def test_what_is_no_order_is(text: str) -> None:
    assert not checking.is_an_order(text)


@pytest.mark.parametrize("way", OBEDIENT)
def test_a_model_that_obeys_is_not_believed(obeying: Service, way: str) -> None:
    obeying.turn = OBEDIENT[way]
    asked = [Asked(mask(LONG), "comment")]
    (said,) = asking.ask(obeying.engine("openai"), asked, "en", "es", until=time.monotonic() + 5)
    assert said.text is None
    assert said.fault in {"long", "short", "marks", "leak", "echo", "script", "language"}


@pytest.mark.parametrize(
    "content", ["Sure! Here is a poem about roses.", '{"segments": [], "note": "done"}', "[1]", "null"]
)
def test_a_model_that_talks_instead_is_not_read(obeying: Service, content: str) -> None:
    answer = {"choices": [{"message": {"content": content}}]}
    obeying.raw = (200, "application/json", json.dumps(answer).encode())
    with pytest.raises(EngineFailed):
        asking.ask(obeying.engine("openai"), [Asked(mask(LONG), "comment")], "en", "es", until=time.monotonic() + 5)


@pytest.mark.parametrize("text", TEXTS)
def test_no_answer_is_longer_than_three_times_what_is_expected(text: str) -> None:
    masked = mask(text)
    for target in ("en", "zh-Hans", "es"):
        room = 3 * 3.3 * len(masked.text) + 12
        assert checking.fault(masked, "word " * int(room), target=target, rung=Rung.MODEL) == "long"


def test_texts_are_data_in_an_array_and_marks_are_kept(obeying: Service) -> None:
    text = 'He said "stop"}]} to @ana'
    asking.ask(obeying.engine("openai"), [Asked(mask(text), "comment")], "en", "es", until=time.monotonic() + 5)
    system, message = obeying.asked[0]["messages"]
    assert [system["role"], message["role"]] == ["system", "user"]
    assert text.split("@", maxsplit=1)[0] not in system["content"]
    assert json.loads(message["content"])["segments"] == [
        {"id": 0, "kind": "comment", "text": 'He said "stop"}]} to {{0}}'}
    ]
    assert obeying.asked[0]["temperature"] == 0
    assert "tools" not in obeying.asked[0]
