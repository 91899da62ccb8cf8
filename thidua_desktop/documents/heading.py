"""The top of page 1: issuing bodies left, Quốc hiệu and Tiêu ngữ right (NĐ 30/2020, Phụ lục I)."""

from typing import Final

from thidua_desktop.documents import fonts
from thidua_desktop.documents.lines import balanced
from thidua_desktop.documents.model import NationalHeading
from thidua_desktop.documents.pages import Piece, Rule, Strip
from thidua_desktop.documents.shapes import baseline, centred

NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"

_NATION_SIZE: Final = 12.0
_MOTTO_SIZE: Final = 13.0
_BODY_SIZE: Final = 12.0
_DATE_SIZE: Final = 13.0
_ABOUT_SIZE: Final = 12.0
_ABOUT_GAP: Final = 6.0
"""Between the number of a letter and what it is about."""
_LEADING: Final = 16.0
_GAP: Final = 18.0
_RULE_BELOW: Final = 4.0
_ISSUER_RULE: Final = 0.4
"""Length of the rule under the issuer over its last line; the decree says 1/3 to 1/2."""


def heading_strip(heading: NationalHeading, room: float) -> Strip:
    """Return the national heading over the whole width of the text."""
    right = fonts.width(NATION, fonts.BOLD, _NATION_SIZE)
    left = min(room - right - _GAP, room * 0.45)
    pieces, left_end = _bodies(heading, left)
    middle = room - right / 2
    pieces.append(_line(NATION, fonts.BOLD, _NATION_SIZE, middle, 0))
    pieces.append(_line(MOTTO, fonts.BOLD, _MOTTO_SIZE, middle, _LEADING))
    under = 2 * _LEADING + _RULE_BELOW
    half = fonts.width(MOTTO, fonts.BOLD, _MOTTO_SIZE) / 2
    pieces.append(Rule(middle - half, under, middle + half, under, 0.7))
    top = under + 8
    if heading.number:
        # Number and date stand on one line.
        top = max(top, left_end + 4)
        pieces.append(_line(heading.number, fonts.REGULAR, _DATE_SIZE, left / 2, top))
        left_end = top + _LEADING
    if heading.about:
        left_end += _ABOUT_GAP
        for line in balanced(heading.about, fonts.REGULAR, _ABOUT_SIZE, left):
            pieces.append(_line(line, fonts.REGULAR, _ABOUT_SIZE, left / 2, left_end))
            left_end += _LEADING
    end = top
    if heading.place_and_date:
        for line in balanced(heading.place_and_date, fonts.ITALIC, _DATE_SIZE, right + _GAP):
            pieces.append(_line(line, fonts.ITALIC, _DATE_SIZE, middle, end))
            end += _LEADING
    return Strip(max(left_end, end, top + _LEADING), tuple(pieces))


def _bodies(heading: NationalHeading, width: float) -> tuple[list[Piece], float]:
    pieces: list[Piece] = []
    top = 0.0
    last = ""
    for text, font in ((heading.superior, fonts.REGULAR), (heading.issuer, fonts.BOLD)):
        for line in balanced(text, font, _BODY_SIZE, width) if text else ():
            pieces.append(_line(line, font, _BODY_SIZE, width / 2, top))
            top += _LEADING
            last = line if font == fonts.BOLD else last
    if heading.superior_rule and last:
        half = fonts.width(last, fonts.BOLD, _BODY_SIZE) * _ISSUER_RULE / 2
        top += _RULE_BELOW
        pieces.append(Rule(width / 2 - half, top, width / 2 + half, top, 0.7))
    return pieces, top


def _line(text: str, font: str, size: float, middle: float, top: float) -> Piece:
    return centred(text, font, size, middle, top + baseline(size, _LEADING))
