"""Readers of a campaign's rules: readings, indicators, criteria, scoring, ranking.

Any value of a rule that depends on a reading is written in one way, naming a value for each
option: `way = { reading = "deduction", proportional = "…", full-percent = "…" }`.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final, TypeVar

from thidua_desktop.domain.campaigns import Better, RankBy, RankingRule, TieBreak
from thidua_desktop.domain.comparisons import Comparison
from thidua_desktop.domain.criteria import (
    Combined,
    CouncilCriterion,
    CountCriterion,
    Criterion,
    OfficeCriterion,
    RateCriterion,
    TargetCriterion,
)
from thidua_desktop.domain.figures import Ratio
from thidua_desktop.domain.indicators import FULL, Indicator, Target, Uplift
from thidua_desktop.domain.readings import Choice, Reading, ReadingOption
from thidua_desktop.domain.scoring import (
    Apply,
    Band,
    Deduct,
    DeductionStep,
    FactorStep,
    RateStep,
    Scoring,
    Step,
)
from thidua_desktop.importing.datafile import (
    Reader,
    Table,
    Value,
    day,
    decimal,
    distinct,
    flag,
    items,
    keyed,
    name_of,
    one_of,
    share,
    some,
    table,
    text,
    whole,
)

T = TypeVar("T")

CAMPAIGN_START: Final = "campaign"
"""Stands in an indicator's `starts` for the campaign's own first day."""


def reading(node: Table) -> Reading:
    """Read one ambiguous rule and its options, the default first."""
    node.only("name question options")
    options = node.take("options", keyed(table(_option)))
    if len(options) < 2:  # noqa: PLR2004 - one way to read a rule is no choice
        raise node.value.refused("ít nhất hai cách hiểu trong options")
    return Reading(
        node.id, node.take("name", text), node.take("question", text), tuple(options.values())
    )


def _option(node: Table) -> ReadingOption:
    node.only("text short")
    said = node.take("text", text)
    return ReadingOption(node.id, said, node.get("short", text, said))


class Rules:
    """Reads rules against what the document has declared so far."""

    def __init__(
        self,
        readings: Mapping[str, Reading],
        groups: Collection[str],
        measures: Collection[str],
        start: date | None,
    ) -> None:
        self._readings = readings
        self._start = start
        self.measure: Reader[str] = name_of(measures, "mã số liệu trong danh mục")
        self.group: Reader[str] = name_of(groups, "mã nhóm")
        self.indicator: Reader[str] = name_of((), "mã chỉ tiêu")
        self.with_target: frozenset[str] = frozenset()
        """The indicators that have a target to be held against."""
        self._groups = groups

    def declare_indicators(self, found: Mapping[str, Indicator]) -> None:
        """Let later rules name these indicators."""
        self.with_target = frozenset(key for key, one in found.items() if one.target)
        self.indicator = name_of(found, "mã chỉ tiêu")

    def by_reading(self, read: Reader[T]) -> Reader[T | Choice[T]]:
        """Read a value, or one for every option of a reading."""

        def read_either(value: Value) -> T | Choice[T]:
            if not isinstance(value.raw, Mapping):
                return read(value)
            node = Table(value)
            if not node.has("reading"):
                ways = (way.value for one in self._readings.values() for way in one.options)
                node.only_of(("reading", *ways))
            key = node.take("reading", name_of(self._readings, "mã cách hiểu"))
            options = self._readings[key].options
            node.only_of(one.value for one in options)
            return Choice(key, {one.value: node.take(one.value, read) for one in options})

        return read_either

    def default_of(self, value: T | Choice[T]) -> T:
        """Return what a value is under the default reading."""
        if isinstance(value, Choice):
            return value.values[self._readings[value.reading].default]
        return value

    def by_group(self, read: Reader[T]) -> Reader[dict[str, T]]:
        """Read a table of values by group id."""

        def read_groups(value: Value) -> dict[str, T]:
            node = Table(value)
            node.only_of(self._groups)
            return {name: node.take(name, read) for name in self._groups if node.has(name)}

        return read_groups

    # --- indicators ---

    def indicator_table(self, node: Table) -> Indicator:
        """Read one indicator: its rate, target and span."""
        node.only("name short about part whole ratios target starts smaller-is-better")
        name = node.take("name", text)
        return Indicator(
            id=node.id,
            name=name,
            short=node.get("short", text, name),
            about=node.get("about", text, ""),
            ratios=self._ratios(node),
            target=node.get("target", table(self._target), None),
            starts=node.get("starts", some(items(self._span_start)), ()),
            smaller_is_better=node.get("smaller-is-better", flag, False),
        )

    def _ratios(self, node: Table) -> tuple[Ratio, ...] | Choice[tuple[Ratio, ...]]:
        if node.has("ratios"):
            return node.take("ratios", self.by_reading(some(items(table(self._one_ratio)))))
        return (self.ratio(node),)

    def _one_ratio(self, node: Table) -> Ratio:
        node.only("part whole")
        return self.ratio(node)

    def ratio(self, node: Table) -> Ratio:
        """Read what a rate is made of: `part` over `whole`."""
        sums = distinct(some(items(self.measure)))
        return Ratio(node.take("part", sums), node.take("whole", sums))

    def _span_start(self, value: Value) -> date | None:
        return self._start if value.raw == CAMPAIGN_START else day(value)

    def _target(self, node: Table) -> Target:
        node.only("percent groups measure uplift uplift-way cap compare")
        return Target(
            share=node.get("percent", share, None),
            by_group=node.get("groups", self.by_group(share), None),
            measure=node.get("measure", self.measure, None),
            uplift=node.get("uplift", share, Fraction(0)),
            uplift_way=node.get("uplift-way", self.by_reading(one_of(Uplift)), Uplift.POINTS),
            cap=node.get("cap", share, FULL),
            comparison=node.get("compare", one_of(Comparison), Comparison.AT_LEAST),
        )


class CriteriaReader:
    """Reads `[criteria.<id>]`; combinations name their members by id."""

    def __init__(self, value: Value, rules: Rules) -> None:
        raw = Table(value).value.raw
        assert isinstance(raw, Mapping)  # noqa: S101 - Table has refused everything else
        self._value = value
        self._raw = raw
        self._rules = rules
        self._done: dict[str, Criterion] = {}
        self._open: list[str] = []

    def read_all(self) -> None:
        """Read every criterion, also those nothing names."""
        keyed(lambda value: self._build(value.path.rpartition(".")[2]))(self._value)

    def reference(self, value: Value) -> Criterion:
        """Read the id of a criterion and return what it stands for."""
        name = name_of(self._raw, "mã tiêu chuẩn")(value)
        if name in self._open:
            raise value.refused("tiêu chuẩn không chứa chính nó")
        return self._build(name)

    def _build(self, name: str) -> Criterion:
        if name not in self._done:
            self._open.append(name)
            self._done[name] = table(self._criterion)(self._value.at(name, self._raw[name]))
            self._open.pop()
        return self._done[name]

    def _criterion(self, node: Table) -> Criterion:
        node.only("kind text indicator compare percent measure count of need")
        kinds: Mapping[str, Callable[[Table, str], Criterion]] = {
            "rate": self._rate,
            "target": self._target,
            "count": self._count,
            "council": lambda one, said: CouncilCriterion(one.id, said),
            "office": self._office,
            "all": lambda one, said: self._combined(one, said, None),
            "any": lambda one, said: self._combined(one, said, 1),
            "at-least": lambda one, said: self._combined(one, said, one.take("need", whole(1))),
        }
        kind = node.take("kind", name_of(kinds, "loại tiêu chuẩn"))
        return kinds[kind](node, node.take("text", text))

    def _comparison(self, node: Table) -> Comparison | Choice[Comparison]:
        return node.take("compare", self._rules.by_reading(one_of(Comparison)))

    def _rate(self, node: Table, said: str) -> Criterion:
        name = node.take("indicator", self._rules.indicator)
        comparison = self._comparison(node)
        return RateCriterion(node.id, said, name, comparison, node.take("percent", share))

    def _target(self, node: Table, said: str) -> Criterion:
        name = node.take("indicator", self._rules.indicator)
        compare = self._rules.by_reading(one_of(Comparison))
        return TargetCriterion(node.id, said, name, node.get("compare", compare, None))

    def _count(self, node: Table, said: str) -> Criterion:
        name = node.take("measure", self._rules.measure)
        comparison = self._comparison(node)
        return CountCriterion(node.id, said, name, comparison, node.take("count", whole()))

    def _office(self, node: Table, said: str) -> Criterion:
        return OfficeCriterion(node.id, said, node.take("of", self.reference))

    def _combined(self, node: Table, said: str, need: int | None) -> Criterion:
        members = node.take("of", some(items(self.reference)))
        if need is not None and need > len(members):
            raise node.value.at("need", need).refused(f"số nguyên đến {len(members)}")
        return Combined(node.id, said, members, need)


# --- scoring and ranking ---


def ranking(node: Table, rules: Rules, criterion: Reader[Criterion]) -> RankingRule:
    """Read how members of a group are ordered."""
    node.only("by columns tie-breaks steps order criteria indicators cap volume")
    by = node.take("by", one_of(RankBy))
    indicators = items(rules.indicator)
    columns = node.get("columns", some(indicators), ())
    if by is RankBy.POINTS:
        breaks = node.get("tie-breaks", items(table(lambda one: _tie_break(one, rules))), ())
        return RankingRule(by, scoring=_scoring(node, rules), tie_breaks=breaks, columns=columns)
    if by is RankBy.CRITERIA:
        criteria = node.take("criteria", rules.by_group(criterion))
        return RankingRule(by, criteria=criteria, columns=columns)
    return RankingRule(
        by,
        indicators=node.take("indicators", some(indicators)),
        cap=node.take("cap", decimal),
        volume=node.get("volume", items(rules.measure), ()),
        columns=columns,
    )


def _tie_break(node: Table, rules: Rules) -> TieBreak:
    node.only("better measure indicator")
    better = node.take("better", one_of(Better))
    if node.has("measure"):
        return TieBreak(better, measure=node.take("measure", rules.measure))
    return TieBreak(better, indicator=node.take("indicator", rules.indicator))


def _scoring(node: Table, rules: Rules) -> Scoring:
    steps = node.take("steps", keyed(table(lambda one: _step(one, rules))))
    return Scoring(steps, node.take("order", rules.by_reading(_order_of(steps))))


def _order_of(steps: Mapping[str, Step]) -> Reader[tuple[str, ...]]:
    def read(value: Value) -> tuple[str, ...]:
        order = some(items(name_of(steps, "mã bước tính")))(value)
        if not isinstance(steps[order[0]], RateStep) or len(set(order)) != len(order):
            raise value.refused(
                'bước đầu có kind = "rate", mỗi bước một lần',
                ", ".join(order),
            )
        return order

    return read


def _step(node: Table, rules: Rules) -> Step:
    node.only("kind name indicator scale of-target points most way measure bands apply")
    kinds: Mapping[str, Callable[[Table, str], Step]] = {
        "rate": lambda one, name: _rate_step(one, name, rules),
        "deduction": lambda one, name: DeductionStep(
            one.id,
            name,
            one.take("indicator", rules.indicator),
            one.take("points", decimal),
            one.take("most", decimal),
            one.take("way", rules.by_reading(one_of(Deduct))),
        ),
        "factor": lambda one, name: FactorStep(
            one.id,
            name,
            one.take("measure", rules.measure),
            one.take("bands", _bands),
            one.take("apply", rules.by_reading(one_of(Apply))),
        ),
    }
    kind = node.take("kind", name_of(kinds, "loại bước tính"))
    return kinds[kind](node, node.take("name", text))


def _rate_step(node: Table, name: str, rules: Rules) -> RateStep:
    indicator = node.take("indicator", rules.indicator)
    of_target = node.get("of-target", decimal, None)
    if of_target is not None and indicator not in rules.with_target:
        raise node.value.at("of-target", str(of_target)).refused(
            f"chỉ tiêu có target; {indicator} chưa có"
        )
    return RateStep(node.id, name, indicator, node.take("scale", whole(1)), of_target)


def _bands(value: Value) -> tuple[Band, ...]:
    bands = some(items(table(_band)))(value)
    if bands[0].lowest != 0:
        raise Value(value.file, f"{value.path}[1].from", bands[0].lowest).refused("0: bậc đầu từ 0")
    for number, (before, after) in enumerate(pairwise(bands), start=2):
        if after.lowest <= before.lowest:
            found = Value(value.file, f"{value.path}[{number}].from", after.lowest)
            raise found.refused(f"lớn hơn {before.lowest}, các bậc tăng dần")
    return bands


def _band(node: Table) -> Band:
    node.only("from factor")
    return Band(node.take("from", whole()), node.take("factor", decimal))
