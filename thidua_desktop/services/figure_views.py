"""What the page «Số liệu» shows of figures: the grid of one period, its cells, its periods."""

from dataclasses import dataclass
from datetime import date

from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.subjects import Participant, SubjectId
from thidua_desktop.services.figure_periods import At, PeriodChoice


@dataclass(frozen=True, slots=True)
class InputColumn:
    """A column of reported figures."""

    measure: str
    name: str
    title: str
    noun: str
    percent: bool = False


@dataclass(frozen=True, slots=True)
class RateColumn:
    """A computed column: a rate."""

    indicator: str
    title: str
    subtitle: str


@dataclass(frozen=True, slots=True)
class InputCell:
    """One reported figure, or none: `figure` is None when nothing was ever reported.

    `inherited` is a target of the whole office or group, where the unit has none of its own.
    """

    text: str
    figure: Figure | None
    inherited: bool = False
    doubt: str = ""
    """Why the figure looks wrong, in a sentence."""
    asked: bool = True
    """Whether the subject's group is judged by it."""

    @property
    def missing(self) -> bool:
        """Say whether there is no value here where one is asked for, which is not zero."""
        if self.inherited or (self.figure is None and not self.asked):
            return False
        return self.figure is None or self.figure.missing is not None


@dataclass(frozen=True, slots=True)
class RateCell:
    """One computed rate; `below` the threshold for being considered."""

    text: str
    below: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One subject's figures in one period."""

    participant: Participant
    number: int
    name: str
    full_name: str
    inputs: tuple[InputCell, ...]
    rates: tuple[RateCell, ...]

    @property
    def complete(self) -> bool:
        """Say whether every figure is there."""
        return not any(cell.missing for cell in self.inputs)

    @property
    def doubted(self) -> bool:
        """Say whether any figure looks wrong."""
        return any(cell.doubt for cell in self.inputs)

    @property
    def below(self) -> bool:
        """Say whether any rate is below its threshold."""
        return any(cell.below for cell in self.rates)


@dataclass(frozen=True, slots=True)
class GridGroup:
    """The rows of one group under its heading."""

    id: str
    title: str
    short: str
    note: str
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class FigureGrid:
    """Units × measures of one period."""

    periods: tuple[PeriodChoice, ...]
    end: date | None
    """The period shown; None while there is none."""
    inputs: tuple[InputColumn, ...]
    rates: tuple[RateColumn, ...]
    groups: tuple[GridGroup, ...]
    subtitle: str
    span: Period | None = None
    """The span shown, where it is not what the campaign ranks by."""
    note: str = ""
    """What the figures of that span are for."""
    to_reconcile: int = 0
    """How many places of the period its tables do not fit together at."""

    @property
    def at(self) -> At | None:
        """Return what is shown, as `FigureService.grid` takes it."""
        return self.span or self.end

    @property
    def rows(self) -> tuple[GridRow, ...]:
        """Return every row, in the order of the groups."""
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """One figure as typed or pasted; an empty text removes it."""

    subject: SubjectId
    measure: str
    text: str


@dataclass(frozen=True, slots=True)
class FreePeriods:
    """Month ends of a campaign that no figures are filed under; `proposed` is the likely one."""

    choices: tuple[PeriodChoice, ...]
    proposed: date | None


@dataclass(frozen=True, slots=True)
class Lacking:
    """The latest end there are figures of the campaign's own for, and how many lack one there."""

    end: date | None
    subjects: int
