"""The pages of a PDF held in memory, one under the other, as wide as the room; and printing them.

Not `QPdfView`: that one jumps to the top and blinks each time the document is composed again,
and its paper cannot be dimmed in the dark theme.
"""

from typing import Final

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from thidua_desktop.ui.theme import current_theme

_MARGIN: Final = 10
_WIDEST: Final = 900
_POINTS_PER_INCH: Final = 72
_PRINT_DPI: Final = 300


class PdfPages(QAbstractScrollArea):
    """Shows a PDF fitted to the width; keeps its place when the document is composed again."""

    page_changed = Signal(int, int)
    """The page in view, from 1, and how many there are; 0, 0 without a document."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._images: dict[int, QImage] = {}
        self._rows: list[QRectF] = []
        self._page = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Xem trước bản in")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def document(self) -> QPdfDocument:
        """Return the document shown, for printing it."""
        return self._document

    def show_pdf(self, data: bytes) -> None:
        """Show another document, or the same composed again, at the same place."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._arrange()

    def clear(self) -> None:
        """Show nothing."""
        self._document.close()
        self._arrange()

    def go_to(self, page: int) -> None:
        """Bring a page (from 1) to the top."""
        if 1 <= page <= len(self._rows):
            self.verticalScrollBar().setValue(round(self._rows[page - 1].top()) - _MARGIN)

    @property
    def page(self) -> int:
        """Return the page in view, from 1; 0 without a document."""
        return self._page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        moves = {
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + move)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), tokens.desk)
        top = self.verticalScrollBar().value()
        for page, row in enumerate(self._rows):
            place = row.translated(0, -top)
            if place.bottom() >= 0 and place.top() <= self.viewport().height():
                painter.drawImage(place, self._image(page, row))
                painter.setPen(QPen(tokens.line, 1))
                painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
        if self.hasFocus():
            painter.setPen(QPen(tokens.focus, 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_images"):
            self._images.clear()
            self.viewport().update()

    def _image(self, page: int, row: QRectF) -> QImage:
        if page not in self._images:
            ratio = self.devicePixelRatioF()
            size = QSize(round(row.width() * ratio), round(row.height() * ratio))
            self._images[page] = on_paper(
                self._document.render(page, size), current_theme().tokens.paper
            )
        return self._images[page]

    def _arrange(self) -> None:
        """Place the pages, and keep the part of the document that is in view."""
        bar = self.verticalScrollBar()
        seen = bar.value() / bar.maximum() if bar.maximum() else 0.0
        width = min(self.viewport().width() - 2 * _MARGIN, _WIDEST)
        left, top = (self.viewport().width() - width) / 2, float(_MARGIN)
        self._images.clear()
        self._rows = []
        for page in range(self._document.pageCount()):
            points = self._document.pagePointSize(page)
            height = width * points.height() / points.width()
            self._rows.append(QRectF(round(left), round(top), width, round(height)))
            top += height + _MARGIN
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        bar.setRange(0, max(0, round(top) - self.viewport().height()))
        bar.setValue(round(seen * bar.maximum()))
        self.viewport().update()
        self._tell_page(force=True)

    def _scrolled(self) -> None:
        self.viewport().update()
        self._tell_page()

    def _tell_page(self, *, force: bool = False) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        page = sum(row.top() <= middle for row in self._rows)
        if force or page != self._page:
            self._page = page
            self.page_changed.emit(page, len(self._rows))


def open_pdf(data: bytes, parent: QObject) -> QPdfDocument:
    """Return a document held in memory; it lives as long as `parent`."""
    document, buffer = QPdfDocument(parent), QBuffer(parent)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document


def on_paper(page: QImage, paper: QColor) -> QImage:
    """Return a rendered page (transparent where nothing is printed) on paper of a colour."""
    sheet = QImage(page.size(), QImage.Format.Format_RGB32)
    sheet.fill(paper)
    painter = QPainter(sheet)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.drawImage(0, 0, page)
    painter.end()
    return sheet


def print_pdf(document: QPdfDocument, printer: QPrinter) -> int:
    """Print the pages the user asked for at their own size; return how many."""
    first = printer.fromPage() or 1
    last = printer.toPage() or document.pageCount()
    printer.setFullPage(True)
    painter = QPainter(printer)
    dots = min(printer.resolution(), _PRINT_DPI)
    pages = range(first - 1, min(last, document.pageCount()))
    for page in pages:
        if page > first - 1:
            printer.newPage()
        points = document.pagePointSize(page)
        scale = printer.resolution() / _POINTS_PER_INCH
        place = QRectF(0, 0, points.width() * scale, points.height() * scale)
        size = QSize(
            round(points.width() * dots / _POINTS_PER_INCH),
            round(points.height() * dots / _POINTS_PER_INCH),
        )
        image = document.render(page, size)
        painter.drawImage(place, on_paper(image, QColor(Qt.GlobalColor.white)))
    painter.end()
    return len(pages)
