"""A block of cells from the clipboard, laid over the rows and columns of the grid of figures."""

import csv
import io
from collections.abc import Sequence

from thidua_desktop.services.figure_views import GridRow, InputColumn, TypedFigure
from thidua_desktop.services.figures import says_nothing

Block = tuple[tuple[str, ...], ...]


class BlockRefusedError(ValueError):
    """A block that cannot go in; its text is the sentence for the clerk."""


def block_of(text: str) -> Block:
    """Return the cells of a text as Excel puts it on the clipboard, no blank lines at its end.

    A cell that holds a line break stands in quotes there.
    """
    cells = csv.reader(io.StringIO(text), delimiter="\t")
    rows = [tuple(cell.strip() for cell in row) for row in cells]
    while rows and not any(rows[-1]):
        rows.pop()
    return tuple(rows)


def typed_from(
    block: Block, rows: Sequence[GridRow], columns: Sequence[InputColumn]
) -> tuple[TypedFigure, ...]:
    """Return what the block says of these rows and columns, its first cell at their first.

    Blank cells and dashes say nothing. BlockRefusedError when it holds no figure or reaches
    further than `rows` and `columns` do.
    """
    if not columns:
        raise BlockRefusedError("Chọn ô số nhập đầu tiên của khối cần dán, rồi dán lại.")
    if not block:
        raise BlockRefusedError("Chưa có số nào để dán. Sao chép các ô trong Excel, rồi dán lại.")
    wide = max(len(line) for line in block)
    if wide > len(columns):
        raise BlockRefusedError(
            f"Khối có {wide} cột, từ ô này sang phải chỉ còn {len(columns)} cột số nhập. "
            "Chưa dán số nào."
        )
    if len(block) > len(rows):
        raise BlockRefusedError(
            f"Khối có {len(block)} dòng, từ ô này đến hết nhóm chỉ còn {len(rows)} dòng. "
            "Chưa dán số nào; hãy dán từng nhóm."
        )
    return tuple(
        TypedFigure(row.participant.subject.id, column.measure, text)
        for line, row in zip(block, rows, strict=False)
        for text, column in zip(line, columns, strict=False)
        if not says_nothing(text)
    )
