"""The paper's typeface: Liberation Serif, all four faces, registered once and measured here.

It has the widths of Times New Roman, which NĐ 30/2020 asks for, and every Vietnamese letter.
Nothing substitutes a letter it lacks, so text is checked before a page is written.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from thidua_desktop import assets
from thidua_desktop.errors import UnprintableTextError

REGULAR: Final = "ThiDuaSerif"
BOLD: Final = "ThiDuaSerif-Bold"
ITALIC: Final = "ThiDuaSerif-Italic"
BOLD_ITALIC: Final = "ThiDuaSerif-BoldItalic"
ASCENT: Final = 0.891
DESCENT: Final = 0.216

_FILES: Final = {
    REGULAR: "LiberationSerif-Regular.ttf",
    BOLD: "LiberationSerif-Bold.ttf",
    ITALIC: "LiberationSerif-Italic.ttf",
    BOLD_ITALIC: "LiberationSerif-BoldItalic.ttf",
}
_FACES: Final = {
    (False, False): REGULAR,
    (True, False): BOLD,
    (False, True): ITALIC,
    (True, True): BOLD_ITALIC,
}
_NEAR: Final = 40


def face(*, bold: bool = False, italic: bool = False) -> str:
    """Return the font name of a face."""
    return _FACES[bold, italic]


@cache
def _font(name: str) -> TTFont:
    font = TTFont(name, str(assets.resource(f"fonts/{_FILES[name]}")))
    pdfmetrics.registerFont(font)
    return font


def register() -> None:
    """Make every face known to reportlab; costs nothing after the first time."""
    for name in _FILES:
        _font(name)


@lru_cache(maxsize=20_000)
def width(text: str, name: str, size: float) -> float:
    """Return how wide `text` is, in points."""
    widths = _font(name).face.charWidths
    return float(sum([widths.get(ord(letter), 0) for letter in text])) * size / 1000


def printable(text: str) -> str:
    """Return `text` in NFC without invisible characters (soft hyphen, zero-width space)."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():
        return composed
    return "".join(
        " " if letter.isspace() else letter
        for letter in composed
        if unicodedata.category(letter) not in {"Cf", "Cc"} or letter.isspace()
    )


def check(texts: Iterable[tuple[str, str]]) -> None:
    """Raise UnprintableTextError, naming every letter that has no glyph in its (font, text)."""
    lacking: dict[str, str] = {}
    for name, text in texts:
        for letter in set(text) - _letters(name):
            lacking.setdefault(letter, text)
    if lacking:
        near = next(iter(lacking.values()))
        raise UnprintableTextError(tuple(sorted(lacking)), near[:_NEAR])


@cache
def _letters(name: str) -> frozenset[str]:
    return frozenset(chr(code) for code in _font(name).face.charToGlyph)
