"""What a table of figures says, blank or filled, before any workbook exists."""

from dataclasses import dataclass, field
from decimal import Decimal

from thidua_desktop.domain.subjects import Kind, Subject


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column of figures: its heading, what it is and is for, what may stand in it.

    `example` stands in the row that shows how it is filled in.
    """

    title: str
    note: str
    is_percent: bool = False
    example: int | Decimal = 0


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One subject and its figures; a text is what stood there instead of a number.

    `asked` says of every column whether the subject reports it.
    """

    subject: Subject
    values: tuple[int | Decimal | str | None, ...]
    asked: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The subjects of one group."""

    title: str
    lines: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """One table: subjects of one kind, figures of one period."""

    name: str
    titles: tuple[str, ...]
    kind: Kind
    columns: tuple[FigureColumn, ...]
    groups: tuple[FigureGroup, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """What the first sheet of a blank table says: how to fill it in, then every column."""

    title: str
    lines: tuple[str, ...]
    columns: tuple[FigureColumn, ...] = field(default=())
