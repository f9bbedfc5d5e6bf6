"""Every engine against a service that speaks its protocol, politely and not."""

import json
import time
from collections.abc import Iterator
from random import Random

import pytest

from redbridge.language import asking, endpoints
from redbridge.language.asking import Asked, Said
from redbridge.language.engines import apertium, registry
from redbridge.language.engines.protocol import Engine, EngineFailed
from redbridge.language.masking import mask
from tests.language.elsewhere import Service, service
from tests.language.test_masking import TOKENS

KINDS = ["openai", "deepl", "libretranslate"]
TEXT = "Thanks @ana for the coat, only $27.50 at https://example.org/a?b=1&c=2 😂 #ootd & more <3"


@pytest.fixture
def elsewhere() -> Iterator[Service]:
    with service() as here:
        yield here


def ask(engine: Engine, *texts: str, seconds: float = 5, source: str = "en", target: str = "es") -> list[Said]:
    asked = [Asked(mask(text), "comment") for text in texts]
    return asking.ask(engine, asked, source, target, until=time.monotonic() + seconds)


def restored(text: str, said: Said) -> str:
    assert said.text is not None, said.fault
    return mask(text).fill(said.text) or ""


@pytest.mark.parametrize("kind", KINDS)
def test_everything_protected_comes_through(elsewhere: Service, kind: str) -> None:
    words = restored(TEXT, ask(elsewhere.engine(kind), TEXT)[0])
    assert all(token in words for token in mask(TEXT).tokens)
    assert words.startswith("Tháñkš @ana")
    assert "<3" in words
    assert "& móré" in words


def _any_texts(count: int) -> list[str]:
    """Words and tokens thrown together, the same on every run."""
    chance = Random(7)
    words = ["I like", "the soup", "is big", "good morning", "see you", "again and again", "so", ".", "!"]
    return [
        " ".join(part for _ in range(chance.randint(2, 5)) for part in (chance.choice(words), chance.choice(TOKENS)))
        for _number in range(count)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_any_tokens_survive_every_service(elsewhere: Service, kind: str) -> None:
    texts = _any_texts(40)
    for text, said in zip(texts, ask(elsewhere.engine(kind), *texts), strict=True):
        assert sorted(mask(restored(text, said)).tokens) == sorted(mask(text).tokens)
    assert not any(token in " ".join(elsewhere.texts) for token in TOKENS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_one_request_with_the_key_and_without_names(elsewhere: Service, kind: str) -> None:
    ask(elsewhere.engine(kind), "One good thing", "Another good thing from @ana", "mail me: ana@example.org")
    assert len(elsewhere.asked) == 1
    assert "ana" not in json.dumps(elsewhere.texts)
    assert "key" in elsewhere.headers[0].get("authorization", "") + str(elsewhere.asked[0].get("api_key"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ((200, "text/html", b"<h1>Welcome</h1>"), "type"),
        ((200, "application/json", b"{"), "broken"),
        ((200, "application/json", b"[]"), "broken"),
        ((200, "application/json", b'{"choices": [], "translations": 3}'), "broken"),
        ((200, "application/json", b'"' + b"a" * 3_000_000 + b'"'), "large"),
        ((500, "application/json", b"{}"), "status"),
        ((429, "application/json", b"{}"), "busy"),
        ((456, "application/json", b"{}"), "quota"),
        ((403, "application/json", b"{}"), "key"),
        ((413, "application/json", b"{}"), "long"),
        ((302, "application/json", b""), "status"),
    ],
)
def test_a_bad_answer_is_named(elsewhere: Service, kind: str, raw: tuple[int, str, bytes], code: str) -> None:
    elsewhere.raw = raw
    with pytest.raises(EngineFailed) as failed:
        ask(elsewhere.engine(kind), "Good morning to you all")
    assert failed.value.code == code


@pytest.mark.parametrize("kind", KINDS)
def test_a_slow_service_is_not_waited_for(elsewhere: Service, kind: str) -> None:
    elsewhere.pause = 0.4
    with pytest.raises(EngineFailed) as failed:
        ask(elsewhere.engine(kind), "Good morning to you all", seconds=0.1)
    assert failed.value.code == "slow"


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_there(kind: str) -> None:
    (endpoint,) = endpoints.parse(f"{kind}+http://k@127.0.0.1:9/?model=m")
    with pytest.raises(EngineFailed) as failed:
        ask(registry.made(endpoint), "Good morning to you all")
    assert failed.value.code == "unreachable"


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_count_is_asked_for_one_by_one(elsewhere: Service, kind: str) -> None:
    elsewhere.drop = 1
    found = ask(elsewhere.engine(kind), "Good morning to you all", "And a good night, too")
    assert [said.fault for said in found] == ["count", "count"]
    assert len(elsewhere.asked) == 3


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "turn",
    [
        lambda text: text.replace("0", "7"),
        lambda text: text + text,
        lambda text: text + " @bob",
        lambda text: text + " https://evil.example/",
        lambda _text: "",
    ],
    ids=["changed", "doubled", "a name", "a link", "nothing"],
)
def test_what_breaks_the_marks_is_not_used(elsewhere: Service, kind: str, turn: object) -> None:
    elsewhere.turn = turn  # type: ignore[assignment]  # a lambda
    text = "Good morning @ana and all of you"
    (said,) = ask(elsewhere.engine(kind), text)
    assert said.text is None or mask(restored(text, said)).tokens == ("@ana",)  # machines are asked again in pieces
    assert said.text is None or kind != "openai"


def test_lost_marks_are_saved_by_translating_the_pieces(elsewhere: Service) -> None:
    elsewhere.turn = lambda text: text.replace("⟦", "(").replace("⟧", ")").replace("o", "ó")
    text = "Good morning @ana and all of you"
    assert restored(text, ask(elsewhere.engine("libretranslate"), text)[0]) == "Góód mórning @ana and all óf yóu"


def test_a_model_may_say_nothing_beside_its_array(elsewhere: Service) -> None:
    elsewhere.extra = {"note": "I translated this for you."}
    with pytest.raises(EngineFailed) as failed:
        ask(elsewhere.engine("openai"), "Good morning to you all")
    assert failed.value.code == "broken"


@pytest.mark.parametrize(
    ("text", "name", "place", "is_local"),
    [
        ("openai+http://127.0.0.1:11434/v1?model=qwen", "qwen", "here", True),
        ("openai+https://k@api.example.com/v1?model=m&name=Big+one&place=EU", "Big one", "EU", False),
        ("deepl://abc:fx@", "DeepL", "DeepL, EU", False),
        ("deepl://abc@?budget=5", "DeepL", "DeepL, EU", False),
        ("libretranslate+http://lt.lan:5000?local=true", "LibreTranslate", "lt.lan", True),
    ],
)
def test_services_are_read_from_the_setting(text: str, name: str, place: str, is_local: bool) -> None:
    (found,) = endpoints.parse(text)
    assert (found.name, found.place, found.is_local) == (name, place, is_local)
    assert "abc" not in repr(found)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org", "openai+https://k@api.example.com/v1", "libretranslate+http://k@example.org",
        "deepl://secret@?budget=many", "openai+http://127.0.0.1:99999/v1?model=m", "libretranslate+https://",
        "deepl://a@ deepl://b@", "openai+https://secret@h.example/v1?model=m&colour=red",
    ],
)  # fmt: skip
def test_what_is_no_service_is_refused_without_its_key(text: str) -> None:
    with pytest.raises(ValueError) as wrong:  # noqa: PT011 - the settings name it
        endpoints.parse(text)
    assert "secret" not in str(wrong.value)


@pytest.mark.skipif(not apertium.is_installed(), reason="Apertium's eng-spa is not installed (apt: apertium-eng-spa)")
def test_apertium_for_real() -> None:
    texts = ["The house is big. I like it @ana", "hello\n\nMy cat is called #cat https://example.org/b?c 😂", "😂"]
    first, second, third = ask(apertium.Apertium(), *texts)
    assert restored(texts[0], first).startswith("La casa es grande.")
    assert restored(texts[0], first).endswith("@ana")
    assert restored(texts[1], second).startswith("hola\n\nMi gato")
    assert "https://example.org/b?c" in restored(texts[1], second)
    assert third.text == "⟦0⟧"


@pytest.mark.skipif(not apertium.is_installed(), reason="Apertium's eng-spa is not installed (apt: apertium-eng-spa)")
def test_any_tokens_survive_apertium() -> None:
    texts = _any_texts(40)
    for text, said in zip(texts, ask(apertium.Apertium(), *texts), strict=True):
        assert said.text is None or sorted(mask(restored(text, said)).tokens) == sorted(mask(text).tokens)


@pytest.mark.skipif(not apertium.is_installed(), reason="Apertium's eng-spa is not installed (apt: apertium-eng-spa)")
def test_apertium_ends_at_its_limit() -> None:
    with pytest.raises(EngineFailed) as failed:
        ask(apertium.Apertium(), "The house is big", seconds=0.01)
    assert failed.value.code == "slow"
