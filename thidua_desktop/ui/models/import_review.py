"""Columns of the import page: the lines of the review, the sheet as it stands, past imports."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.services.imports import ImportInfo, PreviewRow, Review, ReviewLine
from thidua_desktop.ui.models.cells import Cell, Chip, Heading, Tone
from thidua_desktop.ui.models.import_marks import Mark
from thidua_desktop.ui.models.rows import Column

KIND_CHIPS: Final = {
    "problem": Chip("Vấn đề", Tone.AMBER),
    "warning": Chip("Vấn đề", Tone.AMBER),
    "solved": Chip("Đã xử lý", Tone.GREEN),
    "new": Chip("Mới", Tone.GREEN, "plus-lg"),
    "changed": Chip("Thay đổi", Tone.INFO, "pencil"),
    "same": Chip("Giữ nguyên", Tone.NEUTRAL, "dash-circle"),
}
WHOLE_ROW: Final = "Cả dòng"
"""What the service names a problem that keeps a whole row out."""
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
    "unread": "không đọc",
}


def review_columns() -> tuple[Column[ReviewLine], ...]:
    """Return the columns of the review, problems first when sorted by kind."""
    return (
        Column(
            Heading("Loại"),
            lambda line: Cell(chip=KIND_CHIPS.get(line.kind)),
            sort_key=lambda line: _ORDER.get(line.kind, 0),
            width=98,
        ),
        Column(
            Heading("Ô"),
            lambda line: Cell(line.cell, tone=Tone.NEUTRAL),
            sort_key=lambda line: (line.row, len(line.cell), line.cell),
            width=66,
            compact_width=60,
        ),
        Column(
            Heading("Tên trong tệp → trong sổ"),
            _unit,
            sort_key=lambda line: vietnamese.fold(line.name or line.as_typed),
            width=170,
            compact_width=150,
            stretch=True,
        ),
        Column(
            Heading("Chỉ tiêu"),
            lambda line: Cell(line.measure, tip=line.measure),
            sort_key=lambda line: vietnamese.fold(line.measure),
            width=150,
            compact_width=146,
        ),
        Column(Heading("Đang có → sẽ ghi"), _change, width=132),
        Column(Heading("Ghi chú"), _note, width=78),
    )


def lines_in_order(review: Review, *, with_same: bool) -> Sequence[ReviewLine]:
    """Return the lines to show, those that need a decision first."""
    of_kind: dict[str, list[ReviewLine]] = {kind: [] for kind in KIND_CHIPS}
    for line in review.lines:
        of_kind[line.kind].append(line)
    kinds = [kind for kind in of_kind if with_same or kind != "same"]
    return [line for kind in kinds for line in of_kind[kind]]


def _unit(line: ReviewLine) -> Cell:
    differs = bool(line.as_typed) and vietnamese.nfc(line.as_typed) != vietnamese.nfc(line.name)
    if not line.name:
        return Cell(line.as_typed, tip=line.as_typed)
    tip = f"{line.as_typed} → {line.name}" if differs else line.name
    return Cell(line.name, was=line.as_typed.strip() if differs else "", tip=tip)


def _change(line: ReviewLine) -> Cell:
    if line.measure == WHOLE_ROW:
        return Cell("để ngoài sổ", tone=Tone.MUTED)
    return Cell(line.after, was=line.before, strong=True)


def _note(line: ReviewLine) -> Cell:
    words = line.note
    if line.kind == "problem":
        words = "cần chọn" if line.measure == WHOLE_ROW else "cần sửa"
    elif line.kind == "warning":
        words = "cần duyệt"
    return Cell(words, tone=_NOTE_TONES.get(line.kind, Tone.MUTED), tip=line.note)


def sheet_columns(
    rows: Sequence[PreviewRow], marks: Mapping[str, Mark]
) -> tuple[Column[PreviewRow], ...]:
    """Return the columns of a sheet as it stands: row number, what the row is, then the letters."""
    wide = min(max((row.width for row in rows), default=0), MOST_LETTERS)
    number: Column[PreviewRow] = Column(
        Heading("", right=True),
        lambda row: Cell(str(row.number), tone=Tone.MUTED),
        right=True,
        width=48,
    )
    kind: Column[PreviewRow] = Column(
        Heading("Dòng này là"),
        lambda row: Cell(kind_words(row.kind), tone=Tone.MUTED),
        width=106,
    )
    data = [row for row in rows if row.kind in {"data", "group"}][:_MEASURED_ROWS]
    heads = [row for row in rows if row.kind == "header"]
    widths = [_width_of(place, data, heads) for place in range(wide)]
    widest = max(widths, default=0)
    letters = [
        _sheet_column(
            place,
            max(width, _MARKED_WIDTH) if letter_of(place) in marks else width,
            stretch=width == widest and widths.index(width) == place,
            mark=marks.get(letter_of(place)),
        )
        for place, width in enumerate(widths)
    ]
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
_LETTER_WIDTH: Final = 7.6
_NARROWEST: Final = 62
_HEAD_LETTERS: Final = 12
_MARKED_WIDTH: Final = 128
MOST_LETTERS: Final = 120
_WIDEST: Final = 260
_LONG_NUMBER: Final = re.compile(r"(-?\d+[.,]\d\d)\d{4,}( ?%?)$")


def _width_of(place: int, data: Sequence[PreviewRow], heads: Sequence[PreviewRow]) -> int:
    longest = max((len(shortened(row.text(place))) for row in data), default=0)
    head = max((len(row.text(place)) for row in heads), default=0)
    letters = max(longest, min(head, _HEAD_LETTERS))
    return min(_WIDEST, max(_NARROWEST, round(letters * _LETTER_WIDTH) + 24))


def _sheet_column(
    place: int, width: int, *, stretch: bool, mark: Mark | None
) -> Column[PreviewRow]:
    def cell(row: PreviewRow) -> Cell:
        text = row.text(place)
        strong = row.kind in {"header", "group", "total"}
        return Cell(shortened(text), strong=strong, tip=text)

    band = f"{mark.number} {mark.label}" if mark else ""
    return Column(Heading(letter_of(place), band=band), cell, width=width, stretch=stretch)


def shortened(text: str) -> str:
    """Return a number with two decimals and …, where a formula left a long row of them.

    67,8571428571429% is «67,85…%» on screen; nothing is computed with it.
    """
    found = _LONG_NUMBER.match(text)
    return f"{found[1]}…{found[2]}" if found else text


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
            Heading("Tệp"),
            lambda one: Cell(
                one.file, note=f"«{one.sheet}»", tip=f"{one.file}, trang «{one.sheet}»"
            ),
            width=220,
            stretch=True,
        ),
        Column(Heading("Kỳ số liệu"), lambda one: Cell(one.period), width=190, compact_width=182),
        Column(Heading("Nhập lúc"), lambda one: Cell(_moment(one)), width=150, compact_width=132),
        Column(
            Heading("Người nhập"),
            lambda one: Cell(one.by, tip=one.by),
            width=150,
            compact_width=112,
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
    return f"{vietnamese.day(local.date())} {local:%H:%M}"
