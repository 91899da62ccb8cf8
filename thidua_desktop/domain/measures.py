"""The catalogue of measures: what can be counted, one meaning per id in every campaign."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

OWN_TABLE: Final = "BẢNG SỐ LIỆU THI ĐUA"
"""Stands above every table of figures this program writes; by it the import knows its own."""
OWN_RESULT: Final = "Kết quả do chương trình Thi Đua tính ra, không phải số liệu để nhập."
"""Stands above every table of results this program writes: those are never read as figures."""


class MeasureUnit(StrEnum):
    """What a measure is counted in."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its name, a short one for narrow headers, and the words that name it in tables.

    Each entry of `headings` is a heading path as tables print it, outermost first. A measure
    that is not `cumulative` (what is pending on a day) may fall from one period to the next.
    """

    id: str
    name: str
    short: str
    unit: MeasureUnit
    noun: str = "hồ sơ"
    headings: tuple[tuple[str, ...], ...] = ()
    cumulative: bool = True


@dataclass(frozen=True, slots=True)
class SumRule:
    """A measure that must equal the sum of others where all are in one table."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartRule:
    """Measures whose sum may never be larger than `whole`."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RateRule:
    """A rate that tables print beside their counts: (part − less) / whole, a cross-check only."""

    id: str
    part: tuple[str, ...]
    whole: tuple[str, ...]
    less: tuple[str, ...] = ()
    headings: tuple[tuple[str, ...], ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """Return every measure the rate is made of."""
        return tuple(dict.fromkeys((*self.part, *self.less, *self.whole)))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every measure by id, in the catalogue's order, and the rules between them."""

    measures: Mapping[str, Measure]
    sums: tuple[SumRule, ...] = ()
    parts: tuple[PartRule, ...] = ()
    rates: tuple[RateRule, ...] = ()

    @property
    def names(self) -> Mapping[str, str]:
        """Return the name of every measure."""
        return {one.id: one.name for one in self.measures.values()}
