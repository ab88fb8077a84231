"""The page of all screens is there for translators."""

from __future__ import annotations

from pathlib import Path

from gallery import main

from handlers.registry import registry


def test_the_gallery_shows_every_kind_in_every_language(tmp_path: Path) -> None:
    assert main([str(tmp_path / "out.html")]) == 0
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert [kind for kind in registry().kinds if f"<h2>{kind}</h2>" not in page] == []
    for language in ("en", "fr", "pt", "zh"):
        assert page.count(f'<td lang="{language}">') == page.count('<td lang="en">') > 60


def test_the_gallery_says_how_it_is_called() -> None:
    assert main([]) == 2
