"""The law on commendation by the date of the decision: legal bases, report form, bonus money.

A bonus is a multiple of the base salary in force on that day, rounded up. Every number says
where it came from and whether it was seen there: what is only recalled must be checked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final, Protocol, TypeVar

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.subjects import Kind

UNSURE: Final = "mức chưa đối chiếu bản gốc"
"""Said of money whose numbers were not seen in their source."""


@dataclass(frozen=True, slots=True)
class Multiple:
    """How many base salaries a bonus is."""

    times: Fraction
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class BaseSalary:
    """The base salary (lương cơ sở) from a day on, in đồng a month."""

    since: date
    amount: int
    source: str
    verified: bool


class Topic(StrEnum):
    """Who is to hear a notice: whoever writes a report, or the council that considers."""

    REPORT = "report"
    COUNCIL = "council"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a regime asks to be mindful of, for decisions of the days between (both included)."""

    topic: Topic
    text: str
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it concerns a decision of that day."""
        began = self.since is None or self.since <= day
        return began and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Regime:
    """What holds for decisions from `since` until the next regime begins."""

    id: str
    name: str
    since: date
    report: str
    """How a document cites the form of the report: «Mẫu số 07 ban hành kèm theo …»."""
    bases: tuple[str, ...]
    forms: Mapping[Kind, str]
    """The form proposed for the report, by kind of subject; empty where none is known."""
    one_award: str
    """What says that one achievement has one award."""
    rates: Mapping[str, Mapping[Kind, Multiple]]
    """By class of award and kind of subject."""
    notices: tuple[Notice, ...] = ()

    def notices_on(self, day: date, topic: Topic) -> tuple[str, ...]:
        """Return what to be mindful of for a decision of that day."""
        return tuple(one.text for one in self.notices if one.topic is topic and one.holds_on(day))


@dataclass(frozen=True, slots=True)
class Bonus:
    """Bonus money (tiền thưởng) for one award, in đồng."""

    amount: int
    multiple: Multiple
    salary: BaseSalary
    regime: Regime

    @property
    def verified(self) -> bool:
        """Say whether both numbers it is made of were seen in their sources."""
        return self.multiple.verified and self.salary.verified

    @property
    def why(self) -> str:
        """Return the sentence: `0,3 × 2.340.000 = 702.000, làm tròn lên 710.000 đồng`."""
        exact = self.multiple.times * self.salary.amount
        times = vietnamese.exact_decimal(self.multiple.times)
        said = f"{times} × {vietnamese.count(self.salary.amount)} = {_amount(exact)}"
        rounded = f", làm tròn lên {vietnamese.count(self.amount)}" if exact != self.amount else ""
        unsure = "" if self.verified else f"; {UNSURE}"
        return f"{said}{rounded} đồng ({self.regime.name}, {self.salary.source}{unsure})"


def _amount(exact: Fraction) -> str:
    whole = exact.denominator == 1
    return vietnamese.count(int(exact)) if whole else vietnamese.exact_decimal(exact)


@dataclass(frozen=True, slots=True)
class Law:
    """Every regime and base salary there is data for, in the order of their days."""

    regimes: tuple[Regime, ...]
    salaries: tuple[BaseSalary, ...]
    classes: Mapping[str, str]
    """The classes of awards a bonus is fixed for, with their names."""
    round_up_to: int

    def regime_on(self, day: date) -> Regime | None:
        """Return what holds for a decision of `day`; None before the first regime."""
        return _in_force(self.regimes, day)

    def salary_on(self, day: date) -> BaseSalary | None:
        """Return the base salary in force on `day`; None before the first one known."""
        return _in_force(self.salaries, day)

    def bonus(
        self,
        class_id: str,
        kind: Kind,
        decided: date,
        *,
        rounded: bool = True,
        regime: Regime | None = None,
    ) -> Bonus | None:
        """Return the bonus for a decision of that day; None where no rate or salary is known.

        The rate is that of the day's regime, unless another one is kept to.
        Money is whole đồng: what is not rounded up to ten thousands is rounded up to one.
        """
        regime, salary = regime or self.regime_on(decided), self.salary_on(decided)
        if regime is None or salary is None:
            return None
        multiple = regime.rates.get(class_id, {}).get(kind)
        if multiple is None:
            return None
        step = self.round_up_to if rounded else 1
        amount = step * -(-multiple.times * salary.amount // step)
        return Bonus(int(amount), multiple, salary, regime)


class _Dated(Protocol):
    @property
    def since(self) -> date: ...


D = TypeVar("D", bound=_Dated)


def _in_force(every: Sequence[D], day: date) -> D | None:
    return next((one for one in reversed(every) if one.since <= day), None)
