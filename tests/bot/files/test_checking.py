"""What is kept of a file: only the kinds that are allowed, by their content, and of a picture only what is seen."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from bot.files.checking import check
from bot.files.refusing import RefusedFile
from handlers.file_note import FileKind, FileProblem
from tests.bot.files.samples import CANARY, jpeg, opened, pdf, png, webp


def archive() -> bytes:
    """A zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a.html", "<script>")
    return file.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A tiny PNG file of a picture of any size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    lines = zlib.compress(bytes((width // 8 + 1) * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED: list[tuple[str, bytes, FileProblem]] = [
    ("nothing", b"", "empty"),
    ("a script in a drawing", SVG, "type"),
    ("a drawing after white space", b"\n  " + SVG, "type"),
    ("a page", b"<!doctype html><script>alert(1)</script>", "type"),
    ("a program", b"MZ\x90\x00" + bytes(200), "type"),
    ("an archive", archive(), "type"),
    ("an animation", b"GIF89a" + bytes(200), "type"),
    ("a photo of another kind", b"\x00\x00\x00\x18ftypheic" + bytes(200), "type"),
    ("the beginning of a photo", jpeg()[:200], "broken"),
    ("a photo in name only", b"\xff\xd8\xff\xe0" + b"x" * 500, "broken"),
    ("a sound in WebP's wrapping", b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40), "type"),
    ("a picture for nobody's screen", bomb(60_000, 60_000), "pixels"),
    ("a picture of a line", bomb(2, 40_000_000), "pixels"),
    ("a PDF cut short", pdf()[:-40], "broken"),
    ("a PDF with nothing in it", b"%PDF-1.7\nstartxref\n0\n%%EOF\n", "broken"),
    ("a PDF behind something else", b"GIF89a" + pdf(), "type"),
    ("a PDF that is an archive too", pdf(after=archive()), "type"),
    ("a PDF with a password", pdf(b"/Encrypt 5 0 R"), "locked"),
    ("a PDF with a password told in place", pdf(b"/Encrypt<</Filter/Standard>>"), "locked"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "problem"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED])
def test_what_is_refused(content: bytes, problem: FileProblem) -> None:
    """Each for its own reason, which the citizen is told."""
    with pytest.raises(RefusedFile) as refused:
        check(content)
    assert refused.value.problem == problem


@pytest.mark.parametrize(("kind", "content"), [("jpeg", jpeg()), ("png", png()), ("webp", webp())])
def test_a_picture_keeps_nothing_but_the_picture(kind: FileKind, content: bytes) -> None:
    """Where it was taken, by what and by whom is gone; what is to be seen is not."""
    assert CANARY.encode() in content
    checked = check(content)
    assert checked.kind == kind
    assert CANARY.encode() not in checked.content
    kept = opened(checked.content)
    assert len(kept.getexif()) == 0
    assert kept.size == (40, 20)
    red, _, blue = kept.convert("RGB").getpixel((2, 2))  # type: ignore[misc]
    assert (red > 200, blue < 60) == (True, True)


def test_what_is_hidden_behind_a_picture_is_gone() -> None:
    """A photo that is an archive too is kept as a photo alone."""
    for content in (jpeg() + archive(), png() + archive(), jpeg() + b"<?php system($_GET[0]); ?>"):
        kept = check(content).content
        assert not zipfile.is_zipfile(io.BytesIO(kept))
        assert b"<?php" not in kept


def test_a_photo_stands_upright() -> None:
    """Without the note that it is to be turned, it must be turned itself: the left half comes to stand on top."""
    kept = opened(check(jpeg(turned=6)).content)
    assert kept.size == (20, 40)
    red, _, blue = kept.getpixel((10, 2))  # type: ignore[misc]
    assert (red > 200, blue < 60) == (True, True)


@pytest.mark.parametrize("mode", ["L", "CMYK", "1", "P", "RGBA", "LA", "I;16"])
def test_pictures_of_every_mode_are_kept(mode: str) -> None:
    """Scanners write grey, black and white; printers' photos have four colours; screenshots are see-through."""
    kind = "JPEG" if mode in {"L", "CMYK"} else "PNG"
    file = io.BytesIO()
    Image.new(mode, (30, 30)).save(file, kind)
    assert opened(check(file.getvalue()).content).size == (30, 30)


def test_a_photo_with_a_broken_note_of_its_camera_is_kept() -> None:
    """What is to be seen is whole."""
    content = jpeg().replace(b"Exif\x00\x00", b"Exif\x00\x00\xff\xff\xff", 1)
    assert opened(check(content).content).size == (40, 20)


def test_a_see_through_picture_stays_so() -> None:
    """A palette with a transparent colour."""
    file = io.BytesIO()
    Image.new("P", (8, 8), 0).save(file, "PNG", transparency=0)
    assert opened(check(file.getvalue()).content).convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_the_same_photo_is_kept_as_the_same_bytes() -> None:
    """So that it is one file on the disk, however often it is sent."""
    assert check(jpeg()) == check(jpeg())


@pytest.mark.parametrize("after", [b"", b"\r\n", b"\n\n\x00\x00"])
def test_a_document_is_kept_byte_for_byte(after: bytes) -> None:
    """A signature covers every byte."""
    content = pdf(after=after)
    checked = check(content)
    assert (checked.kind, checked.content) == ("pdf", content)
