"""What a scenario may change, and what it supposes, in clauses: `Xã A có 80 hồ sơ thay vì 79`."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final, assert_never

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.criteria import CountCriterion, RateCriterion
from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.indicators import Target
from thidua_desktop.domain.measures import MeasureUnit
from thidua_desktop.domain.usage import FigureKey
from thidua_desktop.domain.whatif import (
    Drop,
    FigureTry,
    Part,
    ReadingTry,
    Scenario,
    TargetTry,
    ThresholdTry,
    criteria_of,
)
from thidua_desktop.services.campaigns import option_of, reading_of
from thidua_desktop.services.differences import period_words
from thidua_desktop.services.loading import Loaded, catalogue, measures_of
from thidua_desktop.services.provenance import value_text
from thidua_desktop.services.whatif_choices import (
    ChangeableView,
    Limit,
    LimitKind,
    MeasureChoice,
    WhatIfChoices,
)
from thidua_desktop.services.whatif_views import Supposed

_MOST_NAMED: Final = 3


def choices_of(loaded: Loaded) -> WhatIfChoices:
    """Return what a scenario of this campaign may change, with the values as they stand."""
    campaign = loaded.campaign
    measures = [catalogue().measures[name] for name in measures_of(campaign)]
    return WhatIfChoices(
        tuple(_targets(campaign)),
        tuple(_thresholds(campaign)),
        tuple(_droppable(campaign)),
        tuple(_limits(campaign)),
        tuple(loaded.data.participants),
        tuple(MeasureChoice(one.id, one.name, one.noun) for one in measures),
    )


def _targets(campaign: Campaign) -> Iterator[ChangeableView]:
    for one in campaign.indicators.values():
        if one.target is not None:
            shares = [*(one.target.by_group or {}).values(), one.target.share]
            said = dict.fromkeys(vietnamese.threshold_percent(share) for share in shares if share)
            yield ChangeableView(one.id, one.name, ", ".join(said))


def _thresholds(campaign: Campaign) -> Iterator[ChangeableView]:
    for one in criteria_of(campaign).values():
        if isinstance(one, RateCriterion):
            yield ChangeableView(one.id, one.text, vietnamese.threshold_percent(one.share))
        elif isinstance(one, CountCriterion):
            yield ChangeableView(one.id, one.text, vietnamese.count(one.count))


def _droppable(campaign: Campaign) -> Iterator[ChangeableView]:
    for one in criteria_of(campaign).values():
        yield ChangeableView(one.id, one.text, "")
    for name in campaign.ranking.indicators:
        yield ChangeableView(name, campaign.indicators[name].name, "")


def _limits(campaign: Campaign) -> Iterator[Limit]:
    for one in campaign.indicators.values():
        if one.target is None:
            continue
        for group in one.target.by_group or {}:
            value = _target_text(one.target, group)
            name = campaign.group(group).short
            yield Limit(LimitKind.TARGET, one.id, one.short, value, True, group, name)
        if not one.target.by_group:
            yield Limit(LimitKind.TARGET, one.id, one.short, _target_text(one.target, ""), True)
    criteria = criteria_of(campaign)
    for shown in _thresholds(campaign):
        is_rate = isinstance(criteria[shown.id], RateCriterion)
        yield Limit(LimitKind.THRESHOLD, shown.id, shown.name, shown.value, is_rate)


def _target_text(target: Target, group: str) -> str:
    share = (target.by_group or {}).get(group, target.share)
    return "chưa có" if share is None else vietnamese.threshold_percent(share)


# --- in words ---


def supposed_by(
    loaded: Loaded, scenario: Scenario, official: Mapping[FigureKey, Figure]
) -> Iterator[Supposed]:
    """Return each part of a scenario in words; `official` are the figures as they stand."""
    words = _Words(loaded, official)
    for part in scenario.parts:
        yield Supposed(*words.of(part), words.value(part), part)


class _Words:
    """The words of a campaign's parts; the look-ups are made once."""

    def __init__(self, loaded: Loaded, official: Mapping[FigureKey, Figure]) -> None:
        self._campaign, self._decided = loaded.campaign, loaded.decided
        self._official = official
        self._names = {one.subject.id: one.subject.label for one in loaded.data.participants}
        self._thresholds = {one.id: one for one in _thresholds(loaded.campaign)}
        self._droppable = {one.id: one for one in _droppable(loaded.campaign)}
        self._criteria = criteria_of(loaded.campaign)

    def of(self, part: Part) -> tuple[str, str]:
        """Return the clause of a part, and what else there is to say of it."""
        match part:
            case FigureTry():
                return self._figure(part)
            case TargetTry():
                return self._target(part)
            case ThresholdTry():
                return self._threshold(part), ""
            case ReadingTry():
                return self._reading(part)
            case Drop():
                return self._drop(part)
            case _:
                assert_never(part)

    def value(self, part: Part) -> str:
        """Return the value supposed, as it is typed; empty where none is."""
        match part:
            case FigureTry():
                return value_text(part.figure) if part.figure else ""
            case TargetTry():
                return vietnamese.threshold_percent(part.share)
            case ThresholdTry():
                return threshold_text(part.value, is_rate=self._is_rate(part))
        return ""

    def _is_rate(self, part: ThresholdTry) -> bool:
        return isinstance(self._criteria[part.criterion], RateCriterion)

    def _figure(self, part: FigureTry) -> tuple[str, str]:
        measure = catalogue().measures[part.measure]
        name = self._names[part.subject]
        before, after = self._official.get(part.key), part.figure
        about = f"{measure.name}, {period_words(part.period)}"
        if after is None:
            now = f"hiện là {value_text(before)}" if before else "hiện cũng không có"
            return f"{name} không có số «{measure.short}» ({now})", about
        noun = "" if measure.unit is MeasureUnit.PERCENT else f" {measure.noun}"
        now = f"thay vì {value_text(before)}" if before else "(hiện chưa có)"
        return f"{name} có {value_text(after)}{noun} «{measure.short}» {now}", about

    def _drop(self, part: Drop) -> tuple[str, str]:
        indicator = self._campaign.indicators.get(part.name)
        name = self._droppable[part.name].name
        return f"bỏ «{indicator.short if indicator else name}»", name

    def _target(self, part: TargetTry) -> tuple[str, str]:
        found = self._campaign.indicators[part.indicator]
        group = f" của {self._campaign.group(part.group).name}" if part.group else ""
        before = _target_text(found.target, part.group) if found.target else "chưa có"
        if not part.group:
            shown = (one.value for one in _targets(self._campaign) if one.id == part.indicator)
            before = next(shown, "") or before
        after = self.value(part)
        return f"mức giao «{found.short}»{group} là {after} thay vì {before}", found.name

    def _threshold(self, part: ThresholdTry) -> str:
        found = self._thresholds[part.criterion]
        return f"ngưỡng của «{found.name}» là {self.value(part)} thay vì {found.value}"

    def _reading(self, part: ReadingTry) -> tuple[str, str]:
        reading = reading_of(self._campaign, part.reading)
        now = self._campaign.readings_with(self._decided)[part.reading]
        name = f"{reading.name[0].lower()}{reading.name[1:]}"
        clause = f"{name} hiểu là «{option_of(reading, part.value)}»"
        before = option_of(reading, now)
        return clause, f"{reading.question}\nHiện hiểu là: {before}"


def targets_kept(loaded: Loaded, scenario: Scenario) -> Iterator[str]:
    """Say who has a target of its own, which no supposed target changes: one sentence for each."""
    for one in scenario.targets:
        indicator = loaded.campaign.indicators[one.indicator]
        if indicator.target is None or indicator.target.measure is None:
            continue
        measure = indicator.target.measure
        given = {each.subject for each in loaded.figures if each.measure == measure}
        names = [
            each.subject.label
            for each in loaded.data.participants
            if each.subject.id in given and one.group in ("", each.group)
        ]
        if names:
            more = len(names) - _MOST_NAMED
            named = f"{', '.join(names[:_MOST_NAMED])}{f' và {more} nơi khác' if more > 0 else ''}"
            yield (
                f"Mức giao riêng «{indicator.short}» của {named} giữ nguyên, không theo mức giao "
                "chung đang giả định."
            )


def threshold_text(value: Fraction, *, is_rate: bool) -> str:
    """Return a threshold as printed."""
    return vietnamese.threshold_percent(value) if is_rate else vietnamese.count(int(value))
