"""Files that people send as evidence: what they tell of their author is gone, and what they show is there."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import ExifTags, Image, ImageChops

from domain.errors import FileEmpty, FileNotTaken, FileProtected, FileWithMacros, Refusal
from formats.cleaned_file import cleaned

SECRET = "Maria Évora, +238 555"
PLACE = "14.9177N"


def picture(kind: str = "JPEG", turned: int = 1, size: tuple[int, int] = (64, 32)) -> bytes:
    drawn = Image.linear_gradient("L").resize(size).convert("RGB")
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = SECRET
    exif[ExifTags.Base.Orientation] = turned
    exif.get_ifd(ExifTags.IFD.GPSInfo)[1] = PLACE
    written = io.BytesIO()
    drawn.save(written, kind, exif=exif, **({"comment": SECRET.encode()} if kind == "JPEG" else {}))
    return written.getvalue()


def pdf(password: str = "") -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Author"] = SECRET
    with made.open_metadata() as metadata:
        metadata["dc:creator"] = [SECRET]
    photo = pikepdf.Stream(made, picture())
    photo.Type, photo.Subtype, photo.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DCTDecode
    photo.Width, photo.Height, photo.ColorSpace, photo.BitsPerComponent = 64, 32, pikepdf.Name.DeviceRGB, 8
    made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=photo))
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9])
    note.T, note.Contents = pikepdf.String(SECRET), pikepdf.String("ok")
    made.pages[0].Annots = pikepdf.Array([made.make_indirect(note)])
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    made.attachments["hidden.txt"] = SECRET.encode()
    written = io.BytesIO()
    made.save(written, encryption=pikepdf.Encryption(owner=password, user=password) if password else None)
    return written.getvalue()


def zipped(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def docx(**more: bytes) -> bytes:
    text = f'<w:document><w:ins w:author="{SECRET}" w:date="2026-01-01"><w:t>Kept</w:t></w:ins></w:document>'
    core = f"<cp:coreProperties><dc:creator>{SECRET}</dc:creator></cp:coreProperties>"
    return zipped(
        **{
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": text.encode(),
            "docProps/core.xml": core.encode(),
            "word/media/image1.jpeg": picture(),
            **more,
        }
    )


def xlsx() -> bytes:
    book = Workbook()
    book.properties.creator = SECRET
    book.active["A1"] = "Kept"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def odt() -> bytes:
    meta = f"<office:document-meta><dc:creator>{SECRET}</dc:creator></office:document-meta>"
    text = f"<office:document-content><dc:creator>{SECRET}</dc:creator><text:p>Kept</text:p></office:document-content>"
    kind = b"application/vnd.oasis.opendocument.text"
    return zipped(**{"mimetype": kind, "meta.xml": meta.encode(), "content.xml": text.encode()})


def unpacked(content: bytes) -> bytes:
    """Everything that a file holds, with its parts unpacked."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as made:
            written = io.BytesIO()
            level = pikepdf.StreamDecodeLevel.generalized
            made.save(written, qdf=True, compress_streams=False, stream_decode_level=level)
        return written.getvalue()
    return content


def hidden(content: bytes) -> list[str]:
    """What of the author is found in it, in any of the ways in which such files write text."""
    ways = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
    return [word for word in (SECRET, PLACE, SECRET[:5]) for way in ways if word.encode(way) in unpacked(content)]


@pytest.mark.parametrize("made", [picture, pdf, docx, xlsx, odt], ids=lambda made: made.__name__)
def test_nothing_is_left_of_the_author(made: object) -> None:
    content = made()  # type: ignore[operator]
    assert hidden(content)
    assert hidden(cleaned("a", content).content) == []


@pytest.mark.parametrize(
    ("content", "mime_type", "ending"),
    [
        (picture(), "image/jpeg", "jpg"),
        (picture("PNG"), "image/png", "png"),
        (picture("WEBP"), "image/webp", "webp"),
        (pdf(), "application/pdf", "pdf"),
        (docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        (xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        (odt(), "application/vnd.oasis.opendocument.text", "odt"),
        ("Décret n.º 3 – 人权".encode(), "text/plain", "txt"),
        ("Décret n° 3".encode("cp1252"), "text/plain", "txt"),
    ],
)
def test_a_file_is_known_by_its_content(content: bytes, mime_type: str, ending: str) -> None:
    kept = cleaned("holiday.exe", content)
    assert (kept.mime_type, kept.ending) == (mime_type, ending)
    again = cleaned("b", kept.content)
    assert (again.mime_type, again.ending) == (mime_type, ending)


def test_a_picture_is_turned_upright_and_stays_the_same() -> None:
    kept = Image.open(io.BytesIO(cleaned("a.jpg", picture(turned=6)).content))
    assert kept.size == (32, 64)
    plain = Image.open(io.BytesIO(cleaned("a.jpg", picture()).content)).convert("L")
    before = Image.open(io.BytesIO(picture())).convert("L")
    assert max(high for _, high in [ImageChops.difference(plain, before).getextrema()]) < 16  # type: ignore[misc]


def test_what_a_document_says_is_kept() -> None:
    for content in (docx(), xlsx(), odt()):
        assert b"Kept" in unpacked(cleaned("a", content).content)
    with pikepdf.open(io.BytesIO(cleaned("a.pdf", pdf()).content)) as kept:
        assert len(kept.pages) == 1
        assert "/OpenAction" not in kept.Root
        assert len(kept.attachments) == 0
        assert str(kept.pages[0].Annots[0].Contents) == "ok"
        photo = pikepdf.PdfImage(kept.pages[0].Resources.XObject.Photo).as_pil_image()
        assert photo.size == (64, 32)


BOMB = zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * 201 * 1024 * 1024})


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", FileEmpty),
        (b" \n ", FileEmpty),
        (b"MZ\x90\x00\x03\x00\x00\x00 an executable", FileNotTaken),
        (b"\x7fELF\x02\x01\x01\x00", FileNotTaken),
        (zipped(**{"a.exe": b"MZ"}), FileNotTaken),
        (BOMB, FileNotTaken),
        (picture()[:200], FileNotTaken),
        (pdf()[:300], FileNotTaken),
        (docx()[:-60], FileNotTaken),
        (pdf("secret"), FileProtected),
        (docx(**{"word/vbaProject.bin": b"x"}), FileWithMacros),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), FileNotTaken),
        (b"OggS" + bytes(60), FileNotTaken),
        (b"<svg onload='x'/>\x00", FileNotTaken),
    ],
)
def test_what_may_not_be_kept_is_refused_by_name(content: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        cleaned("holiday.jpg", content)
    assert refused.value == refusal("holiday.jpg")  # type: ignore[call-arg]


@settings(max_examples=150)
@given(st.sampled_from([picture(), picture("PNG"), pdf(), docx(), odt()]), st.data())
def test_a_damaged_file_is_cleaned_or_refused(content: bytes, data: st.DataObject) -> None:
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(damaged)))
    try:
        kept = cleaned("a", bytes(damaged[:cut]))
    except Refusal:
        return
    assert kept.content
