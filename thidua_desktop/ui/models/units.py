"""How units and people stand in their tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.domain.vietnamese import count, fold, given_name_key, match_key
from thidua_desktop.services.unit_views import Member, MemberRow, MembersView
from thidua_desktop.ui.models.cells import Cell, Heading, Tone
from thidua_desktop.ui.models.rows import Column

EVERYBODY: Final = "\0"
"""The filter that keeps all groups; no group has this id."""
NOTHING: Final = "chưa có"
UNKNOWN: Final = "chưa ghi"


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its number (TT) in the register.

    `words` is what the search box looks into, folded once: there may be thousands of rows.
    """

    number: int
    row: MemberRow
    words: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A chip: a group's id, its title, how many are in it."""

    id: str
    title: str
    count: int


def lines_of(rows: Sequence[MemberRow]) -> tuple[Line, ...]:
    """Return the rows with their numbers."""
    return tuple(Line(number, row, fold(_words(row))) for number, row in enumerate(rows, start=1))


def filters_of(view: MembersView, kind: Kind) -> tuple[Filter, ...]:
    """Return the chips of units or people; with one group only, none is needed."""
    groups = [Filter(one.id, one.title, one.count) for one in view.groups_of(kind)]
    if len(groups) <= 1:
        return ()
    return (Filter(EVERYBODY, "Tất cả", len(view.rows(kind))), *groups)


def condition(group: str, typed: str) -> Callable[[Line], bool]:
    """Return which lines to keep: those of a group that hold every word typed, marks aside."""
    words = fold(typed).split()

    def keep(line: Line) -> bool:
        if group not in (EVERYBODY, line.row.group):
            return False
        return all(word in line.words for word in words)

    return keep


def _words(row: MemberRow) -> str:
    facts = (Member.NAME, Member.SHORT_NAME, Member.OFFICE, Member.POSITION, Member.BIRTH_DATE)
    return " ".join((*(row.text(one) for one in facts), *row.aliases, row.group_title))


def member_columns(kind: Kind) -> tuple[Column[Line], ...]:
    """Return the columns of units or of people."""
    return _UNIT_COLUMNS if kind is Kind.UNIT else _PERSON_COLUMNS


def _name(line: Line) -> Cell:
    return Cell(
        line.row.subject.name, strong=line.row.takes_part, tip=line.row.subject.label, is_name=True
    )


def _fact(field: Member) -> Column[Line]:
    titles = {
        Member.SHORT_NAME: ("Tên ngắn", 140, 124),
        Member.BIRTH_DATE: ("Ngày sinh", 100, 94),
        Member.POSITION: ("Chức vụ", 150, 130),
        Member.OFFICE: ("Đơn vị", 210, 132),
    }
    title, width, compact = titles[field]

    def cell(line: Line) -> Cell:
        text = line.row.text(field)
        if text or field is Member.SHORT_NAME:
            return Cell(text, tip=text)
        return Cell(UNKNOWN, tone=Tone.MUTED)

    def key(line: Line) -> object:
        if field is Member.BIRTH_DATE:
            born = getattr(line.row.subject, "birth_date", None)
            return (born is None, born.toordinal() if born else 0)
        return match_key(line.row.text(field))

    is_long = field is Member.OFFICE
    return Column(Heading(title), cell, key, width=width, compact_width=compact, stretch=is_long)


def _group(line: Line) -> Cell:
    tone = Tone.PLAIN if line.row.takes_part else Tone.MUTED
    return Cell(line.row.group_title, tone=tone, tip=line.row.group_title)


def _group_name(line: Line) -> Cell:
    """Show a group without its number: a person's row has many facts."""
    return replace(_group(line), text=line.row.group_title.rpartition(" · ")[2])


def _spellings(line: Line) -> Cell:
    words = ", ".join(line.row.aliases)
    return Cell(words, tone=Tone.MUTED, tip="\n".join(line.row.aliases))


def _figures(line: Line) -> Cell:
    if line.row.figures:
        return Cell(count(line.row.figures))
    return Cell(NOTHING if line.row.takes_part else "", tone=Tone.MUTED)


_NUMBER: Final[Column[Line]] = Column(
    Heading("TT", right=True),
    lambda line: Cell(str(line.number), tone=Tone.MUTED),
    lambda line: line.number,
    right=True,
    width=46,
    compact_width=40,
)
_GROUP: Final[Column[Line]] = Column(
    Heading("Nhóm"), _group, lambda line: line.row.group_title, width=210, compact_width=216
)
_FIGURES: Final[Column[Line]] = Column(
    Heading("Số liệu", right=True),
    _figures,
    lambda line: line.row.figures,
    right=True,
    width=74,
    compact_width=66,
)
_UNIT_COLUMNS: Final = (
    _NUMBER,
    Column(
        Heading("Tên đơn vị"),
        _name,
        lambda line: match_key(line.row.subject.name),
        width=200,
        compact_width=180,
        stretch=True,
    ),
    _fact(Member.SHORT_NAME),
    _GROUP,
    Column(Heading("Viết khác"), _spellings, width=170, compact_width=76, stretch=True),
    _FIGURES,
)
_PERSON_COLUMNS: Final = (
    _NUMBER,
    Column(
        Heading("Họ và tên"),
        _name,
        lambda line: given_name_key(line.row.subject.name),
        width=170,
        compact_width=148,
        stretch=True,
    ),
    _fact(Member.BIRTH_DATE),
    _fact(Member.POSITION),
    _fact(Member.OFFICE),
    replace(_GROUP, cell=_group_name, compact_width=84),
    _FIGURES,
)
