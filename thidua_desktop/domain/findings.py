"""Findings (tồn tại): what is wrong with the data. Listed all at once, each with its place.

A finding carries facts; its sentence lives in `services/wording.py`. The codes are those of
the import (`campaigns.md`, Measures).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """What a finding does to an import: nothing, a question, or its row stays out."""

    NOTICE = "notice"
    WARNING = "warning"
    ERROR = "error"


class Code(StrEnum):
    """What can be wrong with a table, each with one severity."""

    NEGATIVE_COUNT = "negative-count"
    PART_OVER_WHOLE = "part-over-whole"
    DUPLICATE_UNIT = "duplicate-unit"
    UNKNOWN_UNIT = "unknown-unit"
    AMBIGUOUS_UNIT = "ambiguous-unit"
    ERROR_VALUE = "error-value"
    NO_CACHED_VALUE = "no-cached-value"
    DATE_INSTEAD_OF_NUMBER = "date-instead-of-number"
    NOT_A_NUMBER = "not-a-number"
    NOT_A_WHOLE_NUMBER = "not-a-whole-number"
    AMBIGUOUS_NUMBER = "ambiguous-number"
    TOTAL_MISMATCH = "total-mismatch"
    SUM_MISMATCH = "sum-mismatch"
    RATE_MISMATCH = "rate-mismatch"
    DECREASING_COUNT = "decreasing-count"
    TENFOLD_COUNT = "tenfold-count"
    MACROS_IGNORED = "macros-ignored"
    LEGACY_ENCODING = "legacy-encoding"
    LEGACY_KEPT = "legacy-kept"
    HIDDEN_SHEET = "hidden-sheet"
    UNCLEAR_COLUMNS = "unclear-columns"
    PERIOD_DIFFERS = "period-differs"
    ALREADY_IMPORTED = "already-imported"

    @property
    def severity(self) -> Severity:
        """Return how much it matters."""
        return _SEVERITIES.get(self, Severity.ERROR)


_SEVERITIES = {
    Code.TOTAL_MISMATCH: Severity.WARNING,
    Code.SUM_MISMATCH: Severity.WARNING,
    Code.RATE_MISMATCH: Severity.WARNING,
    Code.DECREASING_COUNT: Severity.WARNING,
    Code.TENFOLD_COUNT: Severity.WARNING,
    Code.UNCLEAR_COLUMNS: Severity.WARNING,
    Code.MACROS_IGNORED: Severity.NOTICE,
    Code.LEGACY_ENCODING: Severity.NOTICE,
    Code.LEGACY_KEPT: Severity.NOTICE,
    Code.HIDDEN_SHEET: Severity.NOTICE,
    Code.PERIOD_DIFFERS: Severity.NOTICE,
    Code.ALREADY_IMPORTED: Severity.NOTICE,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: sheet, cell (`B39`), row number from 1; empty for the whole file."""

    sheet: str = ""
    cell: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with the data, where, and the facts its sentence needs."""

    code: Code
    place: Place
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Return how much it matters."""
        return self.code.severity
