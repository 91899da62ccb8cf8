"""What the import page shows, step by step, and what the clerk decides on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from thidua_desktop.domain.figures import Period
from thidua_desktop.domain.findings import Severity
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.importing.book import Cell
from thidua_desktop.importing.cells import shown
from thidua_desktop.importing.plan import ImportPlan


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One sheet of the file; `proposed` is the one that looks like the summary."""

    name: str
    hidden: bool
    proposed: bool
    note: str


class PreviewRow(NamedTuple):
    """One row of the sheet as it stands.

    `kind` is what it was taken for: title, header, numbering, group, data, total, note,
    signature or blank. Its texts are made when they are looked at: of a long sheet few ever are.
    """

    number: int
    kind: str
    said: Mapping[int, Cell]
    width: int
    """How many columns the sheet is shown with."""

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the texts of all columns."""
        return tuple(map(self.text, range(self.width)))

    def text(self, place: int) -> str:
        """Return what stands in a column, counted from 0; nothing beside the sheet."""
        return shown(self.said.get(place + 1)) if 0 <= place < self.width else ""


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column: its letter, the heading in the file, and what it is taken for.

    `role` is a measure id, `%` and a measure id for a printed rate, `stt`, `unit`, `office`,
    `note`, `code`, or empty when the column is left out.
    """

    letter: str
    heading: str
    role: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegacySample:
    """One text in both readings; `unsure` are its words that may begin with a capital."""

    cell: str
    before: str
    after: str
    unsure: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegacyColumn:
    """One column whose text was typed before Unicode; `kept` if it is left as it was typed."""

    letter: str
    heading: str
    encoding: str
    by: str
    cells: int
    samples: tuple[LegacySample, ...]
    unsure: tuple[str, ...]
    kept: bool


@dataclass(frozen=True, slots=True)
class TableView:
    """The table found in a sheet, with all that the clerk may correct."""

    sheet: str
    header: tuple[int, int]
    columns: tuple[ColumnView, ...]
    rows: tuple[PreviewRow, ...]
    period: Period | None
    period_text: str
    area: str
    """`A7:H40`."""
    legacy: tuple[LegacyColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """One thing a column may be; `short` names a measure in few words, empty for other roles."""

    role: str
    name: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file that was read; `book` is opaque to the window."""

    path: Path
    file: str
    digest: str
    sheets: tuple[SheetInfo, ...]
    book: object
    macros: bool = False


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A unit or person of a table that is to be registered with its figures."""

    name: str
    group: str


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What the clerk decided so far; everything left out is detected."""

    sheet: str | None = None
    header: tuple[int, int] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Column letter → role, only where it differs from what was detected."""
    month: str | None = None
    """The month to file under, `2023-12`, for tables that state none."""
    undated: bool = False
    """The plan is only looked at, and may have no period where none is known."""
    units: Mapping[int, SubjectId | None] = field(default_factory=dict)
    """Row → whom it is; None leaves the row out."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Cell → the value typed instead; an empty text leaves it missing."""
    accepted: frozenset[tuple[str, str]] = frozenset()
    """Warnings agreed to, as (code, cell)."""
    remember: frozenset[int] = frozenset()
    """Rows whose name is to be kept as another spelling of the chosen unit."""
    readings: Mapping[str, str] = field(default_factory=dict)
    """Column letter → how ambiguous numbers in it are read (`importing.cells.READINGS`)."""
    as_typed: frozenset[str] = frozenset()
    """Columns whose text of before Unicode is left as it was typed; `*` for all of them."""
    newcomers: Mapping[int, Newcomer] = field(default_factory=dict)
    """Row → whom nobody knew and who is to be registered with this import."""


class ReviewLine(Protocol):
    """One line of the review table; `kind`: problem, warning, solved, new, changed or same."""

    @property
    def kind(self) -> str:
        """Return what the line is about."""

    @property
    def cell(self) -> str:
        """Return where it stands, empty for a whole row."""

    @property
    def as_typed(self) -> str:
        """Return the name as the table has it."""

    @property
    def name(self) -> str:
        """Return whom it was matched with."""

    @property
    def measure(self) -> str:
        """Return the short name of what is measured."""

    @property
    def before(self) -> str:
        """Return what the file holds now."""

    @property
    def after(self) -> str:
        """Return what would be stored."""

    @property
    def note(self) -> str:
        """Return what else there is to say."""

    @property
    def row(self) -> int:
        """Return the row of the table, 0 for none."""


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit a doubtful name could be."""

    subject: SubjectId
    name: str
    note: str
    likeness: int = 0
    """In percent, 0 where it was not a question."""


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """One way to read the ambiguous numbers of a column, with what they would be."""

    reading: str
    name: str
    examples: str


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One problem with the choices that settle it.

    `ask` is what the clerk is asked: `unit`, `value`, `reading` (once for a whole `column`),
    `accept` or `nothing` (a notice).
    """

    code: str
    severity: Severity
    cell: str
    row: int | None
    title: str
    text: str
    ask: str
    candidates: tuple[UnitChoice, ...]
    value: str
    solved: bool
    column: str = ""
    readings: tuple[ReadingChoice, ...] = ()
    whom: str = ""
    """The unit or person of its row, when it is known."""
    measure: str = ""
    """The short name of what its column measures."""


@dataclass(frozen=True, slots=True)
class Review:
    """The last step: what would be written, and what still stands in the way."""

    plan: ImportPlan
    title: str
    new: int
    new_units: int
    changed: int
    changed_units: int
    same: int
    problems: tuple[ProblemView, ...]
    lines: tuple[ReviewLine, ...]

    @property
    def asked(self) -> tuple[ProblemView, ...]:
        """Return the problems, settled or not; notices never are problems."""
        return tuple(one for one in self.problems if one.severity is not Severity.NOTICE)

    @property
    def open(self) -> tuple[ProblemView, ...]:
        """Return the problems not settled yet."""
        return tuple(one for one in self.asked if not one.solved)

    @property
    def writes(self) -> int:
        """Return how many figures would be written."""
        return self.new + self.changed


@dataclass(frozen=True, slots=True)
class ImportInfo:
    """One line of the import history."""

    id: int
    file: str
    sheet: str
    period: str
    at: datetime
    by: str
    new: int
    changed: int
    same: int
