from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redbridge.kit.sanitize import clean
from redbridge.kit.text import tidy
from redbridge.notes.text import _parts, find_hashtags, find_mentions, fold, to_html


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("今天吃了#美食 #慢旅行", ["美食", "慢旅行"]),
        ("#美食#慢旅行#food", ["美食", "慢旅行", "food"]),
        ("#Food #food #ＦＯＯＤ", ["Food"]),
        ("C#major a#b &#39; path/#frag ##x", []),
        ("#1 #2025 but #2025trip", ["2025trip"]),
        ("#हिन्दी #café #kedi·", ["हिन्दी", "café", "kedi·"]),
        ("see https://example.org/page#part, #real", ["real"]),
        ("#日本・旅、#お茶。", ["日本・旅", "お茶"]),
        ("#شاي #чай #tea!", ["شاي", "чай", "tea"]),
        ("#" + "x" * 61, []),
        ("", []),
    ],
)
def test_hashtags(text: str, tags: list[str]) -> None:
    assert find_hashtags(text) == tags


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("hi @Mei, and @lin.", ["mei", "lin"]),
        ("mail mei@example.org or a.b@mei.dev", []),
        ("你好@mei吃了吗 @omar's", ["mei", "omar"]),
        ("@ab@example.social @x", []),
        ("https://example.org/@mei", []),
        ("@mei @MEI", ["mei"]),
    ],
)
def test_mentions(text: str, handles: list[str]) -> None:
    assert find_mentions(text) == handles


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://example.org/a_(b).", "https://example.org/a_(b)"),
        ("(https://example.org/a?b=1&c=2)", "https://example.org/a?b=1&amp;c=2"),
        ("看https://example.cn/路径，好", "https://example.cn/路径"),
        ("HTTP://Example.org!", "HTTP://Example.org"),
        ("'https://example.org/x'", "https://example.org/x"),
    ],
)
def test_addresses_end_where_the_sentence_goes_on(text: str, address: str) -> None:
    assert f'<a href="{address}" dir="ltr" rel="nofollow ugc noopener">' in to_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "https://user@evil.example/",
        "https://",
        "data:text/html,x",
        "//evil.example",
        "xhttps://a.b",
    ],
)
def test_what_is_no_link(text: str) -> None:
    assert "<a" not in to_html(text)


def test_the_whole_markup() -> None:
    html = to_html("Hi <b>@Mei</b> & @nobody\nnext\n\n\n\n#茶", mentions={"mei": "mei"})
    link = '<a href="/@mei" class="mention" dir="ltr" rel="nofollow ugc noopener">@Mei</a>'
    tag = '<a href="/tags/%E8%8C%B6" class="hashtag" dir="auto" rel="nofollow ugc noopener">#茶</a>'
    assert html == (f'<p dir="auto">Hi &lt;b&gt;{link}&lt;/b&gt; &amp; @nobody<br>next</p><p dir="auto">{tag}</p>')


class Seen(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


ODD = st.text(st.sampled_from(list("#＃@＠ab1中美\n <>&\"'/:.()https#\u200d\u202e\u0000[]éا")), max_size=60) | st.text()


@given(ODD)
def test_any_text_becomes_harmless_markup_with_all_its_words(text: str) -> None:
    html = to_html(text, mentions={"ab": "ab"})
    assert clean(html) == html
    seen = Seen(html)
    assert {tag for tag, _ in seen.tags} <= {"p", "a", "br"}
    for tag, attributes in seen.tags:
        assert tag != "a" or str(attributes["href"]).lower().startswith(("http://", "https://", "/tags/", "/@ab"))
    assert "".join(part for _, part in _parts(text)) == text
    if "://" not in text:
        assert "".join(seen.words.split()) == "".join(tidy(text).split())


@given(ODD)
def test_folding_and_tidying_twice_change_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert tidy(tidy(text)) == tidy(text)
    for tag in find_hashtags(text):
        assert find_hashtags(f"#{tag}") == [tag]
