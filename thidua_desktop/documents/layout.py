"""The layout of official documents: NĐ 30/2020/NĐ-CP, Phụ lục I, as strips of a page.

Sizes follow the decree's set 12 / 13 / 13 (Quốc hiệu, Tiêu ngữ, place and date) with a body of 14.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from thidua_desktop.documents import fonts
from thidua_desktop.documents.closing import addressee_strips, recipient_pieces
from thidua_desktop.documents.heading import heading_strip
from thidua_desktop.documents.lines import (
    DOTS,
    Line,
    balanced,
    break_heading,
    break_runs,
    with_leader,
)
from thidua_desktop.documents.model import (
    Addressees,
    Align,
    Block,
    Document,
    Heading,
    NationalHeading,
    PageBreak,
    Paragraph,
    Recipients,
    Run,
    Signature,
    Signatures,
    TableBlock,
    Title,
)
from thidua_desktop.documents.pages import Page, Piece, Strip, Text, Tint, paginate
from thidua_desktop.documents.shapes import baseline, centred, start
from thidua_desktop.documents.tables import table_strips

MM: Final = 72 / 25.4
TOP: Final = 20 * MM
BOTTOM: Final = 20 * MM
LEFT: Final = 30 * MM
RIGHT: Final = 15 * MM
_A4: Final = (210 * MM, 297 * MM)

BODY: Final = 14.0
_LEADING: Final = 1.3
"""Line height over size: 1.13 of the face's own single spacing, within the decree's 1.0 to 1.5."""
_INDENT: Final = 12.7 * MM
FOOTER_GAP: Final = 14.0
"""How far below the text area the footer begins."""
_FOOTER: Final = 10.0
_BLANK_LINES: Final = 3
"""Dotted lines for a part that is still to be written by hand."""
_WIDEST_SPACE: Final = 0.9
"""A justified space is never wider than this share of the size; such a line stays ragged."""
_SIGNING: Final = 13.0
_SIGNING_ROOM: Final = 68.0
_SIGNING_LEFT: Final = 0.55
_TITLE_MARGIN: Final = 0.06


@dataclass(frozen=True, slots=True)
class _Type:
    """Sizes of text and the spaces above a paragraph and a heading."""

    body: float
    table: float
    paragraph_gap: float
    heading_gap: float
    spacing: float = _LEADING

    @property
    def leading(self) -> float:
        """Return the height of a line."""
        return self.body * self.spacing


_UPRIGHT: Final = _Type(BODY, 13.0, 6.0, 9.0)
_WIDE: Final = _Type(BODY, 11.5, 6.0, 9.0)
_DENSE: Final = _Type(11.0, 10.0, 3.0, 5.0, 1.2)


@dataclass(frozen=True, slots=True)
class _Column:
    """The column of text being filled: its width and its type."""

    room: float
    type: _Type
    mark_missing: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A document laid out: the size of its paper, its pages, what stands below each of them."""

    width: float
    height: float
    pages: tuple[Page, ...]
    footer: Strip

    @property
    def text_width(self) -> float:
        """Return the width between the margins."""
        return self.width - LEFT - RIGHT


def lay_out(document: Document, *, mark_missing: bool = False) -> Laid:
    """Return the pages of `document`.

    With `mark_missing`, what is still to be written is tinted and keeps its words; without, it
    is a dotted line to write on.
    """
    width, height = (_A4[1], _A4[0]) if document.landscape else _A4
    dressed = _WIDE if document.landscape else _UPRIGHT
    column = _Column(width - LEFT - RIGHT, _DENSE if document.dense else dressed, mark_missing)
    strips: list[Strip] = []
    turns = False
    for block in document.blocks:
        if isinstance(block, Signatures) and strips:
            strips[-1] = replace(strips[-1], keep=True)
        found = list(_strips(block, column))
        if found and turns:
            found[0] = replace(found[0], turns=True)
        turns = isinstance(block, PageBreak)
        strips.extend(found)
    pages = paginate(strips, height - TOP - BOTTOM)
    return Laid(width, height, pages, _footer(document.footer, column.room))


def _strips(block: Block, column: _Column) -> Iterator[Strip]:
    match block:
        case NationalHeading():
            yield heading_strip(block, column.room)
        case Title():
            yield _title(block, column)
        case Heading():
            yield from _heading(block, column)
        case Paragraph():
            yield from _paragraph(block, column)
        case TableBlock():
            yield from table_strips(block, column.room, column.type.table)
        case Signatures():
            yield _signatures(block, column.room)
        case Addressees():
            yield from addressee_strips(block, column.room, column.type.body, column.type.leading)
        case PageBreak():
            return


def _footer(text: str, room: float) -> Strip:
    leading = _FOOTER * _LEADING
    lines = balanced(text, fonts.ITALIC, _FOOTER, room) if text else ()
    pieces = (
        centred(line, fonts.ITALIC, _FOOTER, room / 2, place * leading + baseline(_FOOTER, leading))
        for place, line in enumerate(lines)
    )
    return Strip(len(lines) * leading, tuple(pieces))


def _title(title: Title, column: _Column) -> Strip:
    size, leading = column.type.body, column.type.leading
    inner = column.room * (1 - 2 * _TITLE_MARGIN)
    pieces: list[Piece] = []
    top = 0.0
    lines = [(title.kind, fonts.BOLD), *((line, fonts.BOLD) for line in title.lines)]
    if title.about:
        lines.append((title.about, fonts.ITALIC))
    for text, font in lines:
        top += 4.0 if font == fonts.ITALIC else 0.0
        for line in balanced(text, font, size, inner):
            y = top + baseline(size, leading)
            pieces.append(centred(line, font, size, column.room / 2, y))
            top += leading
    return Strip(top + column.type.heading_gap, tuple(pieces), before=16, keep=True)


def _heading(heading: Heading, column: _Column) -> Iterator[Strip]:
    text = heading.text.upper() if heading.level == 1 else heading.text
    lines = break_heading(text, column.type.body, column.room, _INDENT)
    for place, line in enumerate(lines):
        strip = _line_strip(line, Align.LEFT, column, 0.0 if place else _INDENT)
        yield replace(strip, before=0.0 if place else column.type.heading_gap, keep=True)


def _paragraph(paragraph: Paragraph, column: _Column) -> Iterator[Strip]:
    marking = column.mark_missing
    runs = paragraph.runs if marking else _dotted(paragraph.runs)
    indent = _INDENT if paragraph.indent else 0.0
    lines = break_runs(runs, column.type.body, column.room, indent)
    whole = bool(runs) and all(run.missing for run in paragraph.runs)
    if not marking and runs and runs[-1].missing:
        last = column.room - (indent if len(lines) == 1 else 0.0)
        blank = with_leader(lines[-1], column.room)
        more = (blank,) * (_BLANK_LINES - 1) if whole else ()
        lines = (*lines[:-1], with_leader(lines[-1], last), *more)
    for place, line in enumerate(lines):
        at = 0.0 if place else indent
        strip = _line_strip(line, paragraph.align, column, at, tint_all=marking and whole)
        first, before_last = place == 0, place == len(lines) - 2
        yield replace(
            strip,
            before=column.type.paragraph_gap if first else 0.0,
            keep=(first and len(lines) > 1) or before_last,
        )


def _dotted(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the runs as they are on paper: blanks of dots, the last to be drawn out."""
    last = len(runs) - 1
    return tuple(
        replace(run, text=DOTS, italic=False, missing=place == last) if run.missing else run
        for place, run in enumerate(runs)
    )


def _line_strip(
    line: Line, align: Align, column: _Column, indent: float, *, tint_all: bool = False
) -> Strip:
    size, leading, room = column.type.body, column.type.leading, column.room
    space = 0.0
    if align is Align.JUSTIFY and not line.last and line.spaces:
        space = (room - indent - line.width) / line.spaces
        space = space if space <= _WIDEST_SPACE * size else 0.0
    x = indent + start(align, line.width, room - indent)
    tints: list[Piece] = [Tint(0, 0, room, leading)] if tint_all else []
    texts: list[Piece] = []
    for span in line.spans:
        wide = span.width + space * span.text.count(" ") if space else span.width
        if column.mark_missing and span.missing and not tint_all:
            tints.append(Tint(x, 0, wide, leading))
        y = baseline(size, leading)
        texts.append(Text(x, y, span.text, span.font, span.size, space))
        x += wide
    return Strip(leading, (*tints, *texts))


def _signatures(block: Signatures, room: float) -> Strip:
    split = room * _SIGNING_LEFT
    sides = [(block.right, split, room)]
    if isinstance(block.left, Signature):
        sides.insert(0, (block.left, 0.0, split))
    leading = _SIGNING * _LEADING
    heads = [_signature_head(side, begin, end) for side, begin, end in sides]
    head_height = max(height for _, height in heads)
    pieces = [piece for found, _ in heads for piece in found]
    name_lines = 0
    for side, begin, end in sides:
        names = balanced(side.name, fonts.BOLD, _SIGNING + 1, end - begin - 8) if side.name else ()
        name_lines = max(name_lines, len(names))
        for place, line in enumerate(names):
            y = head_height + _SIGNING_ROOM + place * leading + baseline(_SIGNING, leading)
            pieces.append(centred(line, fonts.BOLD, _SIGNING + 1, (begin + end) / 2, y))
    height = head_height + _SIGNING_ROOM + max(name_lines, 1) * leading
    if isinstance(block.left, Recipients):
        found, low = recipient_pieces(block.left, split)
        pieces += found
        height = max(height, low)
    return Strip(height, tuple(pieces), before=14)


def _signature_head(side: Signature, begin: float, end: float) -> tuple[list[Piece], float]:
    leading = _SIGNING * _LEADING
    pieces: list[Piece] = []
    top = 0.0
    texts = [(line, fonts.BOLD) for line in side.lines] + [(side.note, fonts.ITALIC)]
    for text, font in texts:
        for line in balanced(text, font, _SIGNING, end - begin - 8) if text else ():
            y = top + baseline(_SIGNING, leading)
            pieces.append(centred(line, font, _SIGNING, (begin + end) / 2, y))
            top += leading
    return pieces, top
