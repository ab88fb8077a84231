"""HTML mode. The cases with their errors follow TDLib's own tests of its parser."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.entities import utf16
from simulator.markup import parse_html
from simulator.refusal import Refused
from simulator.text import formatted, message_text

STADIUM = "🏟 🏟"  # 5 UTF-16 code units, 9 bytes
SURROGATE = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("&#57311;", SURROGATE),
        ("&#xDFDF", SURROGATE),
        (f"{STADIUM}&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        (f"{STADIUM}&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        (f"{STADIUM}&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        (
            f"{STADIUM}&lt;<i    aba>",
            'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 13',
        ),
        (f"{STADIUM}&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        (f"{STADIUM}&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        (f'{STADIUM}&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
        (f"{STADIUM}&lt;</", "Unexpected end tag at byte offset 13"),
        (f"{STADIUM}&lt;<b></b></", "Unexpected end tag at byte offset 20"),
        (f"{STADIUM}&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
        (f"{STADIUM}&lt;<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <", "Unclosed start tag at byte offset 2"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x"', "Unclosed start tag at byte offset 0"),
        ("<a href=x/>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b>unclosed", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ('<tg-emoji emoji-id="9999999999999999999">x</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_wrong_html_is_refused_in_telegrams_words(source: str, error: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_html(source)
    assert refused.value.status == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {error}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("", "", []),
        ("&lt;&gt;&amp;&quot;&laquo;&#12345678;", '<>&"&laquo;&#12345678;', []),
        ("&#233;&#x4eba;&#0;&", "é人&#0;&", []),
        (f"{STADIUM}<i>🏟 &lt🏟</i>", f"{STADIUM}🏟 <🏟", [entity("italic", 5, 6)]),
        ("<b></b>x", "x", []),
        ("<B>x</>", "x", [entity("bold", 0, 1)]),
        ("<strong>a</strong><em>b</em>", "ab", [entity("bold", 0, 1), entity("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [entity("underline", 0, 1), entity("underline", 1, 1)]),
        (
            "<s>a</s><strike>b</strike><del>c</del>",
            "abc",
            [entity("strikethrough", 0, 1), entity("strikethrough", 1, 1), entity("strikethrough", 2, 1)],
        ),
        (
            "<tg-spoiler>a</tg-spoiler><span class='tg-spoiler'>b</span>",
            "ab",
            [entity("spoiler", 0, 1), entity("spoiler", 1, 1)],
        ),
        ("<i>x<b aba = caba>y</b></i>", "xy", [entity("italic", 0, 2), entity("bold", 1, 1)]),
        ("<a href=telegram.org> </a>", " ", [entity("text_link", 0, 1, url="http://telegram.org/")]),
        ("<a href='telegram.org?&lt;'>x</a>", "x", [entity("text_link", 0, 1, url="http://telegram.org/?<")]),
        ("<a>telegram.org</a>", "telegram.org", [entity("text_link", 0, 12, url="http://telegram.org/")]),
        ("<a>no address</a>", "no address", []),
        (
            '<a href="tg://user?id=7">Ana</a>',
            "Ana",
            [entity("text_mention", 0, 3, user={"id": 7, "is_bot": False, "first_name": "Ana"})],
        ),
        ("<code>x</code>", "x", [entity("code", 0, 1)]),
        ("<pre>x</pre>", "x", [entity("pre", 0, 1)]),
        ('<pre><code class="language-fift">x</code></pre>', "x", [entity("pre", 0, 1, language="fift")]),
        (
            '<pre> <code class="language-fift">x</code></pre>',
            " x",
            [entity("pre", 0, 2), entity("code", 1, 1)],
        ),
        ("<blockquote>x</blockquote>", "x", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="5368">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="5368")]),
        ('<tg-time unix="1647531900">then</tg-time>', "then", [entity("date_time", 0, 4, unix_time=1647531900)]),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parse_html(source) == (text, entities)


def test_white_space_around_a_text_goes_and_entities_follow() -> None:
    assert formatted(" \n<b>é 🏟</b> <i> </i>\n", "HTML", None) == ("é 🏟", [entity("bold", 0, 4)])


def test_commands_are_marked_outside_code_and_addresses() -> None:
    text, entities = formatted("/due, https://x.org/mine <code>/find</code> (/menu@suivi_bot)", "HTML", None)
    assert [text[e["offset"] :][: e["length"]] for e in entities] == ["/due", "/find", "/menu@suivi_bot"]
    assert [e["type"] for e in entities] == ["bot_command", "code", "bot_command"]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=5)
TAGS = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "tg-spoiler": "spoiler", "code": "code"}
Tree = tuple[str, list[Any]]
TREES: st.SearchStrategy[Any] = st.recursive(
    WORDS, lambda inner: st.tuples(st.sampled_from(sorted(TAGS)), st.lists(inner, max_size=4)), max_leaves=12
)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def written(node: str | Tree, offset: int, found: list[tuple[int, int, str]]) -> tuple[str, str]:
    """Source and text of a tree that begins at a UTF-16 offset; appends its entities."""
    if isinstance(node, str):
        return escaped(node), node
    source, text = "", ""
    for inner in node[1]:
        more_source, more_text = written(inner, offset + utf16(text), found)
        source, text = source + more_source, text + more_text
    if text:
        found.append((offset, utf16(text), TAGS[node[0]]))
    return f"<{node[0]}>{source}</{node[0]}>", text


@given(TREES)
def test_balanced_html_parses_to_its_text_and_entities(tree: str | Tree) -> None:
    expected: list[tuple[int, int, str]] = []
    source, text = written(tree, 0, expected)
    parsed, entities = parse_html(source)
    assert parsed == text
    assert sorted((e["offset"], e["length"], e["type"]) for e in entities) == sorted(expected)
    units = parsed.encode("utf-16-le")
    assert all(units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in entities)


NOISE = st.lists(
    st.sampled_from(["<", ">", "</", "&", "#", ";", "=", '"', "'", " ", "a", "b", "pre", "code", "href", "class"])
    | st.sampled_from(["<b>", "</b>", "<a href=", "&lt", "&#x", "blockquote", "expandable", "tg-time", "unix", "🏟"])
    | st.text(max_size=3)
).map("".join)


@given(NOISE)
def test_any_string_is_parsed_or_refused(source: str) -> None:
    content: dict[str, Any] = {"text": ""}
    with contextlib.suppress(Refused):
        content = message_text({"text": source, "parse_mode": "HTML"})
    end = utf16(content["text"])
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= end for e in content.get("entities", []))
