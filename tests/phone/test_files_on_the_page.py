"""Files go up and come down on the page: documents, pictures, by the button and by drag and drop."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from demo_thread import Running
from hand import Hand, until
from selenium import webdriver
from selenium.webdriver.common.by import By

Taken = Callable[[str], Hand]
DROP = """
const [target, name, text] = arguments, carried = new DataTransfer();
carried.items.add(new File([text], name, {type: 'text/csv'}));
for (const kind of ['dragenter', 'dragover', 'drop'])
    target.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
"""


def _picture(width: int, height: int) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _sent(demo: Running, name: str) -> list[tuple[str, bytes]]:
    """(kind, content) of the files that somebody has sent to the bot."""
    messages = demo.person(name).chat.messages.values()
    kinds = ("document", "photo")
    return [
        (next(kind for kind in kinds if kind in one.content), one.file.content)
        for one in list(messages)
        if one.file and not one.from_bot
    ]


def test_a_document_goes_up_with_its_caption(hand: Taken, demo: Running, tmp_path: Path) -> None:
    coordinator = hand("coordinator").has_begun()
    file = tmp_path / "états <1>.csv"
    file.write_bytes(b"a;b\n1;2\n")
    coordinator.find("textarea").send_keys("la liste")
    coordinator.sends(file)
    until(lambda: _sent(demo, "Nadège") == [("document", b"a;b\n1;2\n")], "the file")
    until(lambda: coordinator.mine()[-1:] and "états <1>.csv" in coordinator.mine()[-1], "the file on the page")
    assert "la liste" in coordinator.mine()[-1]
    until(lambda: coordinator.find("textarea").get_attribute("value") == "", "the field to be empty")


def test_a_file_that_is_dropped_goes_up(hand: Taken, demo: Running, page: webdriver.Chrome) -> None:
    signing = hand("signing").has_begun()
    page.execute_script(DROP, signing.find(".chat"), "dropped.csv", "x,y")
    until(lambda: _sent(demo, "Anselmo") == [("document", b"x,y")], "the file")
    assert not signing.find(".drop").is_displayed()


def test_a_picture_goes_up_and_is_shown(hand: Taken, demo: Running, page: webdriver.Chrome, tmp_path: Path) -> None:
    health = hand("health").has_begun()
    file = tmp_path / "grey.png"
    file.write_bytes(_picture(60, 40))
    health.sends(file)
    image = until(lambda: health.all(".mine img"), "the picture")[0]
    until(lambda: page.execute_script("return arguments[0].naturalWidth", image) == 60, "the picture to be loaded")
    assert [kind for kind, _ in _sent(demo, "Meilin")] == ["photo"]


def test_what_the_bot_sends_comes_down(hand: Taken, demo: Running, downloads: Path) -> None:
    education = hand("education").has_begun()
    dulce = demo.person("Dulce")
    page = b"<script>alert(1)</script>"
    demo.bot(lambda bot: bot.send_document(dulce.id, page, filename="relatório.html", caption="aqui está"))
    entry = education.sees("aqui está")
    assert "relatório.html" in entry.text
    entry.find_element(By.CSS_SELECTOR, "a.file").click()
    until((downloads / "relatório.html").exists, "the file in the folder")
    assert (downloads / "relatório.html").read_bytes() == page
    demo.bot(lambda bot: bot.send_photo(dulce.id, _picture(30, 20), caption="imagem"))
    assert education.sees("imagem").find_elements(By.CSS_SELECTOR, "img[alt^=Imagem]")
