from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redbridge.kit.sanitize import ATTRIBUTES, CLASSES, LINKS, TAGS, clean

HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>script>alert(1)<</script>/script>",
    '<img src=x onerror="alert(1)">',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><img src=x onerror=alert(1)></template>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<title><a href='</title><img src=x onerror=alert(1)>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<base href=//evil.example><link rel=stylesheet href=//evil.example>",
    '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    "<style>@import 'https://evil.example'</style>",
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<p class="button overlay" id="content">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt&colon;alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="//evil.example">x</a>',
    '<a href="/\\evil.example">x</a>',
    '<a href="/\t/evil.example">x</a>',
    '<a href="https:evil.example">x</a>',
    '<a href="https://good.example@evil.example">x</a>',
    '<a href="relative/path">x</a>',
    '<a href="?delete=1">x</a>',
    '<a href="/ok" target="_blank" rel="opener" ping="//evil.example" download>x</a>',
    '<a href="/ok" class="button button-main">x</a>',
    '<p hx-get="/settings" hx-trigger="load">x</p>',
    '<p data-hx-post="/n/1/like" data-hx-trigger="load">x</p>',
    '<a href="/ok" hx-boost="true" hx-on:click="alert(1)" hx-on--load="alert(1)">x</a>',
    '<form action="/settings" method="post"><button formaction="//evil.example">x</button></form>',
    "<input autofocus onfocus=alert(1)><select onchange=alert(1)><option>x</select>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<p dir=sideways lang='x\" onclick=alert(1)'>x</p>",
    "<b><p><b><p>" * 50,
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "</p></div></body></html><b>out</b>",
    "\x00<\x00script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


class Seen(HTMLParser):
    """Only what is on the list, wherever a parser meets it."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in {*ATTRIBUTES.get(tag, ()), "rel"}, name
            if name == "href":
                assert value
                assert value.startswith("/") != value.lower().startswith(("http://", "https://"))
                assert not value.startswith("//")
                assert "\\" not in value
            if name == "class":
                assert value in CLASSES[tag]
            if name == "rel":
                assert value == LINKS

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment  # type: ignore[assignment]  # other argument names


def check(html: str) -> None:
    cleaned = clean(html)
    Seen(convert_charrefs=True).feed(cleaned)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_markup(html: str) -> None:
    check(html)
    check(html * 3)
    check(f"<p>{html}</p>")
    check(f'<a href="/x">{html}</a>')


def test_what_is_ours_stays() -> None:
    html = (
        '<p dir="auto" lang="zh-Hans">Tea <b>and</b> <em>cake</em><br>'
        '<a href="/tags/%E8%8C%B6" class="hashtag" rel="nofollow ugc noopener">#茶</a> '
        '<a href="https://example.org/?a=1&amp;b=2" dir="ltr" rel="nofollow ugc noopener">example.org</a></p>'
    )
    assert clean(html) == html


def test_words_stay_where_their_tags_go() -> None:
    assert clean("<h1>Big</h1><div>words</div>") == "Bigwords"


WORDS = (
    "< > </ /> <!-- --> script style a p svg math template select table img href= onload= hx-get= data-hx-get= \" ' ; ="
    " javascript: https://a.b &lt; &#x <![CDATA[ ]]> <? noscript xmp plaintext br li ul"
)
PIECES = st.sampled_from([" ", "\x00", "\n", *WORDS.split(), *(f" {word}" for word in WORDS.split())])


@given(st.lists(PIECES, max_size=40).map("".join) | st.text())
def test_anything_at_all(html: str) -> None:
    check(html)
