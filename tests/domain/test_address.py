"""Which addresses are kept as evidence: public pages, as far as their names tell."""

from __future__ import annotations

import pytest

from domain.errors import AddressNotTaken
from domain.evidence import LONGEST_ADDRESS, address_of, looks_like_address


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.gov.example/law?x=1#y", "https://www.gov.example/law?x=1#y"),
        ("HTTP://example.org", "HTTP://example.org"),
        (" www.example.org/a ", "https://www.example.org/a"),
        ("example.org", "https://example.org"),
        ("https://司法部.中国/法律", "https://司法部.中国/法律"),
        ("https://xn--fiqs8s.xn--fiqs8s/", "https://xn--fiqs8s.xn--fiqs8s/"),
        ("https://8.8.8.8/law", "https://8.8.8.8/law"),
        ("https://example.org:8443/law", "https://example.org:8443/law"),
    ],
)
def test_a_public_page_is_kept_with_its_scheme(typed: str, kept: str) -> None:
    assert looks_like_address(typed)
    assert address_of(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)", "file:///C:/law.docx", "ftp://example.org", "mailto:a@example.org", "data:text/html,x",
        "tg://resolve?domain=x", "http://localhost", "http://localhost:8080/x", "http://127.0.0.1/", "http://[::1]/",
        "http://10.0.0.1/", "http://169.254.169.254/latest", "http://[fd00::1]/", "https://server/law", "http://2130706433/",
        "http://0x7f.1/", "https://wiki.intranet/law", "https://printer.local", "https://user@example.org/",
        "https://a:b@example.org/", "https://example.org:99999/", "https://example.org:0/", "https://[bad/", "https://",
        f"https://example.org/{'x' * LONGEST_ADDRESS}",
    ],
)  # fmt: skip
def test_what_nobody_else_can_open_is_refused(typed: str) -> None:
    assert looks_like_address(typed)
    with pytest.raises(AddressNotTaken):
        address_of(typed)


@pytest.mark.parametrize(
    "typed", ["", "A law was adopted.", "see https://example.org", "2026", "no", "30/06/2026", "ok."]
)
def test_words_are_no_address(typed: str) -> None:
    assert not looks_like_address(typed)
