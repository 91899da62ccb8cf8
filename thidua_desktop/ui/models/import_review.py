"""Columns of the import page: the lines of the review, the sheet as it stands, past imports."""

from collections.abc import Sequence
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.services.imports import ImportInfo, PreviewRow, Review, ReviewLine
from thidua_desktop.ui.models.cells import Cell, Chip, Heading, Tone
from thidua_desktop.ui.models.rows import Column

KIND_CHIPS: Final = {
    "problem": Chip("Vấn đề", Tone.AMBER),
    "warning": Chip("Vấn đề", Tone.AMBER),
    "solved": Chip("Đã xử lý", Tone.GREEN),
    "new": Chip("Mới", Tone.GREEN, "plus-lg"),
    "changed": Chip("Thay đổi", Tone.INFO, "pencil"),
    "same": Chip("Giữ nguyên", Tone.NEUTRAL, "dash-circle"),
}
_NOTE_TONES: Final = {"problem": Tone.AMBER, "warning": Tone.AMBER, "solved": Tone.GREEN}
_ORDER: Final = {kind: place for place, kind in enumerate(KIND_CHIPS)}
_KINDS: Final = {
    "title": "tên bảng",
    "header": "tiêu đề cột",
    "numbering": "số thứ tự cột",
    "group": "nhóm",
    "data": "số liệu",
    "total": "dòng cộng",
    "note": "ghi chú",
    "signature": "chữ ký",
    "blank": "trống",
}


def review_columns() -> tuple[Column[ReviewLine], ...]:
    """Return the columns of the review, problems first when sorted by kind."""
    return (
        Column(
            Heading("Loại"),
            lambda line: Cell(chip=KIND_CHIPS.get(line.kind)),
            sort_key=lambda line: _ORDER.get(line.kind, 0),
            width=112,
            compact_width=106,
        ),
        Column(
            Heading("Ô"),
            lambda line: Cell(line.cell, tone=Tone.NEUTRAL),
            sort_key=lambda line: (line.row, len(line.cell), line.cell),
            width=54,
            compact_width=48,
        ),
        Column(
            Heading("Đơn vị trong tệp → trong sổ"),
            _unit,
            sort_key=lambda line: vietnamese.fold(line.name or line.as_typed),
            width=200,
            compact_width=160,
            stretch=True,
        ),
        Column(
            Heading("Chỉ tiêu"),
            lambda line: Cell(line.measure, tip=line.measure),
            sort_key=lambda line: vietnamese.fold(line.measure),
            width=126,
            compact_width=104,
        ),
        Column(Heading("Đang có → sẽ ghi"), _change, width=142, compact_width=128),
        Column(Heading("Ghi chú"), _note, width=150, compact_width=118),
    )


def lines_in_order(review: Review, *, with_same: bool) -> Sequence[ReviewLine]:
    """Return the lines to show, those that need a decision first."""
    wanted = [line for line in review.lines if with_same or line.kind != "same"]
    return sorted(wanted, key=lambda line: _ORDER.get(line.kind, 0))


def _unit(line: ReviewLine) -> Cell:
    differs = bool(line.as_typed) and vietnamese.nfc(line.as_typed) != vietnamese.nfc(line.name)
    if not line.name:
        return Cell(line.as_typed, tip=line.as_typed)
    tip = f"{line.as_typed} → {line.name}" if differs else line.name
    return Cell(line.name, was=line.as_typed.strip() if differs else "", tip=tip)


def _change(line: ReviewLine) -> Cell:
    return Cell(line.after, was=line.before, strong=True)


def _note(line: ReviewLine) -> Cell:
    return Cell(line.note, tone=_NOTE_TONES.get(line.kind, Tone.MUTED), tip=line.note)


def sheet_columns(rows: Sequence[PreviewRow]) -> tuple[Column[PreviewRow], ...]:
    """Return the columns of a sheet as it stands: row number, what the row is, then the letters."""
    wide = max((len(row.cells) for row in rows), default=0)
    number = Column[PreviewRow](
        Heading("", right=True),
        lambda row: Cell(str(row.number), tone=Tone.MUTED),
        right=True,
        width=44,
    )
    kind = Column[PreviewRow](
        Heading("Dòng này là"),
        lambda row: Cell(kind_words(row.kind), tone=Tone.MUTED),
        width=106,
    )
    letters = [_sheet_column(place, rows) for place in range(wide)]
    return (number, kind, *letters)


def kind_words(kind: str) -> str:
    """Say what a row of a sheet was taken for."""
    return _KINDS.get(kind, kind)


def letter_of(place: int) -> str:
    """Return the letter of a column, counted from 0: A to Z, then AA."""
    letters = ""
    rest = place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


_MEASURED_ROWS: Final = 40
_LETTER_WIDTH: Final = 7
_WIDEST: Final = 260


def _sheet_column(place: int, rows: Sequence[PreviewRow]) -> Column[PreviewRow]:
    data = [row for row in rows if row.kind in {"data", "group"}][:_MEASURED_ROWS]
    longest = max((len(_text_at(row, place)) for row in data), default=0)
    width = min(_WIDEST, max(76, longest * _LETTER_WIDTH + 24))

    def cell(row: PreviewRow) -> Cell:
        text = _text_at(row, place)
        return Cell(text, strong=row.kind in {"header", "group", "total"}, tip=text)

    return Column(Heading(letter_of(place)), cell, width=width)


def _text_at(row: PreviewRow, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def history_columns() -> tuple[Column[ImportInfo], ...]:
    """Return the columns of the list of past imports."""
    return (
        Column(
            Heading("Lần", right=True),
            lambda one: Cell(str(one.id), tone=Tone.NEUTRAL),
            right=True,
            width=52,
        ),
        Column(
            Heading("Tệp", "trang tính"),
            lambda one: Cell(one.file, note=f"trang “{one.sheet}”", tip=one.file),
            width=220,
            stretch=True,
        ),
        Column(Heading("Kỳ số liệu"), lambda one: Cell(one.period), width=190, compact_width=170),
        Column(
            Heading("Nhập lúc", "người nhập"),
            lambda one: Cell(_moment(one), note=one.by, tip=one.by),
            width=250,
            compact_width=210,
        ),
        Column(
            Heading("Mới", right=True),
            lambda one: Cell(vietnamese.count(one.new), strong=one.new > 0),
            right=True,
            width=76,
            compact_width=64,
        ),
        Column(
            Heading("Thay đổi", right=True),
            lambda one: Cell(vietnamese.count(one.changed), strong=one.changed > 0),
            right=True,
            width=86,
            compact_width=76,
        ),
        Column(
            Heading("Giữ nguyên", right=True),
            lambda one: Cell(vietnamese.count(one.same), tone=Tone.MUTED),
            right=True,
            width=100,
            compact_width=92,
        ),
    )


def _moment(one: ImportInfo) -> str:
    local = one.at.astimezone()
    return f"{local:%H:%M} ngày {vietnamese.day(local.date())}"
