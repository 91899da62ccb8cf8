"""What the reconciliation of a period shows, as plain values with their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thidua_desktop.domain.reconciliation import UnitState
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.services.figure_periods import PeriodChoice


class LineKind(StrEnum):
    """What a line of the reconciliation is about."""

    OVER = "over"
    REFUSED = "refused"
    DISAGREES = "disagrees"
    ABSENT = "absent"
    UNNAMED = "unnamed"
    """A row left out whose name is nobody's, or could be several."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """One table, or what was typed by hand: what it gave, for how many, when and through whom."""

    name: str
    sheet: str
    stored: str
    measures: tuple[str, ...]
    """The short names of what it gave."""
    units: int
    totals: tuple[str, ...]
    """One for each measure of the view, empty where it gave none."""
    import_id: int | None


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One thing to look at: whose, what it is in a few words, and all of it in sentences.

    `measure` is the cell to open; `import_id` the import a row was left out of; `replaced` the
    number of the value that was replaced. `typed` is a name that is nobody's, `likely` whom it
    may mean.
    """

    kind: LineKind
    subject: SubjectId | None
    unit: str
    title: str
    detail: str
    measure: str
    import_id: int | None = None
    replaced: int | None = None
    typed: str = ""
    likely: tuple[SubjectId, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One subject: from which table came what, and how far it is complete."""

    subject: SubjectId
    name: str
    group: str
    values: tuple[str, ...]
    """Its figures in the order of the view's measures."""
    origins: tuple[str, ...]
    """Where each of them came from, empty where there is none."""
    places: tuple[int, ...]
    """The number of the source of each figure, from 1; 0 where there is none."""
    state: UnitState
    word: str


@dataclass(frozen=True, slots=True)
class ReconciliationView:
    """One period: its tables, what does not fit, and every subject."""

    periods: tuple[PeriodChoice, ...]
    end: date | None
    measures: tuple[str, ...]
    """The short names of the measures, in the order of the catalogue."""
    sources: tuple[SourceView, ...]
    lines: tuple[ProblemLine, ...]
    units: tuple[UnitLine, ...]
    nowhere: tuple[str, ...]
    """Whom no table knows."""
    noun: str

    @property
    def tables(self) -> int:
        """Return how many tables there are, what was typed by hand left out."""
        return sum(1 for one in self.sources if one.sheet or one.import_id is not None)

    @property
    def to_remind(self) -> tuple[str, ...]:
        """Return whom to ask for figures, each once, those no table knows last."""
        absent = [one.unit for one in self.lines if one.kind is LineKind.ABSENT]
        return tuple(dict.fromkeys([*absent, *self.nowhere]))


def count_of(lines: Sequence[ProblemLine], kind: LineKind) -> int:
    """Return how many lines are of one kind."""
    return sum(one.kind is kind for one in lines)
