"""«Biểu tóm tắt thành tích»: who is proposed for what, a line of achievements each, A4 across.

Plans ask for this table by name; no decree gives its form. This one is ours: its columns are
those of the lists that go with a tờ trình, and its page says nothing else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from thidua_desktop.documents.model import (
    Align,
    Block,
    Column,
    Document,
    NationalHeading,
    Paragraph,
    Run,
    Signature,
    Signatures,
    TableBlock,
    Title,
)
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Office
from thidua_desktop.domain.subjects import Kind, Person, Subject

STATUS: Final = "mẫu của phần mềm, nghị định không kèm mẫu biểu này"
"""Shown where the table is offered, never printed."""
MOST_CHARACTERS: Final = 830
"""How long a summary should be at most; another program for such dossiers asks for it."""

_COLUMNS: Final = (
    Column("STT", 0.5, Align.CENTER),
    Column("Tên tập thể, họ và tên", 2.3),
    Column("Chức vụ", 1.2),
    Column("Đơn vị công tác", 1.9),
    Column("Tóm tắt thành tích", 7),
    Column("Hình thức đề nghị", 1.9),
    Column("Ghi chú", 0.8),
)
_TITLES: Final = {"Nam": "Ông", "Nữ": "Bà"}


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One subject, what it achieved in a few sentences, and the award proposed."""

    subject: Subject
    summary: str
    award: str
    note: str = ""


def compose_summary(office: Office, theme: str, rows: Sequence[SummaryRow]) -> Document:
    """Return the table: collectives first, then persons, each part numbered by itself."""
    units = [one for one in rows if one.subject.kind is Kind.UNIT]
    people = [one for one in rows if one.subject.kind is Kind.PERSON]
    parts = [("TẬP THỂ", units), ("CÁ NHÂN", people)]
    shown = [(name, members) for name, members in parts if members]
    blocks: tuple[Block, ...] = (
        NationalHeading(
            vietnamese.nfc(office.superior).upper(), vietnamese.nfc(office.name).upper(), ""
        ),
        _title(office, theme, rows),
        TableBlock(_COLUMNS, tuple(_lines(shown))),
        Paragraph((Run(f"Tổng số: {len(units):02d} tập thể, {len(people):02d} cá nhân./."),)),
        Signatures(None, Signature(office.signs or ("THỦ TRƯỞNG CƠ QUAN",), "(Ký, đóng dấu)")),
    )
    return Document("Biểu tóm tắt thành tích", blocks, landscape=True, missing=_missing(rows))


def _title(office: Office, theme: str, rows: Sequence[SummaryRow]) -> Title:
    kinds = {one.subject.kind for one in rows}
    names = ((Kind.UNIT, "tập thể"), (Kind.PERSON, "cá nhân"))
    who = ", ".join(name for kind, name in names if kind in kinds)
    awards = {one.award for one in rows}
    what = f"tặng {awards.pop()}" if len(awards) == 1 and "" not in awards else "khen thưởng"
    number = f"……/TTr-{office.code}" if office.code else "……"
    return Title(
        "BIỂU TÓM TẮT THÀNH TÍCH",
        (f"Của {who} đề nghị {what} trong đợt thi đua “{theme}”",),
        f"(Kèm theo Tờ trình số {number} ngày …… tháng …… năm …… của {office.name})",
    )


def _lines(parts: Sequence[tuple[str, Sequence[SummaryRow]]]) -> Iterable[tuple[str, ...]]:
    for number, (name, members) in zip(("I", "II"), parts, strict=False):
        yield (f"{number}. {name}",)
        for place, one in enumerate(members, start=1):
            yield (str(place), *_cells(one))


def _cells(row: SummaryRow) -> tuple[str, ...]:
    subject = row.subject
    said = (vietnamese.nfc(row.summary), row.award, row.note)
    if not isinstance(subject, Person):
        return (subject.name, "", "", *said)
    name = f"{_TITLES.get(subject.gender, '')} {subject.name}".strip()
    return (name, subject.position, subject.office, *said)


def _missing(rows: Sequence[SummaryRow]) -> tuple[str, ...]:
    found: list[str] = []
    for one in rows:
        label, length = one.subject.label, len(one.summary)
        if not one.summary.strip():
            found.append(f"Chưa có tóm tắt thành tích: {label}")
        elif length > MOST_CHARACTERS:
            found.append(
                f"Tóm tắt của {label} dài {vietnamese.count(length)} ký tự, "
                f"nên không quá {MOST_CHARACTERS}"
            )
        if isinstance(one.subject, Person) and not one.subject.position:
            found.append(f"Chưa có chức vụ: {label}")
        if not one.award:
            found.append(f"Chưa có hình thức đề nghị: {label}")
    return tuple(found)
