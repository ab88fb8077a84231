"""Every screen in the four languages side by side, as a page for translators: python -m tests.views.gallery OUT.html.

With --largest, the screens at the largest that can be.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import Any

from domain.language import INTERFACE, NATIVE_NAMES
from handlers.registry import registry
from views.message import Message
from views.texts import texts

sys.path.insert(0, str(Path(__file__).parent))
from samples import LARGEST, ORDINARY

STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 1em; background: #eef1f4; color: #17212b }
table { border-collapse: separate; border-spacing: 12px; table-layout: fixed; width: 100% }
th { text-align: start; font-size: 13px; color: #55626e } td { vertical-align: top }
.message { background: #fff; border-radius: 10px; padding: .6em .8em; white-space: pre-wrap; overflow-wrap: anywhere }
.row { display: flex; gap: 4px; margin-top: 4px }
.row span { flex: 1; background: #cfe3f5; border-radius: 6px; padding: .3em; text-align: center; font-size: 13px }
blockquote { border-inline-start: 3px solid #7aa7d0; margin: 0; padding-inline-start: .6em }
h2 { font-size: 16px; margin: 1em 12px 0 }
"""


def page(samples: dict[str, tuple[Any, ...]]) -> str:
    """The page of all the samples."""
    heads = "".join(f"<th>{NATIVE_NAMES[language]}</th>" for language in INTERFACE)
    parts = [
        f"<h2>{escape(kind)}</h2><table><tr>{heads}</tr>{''.join(_row(kind, values) for values in several)}</table>"
        for kind, several in samples.items()
    ]
    return (
        f"<!doctype html><meta charset=utf-8><title>Suivi: every screen</title><style>{STYLE}</style>{''.join(parts)}\n"
    )


def _row(kind: str, values: Any) -> str:
    cells = (_screen(registry().kinds[kind].render(texts(language), values), language) for language in INTERFACE)
    return f"<tr>{''.join(cells)}</tr>"


def _screen(message: Message, language: str) -> str:
    rows = "".join(
        f'<div class="row">{"".join(f"<span>{escape(button.label)}</span>" for button in row)}</div>'
        for row in message.keyboard
    )
    return f'<td lang="{language}"><div class="message">{message.html}</div>{rows}</td>'


def main(arguments: list[str]) -> int:
    """Write the page to the file named."""
    names = [name for name in arguments if not name.startswith("-")]
    if len(names) != 1:
        sys.stderr.write(str(__doc__))
        return 2
    Path(names[0]).write_text(page(LARGEST if "--largest" in arguments else ORDINARY), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
