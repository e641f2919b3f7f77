"""Opens pictures and writes them anew: what is kept is the picture alone, turned as it was meant to be seen.

Written anew, a picture has lost where and with what it was taken, and whatever else was hidden in its file.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

from bot.files.refusing import RefusedFile
from handlers.file_note import FileKind

_FORMATS: dict[FileKind, str] = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_MOST_PIXELS = 60_000_000
"""A phone takes up to 50 million; opened, each needs three or four bytes."""
_QUALITY = 90
_SHOWN = frozenset({"transparency"})
"""What Pillow keeps beside the pixels and is part of the picture."""
_SAVED_AS: dict[FileKind, frozenset[str]] = {
    "jpeg": frozenset({"L", "RGB"}),
    "png": frozenset({"1", "L", "LA", "P", "RGB", "RGBA"}),
    "webp": frozenset({"RGB", "RGBA"}),
}

Image.MAX_IMAGE_PIXELS = None  # else Pillow warns of large pictures, which are refused here


def rewritten(kind: FileKind, content: bytes) -> bytes:
    """The picture of a file, in a new file of the same kind; raises RefusedFile (pixels, broken)."""
    try:
        with Image.open(BytesIO(content), formats=(_FORMATS[kind],)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise RefusedFile("pixels")
            picture.load()
            return _written(kind, picture)
    except RefusedFile:
        raise
    except Exception as error:  # a decoder may raise anything at what was made to break it
        raise RefusedFile("broken") from error


def _written(kind: FileKind, picture: Image.Image) -> bytes:
    kept = ImageOps.exif_transpose(picture) if _is_turned(picture) else picture
    kept.info = {key: value for key, value in kept.info.items() if key in _SHOWN}
    if kept.mode not in _SAVED_AS[kind]:
        kept = kept.convert("RGBA" if "A" in kept.mode and kind != "jpeg" else "RGB")
        kept.info = {}
    file = BytesIO()
    if isinstance(picture, JpegImageFile):
        tables, sampling = picture.quantization, get_sampling(picture)
        kept.save(file, "JPEG", qtables=tables, subsampling=sampling)  # as it was: nearly nothing is lost
    elif kind == "png":
        kept.save(file, "PNG")
    else:
        kept.save(file, "WEBP", quality=_QUALITY)
    return file.getvalue()


def _is_turned(picture: Image.Image) -> bool:
    """Whether the file says that the picture is to be shown turned or mirrored (Exif tag Orientation)."""
    try:
        return bool(picture.getexif().get(0x0112, 1) != 1)
    except Exception:  # the photo may be whole where what the camera wrote beside it is not
        return False
