"""A document as PDF: only our typeface, embedded; the same document gives the same bytes."""

import io
from collections.abc import Iterator
from math import atan2, degrees, hypot
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from thidua_desktop.documents import fonts
from thidua_desktop.documents.layout import BOTTOM, FOOTER_GAP, LEFT, TOP, Laid, lay_out
from thidua_desktop.documents.model import Document
from thidua_desktop.documents.pages import Page, Rule, Strip, Text, Tint

_LANGUAGE: Final = "vi-VN"
_PROGRAM: Final = "Thi Đua"
_NUMBER_SIZE: Final = 13.0
_MARK_GREY: Final = 0.9
_MARK_WIDTH: Final = 0.7
"""How much of the diagonal the words across a page take."""
_TINT: Final = (1.0, 0.945, 0.82)


def render_pdf(document: Document, *, mark_missing: bool = False) -> bytes:
    """Return `document` as PDF; `mark_missing` tints what is still to be written (preview).

    UnprintableTextError if a letter has no glyph in the paper's typeface.
    """
    fonts.register()
    laid = lay_out(document, mark_missing=mark_missing)
    fonts.check((text.font, text.text) for text in _texts(laid))
    fonts.check([(fonts.BOLD, document.watermark)])
    target = io.BytesIO()
    canvas = _canvas(target, laid, document)
    for number, page in enumerate(laid.pages, start=1):
        _mark(canvas, document.watermark, laid)
        _paint(canvas, page, laid.height)
        _paint_strip(canvas, laid.footer, BOTTOM - FOOTER_GAP)
        if number > 1:
            _number(canvas, number, laid)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _texts(laid: Laid) -> Iterator[Text]:
    strips = [placed.strip for page in laid.pages for placed in page]
    for strip in (*strips, laid.footer):
        yield from (piece for piece in strip.pieces if isinstance(piece, Text))


def _canvas(target: io.BytesIO, laid: Laid, document: Document) -> Canvas:
    canvas = Canvas(
        target,
        pagesize=(laid.width, laid.height),
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.REGULAR,  # type: ignore[arg-type] # the stub says float; a name is asked for
        lang=_LANGUAGE,
    )
    canvas.setTitle(fonts.printable(document.title))
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator(_PROGRAM)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _mark(canvas: Canvas, words: str, laid: Laid) -> None:
    """Write words in grey across the page; the text comes over them."""
    if not words:
        return
    canvas.saveState()
    canvas.setFillGray(_MARK_GREY)
    canvas.translate(laid.width / 2, laid.height / 2)
    canvas.rotate(degrees(atan2(laid.height, laid.width)))
    size = _MARK_WIDTH * hypot(laid.width, laid.height) / fonts.width(words, fonts.BOLD, 1.0)
    canvas.setFont(fonts.BOLD, size)
    canvas.drawCentredString(0, -size / 3, fonts.printable(words))
    canvas.restoreState()


def _paint(canvas: Canvas, page: Page, height: float) -> None:
    for placed in page:
        _paint_strip(canvas, placed.strip, height - TOP - placed.top)


def _paint_strip(canvas: Canvas, strip: Strip, top: float) -> None:
    for piece in strip.pieces:
        match piece:
            case Text():
                _write(canvas, piece, top)
            case Rule():
                canvas.setLineWidth(piece.thickness)
                canvas.line(LEFT + piece.x, top - piece.y, LEFT + piece.to_x, top - piece.to_y)
            case Tint():
                _tint(canvas, piece, top)


def _write(canvas: Canvas, text: Text, top: float) -> None:
    written = canvas.beginText(LEFT + text.x, top - text.y)
    written.setFont(text.font, text.size)
    written.setWordSpace(text.word_space)
    written.textOut(text.text)
    canvas.drawText(written)


def _tint(canvas: Canvas, tint: Tint, top: float) -> None:
    canvas.saveState()
    canvas.setFillColorRGB(*_TINT)
    bottom = top - tint.y - tint.height
    canvas.rect(LEFT + tint.x, bottom, tint.width, tint.height, stroke=0, fill=1)
    canvas.restoreState()


def _number(canvas: Canvas, number: int, laid: Laid) -> None:
    """Write the page number, centred in the top margin."""
    text = str(number)
    middle = LEFT + laid.text_width / 2
    x = middle - fonts.width(text, fonts.REGULAR, _NUMBER_SIZE) / 2
    canvas.setFont(fonts.REGULAR, _NUMBER_SIZE)
    canvas.drawString(x, laid.height - TOP * 0.68, text)
