"""Cross-checks of a table: within a row, against what is stored, and of its totals.

Totals and printed rates are never imported; they only tell whether the counts can be right.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from operator import add, eq, ge

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.findings import Code, Finding, Place
from thidua_desktop.domain.measures import Catalogue, MeasureUnit, PartRule, RateRule
from thidua_desktop.domain.subjects import Subject, SubjectId
from thidua_desktop.domain.suspicions import fell, jumped
from thidua_desktop.importing.book import address
from thidua_desktop.importing.cells import Value, count_in, printed_rate
from thidua_desktop.importing.columns import RATE_MARK
from thidua_desktop.importing.headings import Column, Table
from thidua_desktop.importing.rows import Row, RowKind

Values = Mapping[str, Value]


class Known:
    """The figures stored already, as a plan for one period needs them."""

    def __init__(self, figures: Iterable[Figure], period: Period | None) -> None:
        self._at: dict[tuple[SubjectId, str, bool], Figure] = {}
        self._earlier: dict[tuple[SubjectId, str], Figure] = {}
        for figure in figures:
            key = figure.subject, figure.measure
            if figure.period is None:
                self._at[*key, True] = figure
            elif period is not None and figure.period == period:
                self._at[*key, False] = figure
            elif period is not None and _comes_before(figure.period, period):
                other = self._earlier.get(key)
                if other is None or _end(other) < _end(figure):
                    self._earlier[key] = figure

    @property
    def has_figures(self) -> bool:
        """Say whether anything is stored for the plan's own period."""
        return bool(self._at)

    def at(self, subject: SubjectId, measure: str, *, timeless: bool = False) -> Figure | None:
        """Return what is stored for the plan's own period, or without one."""
        return self._at.get((subject, measure, timeless)) if self._at else None

    @property
    def has_earlier(self) -> bool:
        """Say whether anything is stored for an earlier period of the same span."""
        return bool(self._earlier)

    def earlier(self, subject: SubjectId, measure: str) -> Figure | None:
        """Return what is stored for the latest earlier period with the same start."""
        return self._earlier.get((subject, measure))


class Checks:
    """The checks of one table."""

    def __init__(self, table: Table, catalogue: Catalogue, known: Known) -> None:
        self._table = table
        self._catalogue = catalogue
        self._known = known
        self._columns = {
            one.key: one
            for one in table.measured(catalogue)
            if catalogue.measures[one.key].unit is not MeasureUnit.PERCENT
        }
        self._sums = [one for one in catalogue.sums if self._has(one.whole, *one.parts)]
        self._parts = self._part_rules()
        self._rates = self._rate_rules()

    def set_aside(self, rows: Sequence[Values]) -> None:
        """Leave out the rules that hold in all these rows: `of_row` need not look at them again.

        Most hold throughout, and whole columns are compared many times as fast as their rows.
        """
        counts = {key: [one[key].count for one in rows] for key in self._columns}
        complete = {
            key: known
            for key, column in counts.items()
            if len(known := [one for one in column if one is not None]) == len(rows)
        }
        self._sums = [one for one in self._sums if not _compare(eq, one.whole, one.parts, complete)]
        self._parts = [one for one in self._parts if not self._fits(one[0], complete)]

    def _fits(self, rule: PartRule, complete: Mapping[str, Sequence[int]]) -> bool:
        """Say whether the parts are never over the whole, for sure."""
        here = [one for one in rule.parts if one in self._columns]
        if self._known.has_figures and not self._has(rule.whole, *rule.parts):
            return False  # the rest of it may be stored
        return _compare(ge, rule.whole, here, complete)

    @property
    def are_left(self) -> bool:
        """Say whether there is anything to check row by row."""
        return bool(self._parts or self._sums or self._rates or self._known.has_earlier)

    def of_row(self, row: int, values: Values, subject: Subject | None) -> list[Finding]:
        """Check one row: parts over wholes, sums, printed rates, and what was stored before."""
        found = [*self._parts_over(row, values, subject)] if self._parts else []
        if self._sums:
            found += self._wrong_sums(row, values)
        if self._rates:
            found += self._wrong_rates(row, values)
        if self._known.has_earlier:
            found += self._beside_before(row, values, subject)
        return found

    def of_totals(self, values: Mapping[int, Values], groups: Mapping[int, str]) -> list[Finding]:
        """Add up again what totals and group rows say; `groups` are data rows that are groups."""
        return list(_Totals(self._table, self._columns, values, groups).findings())

    def _has(self, *measures: str) -> bool:
        return all(one in self._columns for one in measures)

    def _part_rules(self) -> list[tuple[PartRule, str]]:
        """Return the rules that can be checked here, each with the measure a finding points at."""
        rules: list[tuple[PartRule, str]] = []
        for rule in self._catalogue.parts:
            here = [one for one in (rule.whole, *rule.parts) if one in self._columns]
            if here and (self._known.has_figures or (len(here) > 1 and rule.whole in here)):
                rules.append((rule, here[-1]))
        return rules

    def _rate_rules(self) -> list[tuple[Column, RateRule]]:
        rules: list[tuple[Column, RateRule]] = []
        for column in self._table.rated():
            rate = column.key.removeprefix(RATE_MARK)
            fitting = (
                one for one in self._catalogue.rates if one.id == rate and self._has(*one.measures)
            )
            if (rule := next(fitting, None)) is not None:
                rules.append((column, rule))
        return rules

    def _parts_over(self, row: int, values: Values, subject: Subject | None) -> Iterator[Finding]:
        compared_with_stored = False
        for rule, here in self._parts:
            whole = self._count(rule.whole, values, subject)
            if whole is None:
                continue
            counts = [self._count(one, values, subject) for one in rule.parts]
            part = sum(one for one in counts if one is not None)
            if part <= whole:
                continue
            is_stored = any(one not in values for one in (rule.whole, *rule.parts))
            if is_stored and compared_with_stored:
                continue  # one contradiction with another table says enough; the rest follow
            compared_with_stored |= is_stored
            facts = {
                "part_name": self._names(rule.parts),
                "part": vietnamese.count(part),
                "whole_name": self._names((rule.whole,)),
                "whole": vietnamese.count(whole),
                "file": self._stored_file(rule, values, subject),
            }
            yield Finding(Code.PART_OVER_WHOLE, self._place(row, here), facts)

    def _count(self, measure: str, values: Values, subject: Subject | None) -> int | None:
        """Return a count of the row, or the stored one of the same period."""
        if (value := values.get(measure)) is not None:
            return value.count
        stored = self._known.at(subject.id, measure) if subject else None
        return stored.count if stored else None

    def _stored_file(self, rule: PartRule, values: Values, subject: Subject | None) -> str:
        """Return the file from which the stored side of a comparison came."""
        for measure in (rule.whole, *rule.parts):
            if measure not in values and subject is not None:
                stored = self._known.at(subject.id, measure)
                if stored is not None and stored.source.file:
                    return stored.source.file
        return ""

    def _wrong_sums(self, row: int, values: Values) -> Iterator[Finding]:
        for rule in self._sums:
            whole = values[rule.whole].count
            counts = [values[one].count for one in rule.parts]
            parts = [one for one in counts if one is not None]
            if whole is None or len(parts) < len(counts) or sum(parts) == whole:
                continue
            facts = _compared(whole, sum(parts)) | {
                "whole_name": self._names((rule.whole,)),
                "part_name": self._names(rule.parts),
            }
            yield Finding(Code.SUM_MISMATCH, self._place(row, rule.whole), facts)

    def _wrong_rates(self, row: int, values: Values) -> Iterator[Finding]:
        for column, rule in self._rates:
            counts = {one: values[one].count for one in rule.measures}
            known = {one: count for one, count in counts.items() if count is not None}
            rate = printed_rate(self._table.cell(row, column.key))
            if rate is None or len(known) < len(counts):
                continue
            part = sum(known[one] for one in rule.part) - sum(known[one] for one in rule.less)
            whole = sum(known[one] for one in rule.whole)
            if whole <= 0 or part < 0 or rate.agrees(part, whole):
                continue
            facts = {"stated": rate.found, "computed": vietnamese.percent(Fraction(part, whole))}
            place = Place(self._table.sheet.name, address(row, column.number), row)
            yield Finding(Code.RATE_MISMATCH, place, facts)

    def _beside_before(
        self, row: int, values: Values, subject: Subject | None
    ) -> Iterator[Finding]:
        """Compare running totals with those of the period before: they neither fall nor leap."""
        if subject is None:
            return
        for measure in self._columns:
            count = values[measure].count
            earlier = self._known.earlier(subject.id, measure)
            if count is None or earlier is None or earlier.count is None:
                continue
            fallen = fell(earlier.count, count)
            suspicious = fallen or jumped(earlier.count, count)
            if not suspicious or not self._catalogue.measures[measure].cumulative:
                continue
            facts = {
                "found": vietnamese.count(count),
                "before": vietnamese.count(earlier.count),
                "until": vietnamese.day(_end(earlier)),
                "measure": self._names((measure,)),
            }
            code = Code.DECREASING_COUNT if fallen else Code.TENFOLD_COUNT
            yield Finding(code, self._place(row, measure), facts)

    def _names(self, measures: Sequence[str]) -> str:
        return " + ".join(self._catalogue.measures[one].name for one in measures)

    def _place(self, row: int, measure: str) -> Place:
        column = self._columns[measure].number
        return Place(self._table.sheet.name, address(row, column), row)


class _Totals:
    """Adds up the rows of data above each total, and below each group row with subtotals."""

    def __init__(
        self,
        table: Table,
        columns: Mapping[str, Column],
        values: Mapping[int, Values],
        groups: Mapping[int, str],
    ) -> None:
        self._table = table
        self._columns = columns
        self._values = values
        self._groups = groups

    def findings(self) -> Iterator[Finding]:
        """Compare every total and every subtotal with the rows it should hold."""
        rows = self._table.rows
        for position, row in enumerate(rows):
            if not row.has_values:
                continue
            if row.kind is RowKind.TOTAL:
                yield from self._compare(row, self._scopes(position))
            elif self._is_group(row):
                yield from self._compare(row, [self._below(position)])

    def _is_group(self, row: Row) -> bool:
        return row.kind is RowKind.GROUP or (
            row.kind is RowKind.DATA and row.number not in self._values
        )

    def _below(self, position: int) -> list[Values]:
        found: list[Values] = []
        for row in self._table.rows[position + 1 :]:
            if row.kind is RowKind.TOTAL or self._is_group(row):
                break
            if row.number in self._values:
                found.append(self._values[row.number])
        return found

    def _scopes(self, position: int) -> list[list[Values]]:
        """Return what a total may add up: the rows since the last total or group, or all above.

        A total that stands before all rows adds up those below it.
        """
        above = self._table.rows[:position]
        every = [self._values[one.number] for one in above if one.number in self._values]
        block: list[Values] = []
        for row in reversed(above):
            if row.kind is RowKind.TOTAL or (self._is_group(row) and block):
                break
            if row.number in self._values:
                block.append(self._values[row.number])
        if not every:
            return [self._below(position), self._all_below(position)]
        return [block, every] if block and len(block) < len(every) else [every]

    def _all_below(self, position: int) -> list[Values]:
        below = self._table.rows[position + 1 :]
        return [self._values[one.number] for one in below if one.number in self._values]

    def _compare(self, row: Row, scopes: list[list[Values]]) -> Iterator[Finding]:
        stated = {
            key: count
            for key, column in self._columns.items()
            if (count := count_in(self._table.cell(row.number, key)).count) is not None
        }
        sums = [{key: _added(scope, key) for key in stated} for scope in scopes if scope]
        if not sums:
            return
        best = max(sums, key=lambda added: _agreeing(added, stated))
        sure = all(
            one is best or _agreeing(one, stated, unread=1) < _agreeing(best, stated)
            for one in sums
        )
        for key, count in stated.items():
            added = best[key]
            unknown = any(one[key] is None for one in ([best] if sure else sums))
            if added is None or unknown or added == count:
                continue
            place = Place(
                self._table.sheet.name, address(row.number, self._columns[key].number), row.number
            )
            yield Finding(Code.TOTAL_MISMATCH, place, _compared(count, added))


def _compare(
    fits: Callable[[int, int], bool],
    whole: str,
    parts: Sequence[str],
    complete: Mapping[str, Sequence[int]],
) -> bool:
    """Say whether whole and added parts fit in every row; False where some row lacks a count."""
    if not {whole, *parts} <= complete.keys():
        return False
    first, *others = (complete[one] for one in parts)
    added: Iterable[int] = first
    for one in others:
        added = map(add, added, one)
    return all(map(fits, complete[whole], added))


def _agreeing(added: Mapping[str, int | None], stated: Mapping[str, int], unread: int = 0) -> int:
    """Return how many columns agree; `unread` is what one that cannot be read counts for."""
    return sum(
        unread if added[key] is None else added[key] == count for key, count in stated.items()
    )


def _added(rows: Sequence[Values], key: str) -> int | None:
    """Return the sum of what the rows say, None if one of them cannot be read."""
    if any(one[key].problem is not None for one in rows):
        return None
    return sum(one[key].count or 0 for one in rows)


def _compared(stated: int, added: int) -> dict[str, str]:
    return {
        "stated": vietnamese.count(stated),
        "added": vietnamese.count(added),
        "difference": vietnamese.count(abs(stated - added)),
    }


def _comes_before(earlier: Period, later: Period) -> bool:
    return earlier.start == later.start and earlier.end < later.end


def _end(figure: Figure) -> date:
    assert figure.period is not None  # noqa: S101 - only figures with one are kept as earlier
    return figure.period.end
