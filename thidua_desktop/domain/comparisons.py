"""Comparisons (phép so sánh): how a value is held against its threshold, and how that reads."""

import operator
from collections.abc import Callable, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Final


class Comparison(StrEnum):
    """How a value is held against its threshold."""

    MORE = ">"
    AT_LEAST = ">="
    EQUAL = "="
    AT_MOST = "<="
    LESS = "<"

    __hash__ = str.__hash__
    """Looked up once for every rate of every unit: the one of `Enum` is slow."""


_COMPARE: Final[Mapping[Comparison, Callable[[int, int], bool]]] = {
    Comparison.MORE: operator.gt,
    Comparison.AT_LEAST: operator.ge,
    Comparison.EQUAL: operator.eq,
    Comparison.AT_MOST: operator.le,
    Comparison.LESS: operator.lt,
}
_PHRASES: Final = {
    Comparison.MORE: "trên {}",
    Comparison.AT_LEAST: "từ {}",
    Comparison.EQUAL: "bằng {}",
    Comparison.AT_MOST: "không quá {}",
    Comparison.LESS: "dưới {}",
}


def threshold_words(comparison: Comparison, amount: str) -> str:
    """Return a threshold in words: `từ 65%`, `trên 90%`."""
    return _PHRASES[comparison].format(amount)


def compare(value: Fraction, comparison: Comparison, limit: Fraction) -> bool:
    """Hold an exact value against an exact limit."""
    return compare_ratio(value.numerator, value.denominator, comparison, limit)


def compare_ratio(part: int, whole: int, comparison: Comparison, limit: Fraction) -> bool:
    """Hold part / whole against a limit, in integers: no common divisor has to be found."""
    return _COMPARE[comparison](part * limit.denominator, limit.numerator * whole)
