"""What only letters have: Kính gửi above the text, Nơi nhận beside the signature (NĐ 30/2020)."""

from collections.abc import Iterator
from typing import Final

from thidua_desktop.documents import fonts
from thidua_desktop.documents.lines import break_text
from thidua_desktop.documents.model import Addressees, Recipients
from thidua_desktop.documents.pages import Piece, Strip, Text
from thidua_desktop.documents.shapes import baseline

_TO: Final = "Kính gửi:"
_COPIES: Final = "Nơi nhận:"
_COPIES_SIZE: Final = 12.0
_COPY_SIZE: Final = 11.0
_COPY_LEADING: Final = 14.0
_INDENT: Final = 0.18
"""Where «Kính gửi:» begins, as a share of the width."""
_BEFORE: Final = 14.0
_AFTER: Final = 6.0
_GAP: Final = 5.0


def addressee_strips(
    block: Addressees, room: float, size: float, leading: float
) -> Iterator[Strip]:
    """Yield «Kính gửi:» and its places: one on the same line, several below one another."""
    left = room * _INDENT
    begin = left + fonts.width(_TO, fonts.REGULAR, size) + _GAP
    several = len(block.places) > 1
    head = Text(left, baseline(size, leading), _TO, fonts.REGULAR, size)
    for number, place in enumerate(block.places, start=1):
        last = number == len(block.places)
        dash = "- " if several else ""
        end = "." if last else ";"
        indent = fonts.width(dash, fonts.REGULAR, size)
        lines = break_text(f"{place}{end}", fonts.REGULAR, size, room - begin - indent)
        for count, line in enumerate(lines):
            is_first = number == 1 and count == 0
            text = f"{dash}{line}" if count == 0 else line
            x = begin if count == 0 else begin + indent
            pieces: tuple[Piece, ...] = (
                Text(x, baseline(size, leading), text, fonts.REGULAR, size),
            )
            is_last = last and count == len(lines) - 1
            yield Strip(
                leading + (_AFTER if is_last else 0.0),
                (head, *pieces) if is_first else pieces,
                before=_BEFORE if is_first else 0.0,
                keep=True,
            )


def recipient_pieces(block: Recipients, room: float) -> tuple[list[Piece], float]:
    """Return «Nơi nhận:» and its lines at the left margin, and how low they reach."""
    leading = _COPIES_SIZE * 1.3
    y = baseline(_COPIES_SIZE, leading)
    pieces: list[Piece] = [Text(0.0, y, _COPIES, fonts.BOLD_ITALIC, _COPIES_SIZE)]
    top = leading
    for one in block.lines:
        for line in break_text(f"- {one}", fonts.REGULAR, _COPY_SIZE, room - _GAP):
            y = top + baseline(_COPY_SIZE, _COPY_LEADING)
            pieces.append(Text(0.0, y, line, fonts.REGULAR, _COPY_SIZE))
            top += _COPY_LEADING
    return pieces, top
