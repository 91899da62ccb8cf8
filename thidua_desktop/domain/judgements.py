"""Judgements: how a criterion stands for one subject, on which figures, and in words.

The words are made only when somebody asks for them: most of ten thousand are never read.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.comparisons import Comparison, threshold_words
from thidua_desktop.domain.figures import Figure, Period, Rate
from thidua_desktop.domain.indicators import TargetValue

NOTHING_AROSE = "không phát sinh hồ sơ (mẫu số bằng 0)"


class State(StrEnum):
    """How a criterion stands."""

    MET = "met"
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    COUNCIL = "council"
    NOT_APPLICABLE = "not_applicable"


class Held(NamedTuple):
    """A rate held against a limit; words are made when somebody asks for them."""

    rate: Rate
    comparison: Comparison
    limit: Fraction
    target: TargetValue | None = None

    @property
    def value(self) -> str:
        """Return the rate as printed: `96,08%`; empty where nothing arose."""
        part, whole = self.rate.part, self.rate.whole
        return vietnamese.percent_of(part, whole, near=self.limit) if whole else ""

    @property
    def threshold(self) -> str:
        """Return what was asked for: `>= 65%`."""
        return f"{self.comparison} {vietnamese.threshold_percent(self.limit)}"

    @property
    def why(self) -> str:
        """Return the sentence: `2.649 / 2.757 = 96,08%; cần từ 65%`."""
        words = threshold_words(self.comparison, vietnamese.threshold_percent(self.limit))
        said = (
            f"{vietnamese.count(self.rate.part)} / {vietnamese.count(self.rate.whole)} = "
            f"{self.value}; cần {words}"
            if self.rate.whole
            else NOTHING_AROSE
        )
        return f"{said}; {self.target.why}" if self.target else said

    @property
    def period(self) -> Period | None:
        """Return what the figures cover."""
        return self.rate.period

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return the counts, and the target if it is the subject's own."""
        own = self.target.figure if self.target else None
        return (*self.rate.figures, own) if own else self.rate.figures


@dataclass(frozen=True, slots=True)
class Counted:
    """A count held against a number."""

    figure: Figure
    comparison: Comparison
    limit: int

    @property
    def value(self) -> str:
        """Return the count as printed: `1.234`."""
        return vietnamese.count(self.figure.count or 0)

    @property
    def threshold(self) -> str:
        """Return what was asked for: `>= 100`."""
        return f"{self.comparison} {vietnamese.count(self.limit)}"

    @property
    def why(self) -> str:
        """Return the sentence: `97; cần từ 100`."""
        words = threshold_words(self.comparison, vietnamese.count(self.limit))
        return f"{self.value}; cần {words}"

    @property
    def period(self) -> Period | None:
        """Return what the figures cover."""
        return self.figure.period

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return the one figure."""
        return (self.figure,)


@dataclass(frozen=True, slots=True)
class Said:
    """Something that no figure decides, in words: what lacks, what the council said."""

    why: str = ""
    threshold: str = ""
    value: str = ""
    period: Period | None = None
    figures: tuple[Figure, ...] = ()
    old_words: str = ""
    """What the council confirmed, if the criterion reads otherwise now."""


class Judgement(NamedTuple):
    """How one criterion stands for one subject, and from which figures."""

    id: str
    text: str
    state: State
    basis: Held | Counted | Said = Said()
    members: tuple["Judgement", ...] = ()

    @property
    def value(self) -> str:
        """Return what was reached: `96,08%`, `8`; empty without figures."""
        return self.basis.value

    @property
    def threshold(self) -> str:
        """Return what was asked for: `>= 65%`."""
        return self.basis.threshold

    @property
    def why(self) -> str:
        """Return the sentence: `2.649 / 2.757 = 96,08%; cần từ 65%`."""
        return self.basis.why

    @property
    def period(self) -> Period | None:
        """Return what the figures cover."""
        return self.basis.period

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return the figures it was judged on."""
        return self.basis.figures

    @property
    def old_words(self) -> str:
        """Return the words the council confirmed, if the criterion reads otherwise now."""
        return self.basis.old_words if isinstance(self.basis, Said) else ""

    @property
    def tally(self) -> str:
        """Return how many members of a combination are met: `2/5 đạt`."""
        met = sum(one.state is State.MET for one in self.members)
        return f"{met}/{len(self.members)} đạt"

    def outline(self) -> tuple["Judgement", ...]:
        """Return the combinations this one is made of, each before its own single criteria."""
        found: list[Judgement] = []
        for member in self.members:
            if len(member.members) > 1:
                found.append(member)
            found += member.outline()
        return tuple(found) if self.members else (self,)

    def leaves(self) -> tuple["Judgement", ...]:
        """Return the single criteria this one is made of."""
        if not self.members:
            return (self,)
        return tuple([leaf for member in self.members for leaf in member.leaves()])
