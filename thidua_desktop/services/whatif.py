"""Use cases on what-if scenarios (nếu… thì…): try things otherwise beside the official ranking.

Trying reads the file and computes; it holds no writing session, so it cannot change data. Only
the scenario itself can be kept, by name.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.criteria import CountCriterion, RateCriterion
from thidua_desktop.domain.figures import FigureBook, Period
from thidua_desktop.domain.measures import MeasureUnit
from thidua_desktop.domain.snapshots import FigureChange, moves
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.domain.usage import Traced, key_of, trace
from thidua_desktop.domain.whatif import (
    FigureTry,
    Scenario,
    TargetTry,
    ThresholdTry,
    campaign_under,
    criteria_of,
    figures_under,
)
from thidua_desktop.errors import InvalidValueError, NameNeededError, UnknownChoiceError
from thidua_desktop.importing.cells import typed_count
from thidua_desktop.services.campaigns import check_readings, option_of, reading_of
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.decisions import said_by
from thidua_desktop.services.differences import (
    AwardChangeView,
    MoveView,
    award_changes,
    change_view,
    move_view,
)
from thidua_desktop.services.figures import percent_typed
from thidua_desktop.services.frozen import canonical, places_of
from thidua_desktop.services.loading import Loaded, catalogue, load
from thidua_desktop.services.rankings import RankingView, view_of
from thidua_desktop.services.snapshots import NO_CHANGE
from thidua_desktop.store.scenarios import StoredScenario
from thidua_desktop.store.workspace import Workspace

SIMULATION: Final = "MÔ PHỎNG"
"""Stands on everything that shows a scenario."""


@dataclass(frozen=True, slots=True)
class ChangeableView:
    """Something a scenario may change: its id, its name and its value as it stands."""

    id: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class WhatIfChoices:
    """What a scenario of this campaign may change, besides figures and readings."""

    targets: tuple[ChangeableView, ...]
    thresholds: tuple[ChangeableView, ...]
    droppable: tuple[ChangeableView, ...]


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """A scenario beside the official ranking."""

    label: str
    changes: tuple[str, ...]
    """What is otherwise, one sentence each."""
    official: RankingView
    tried: RankingView
    moves: tuple[MoveView, ...]
    awards: tuple[AwardChangeView, ...]
    money_before: int
    money_after: int
    """What the prizes cost, in đồng."""

    @property
    def summary(self) -> str:
        """Say in one sentence what the scenario does."""
        if not (self.moves or self.awards):
            return NO_CHANGE
        prizes = sum(one.prize_changes for one in self.moves)
        return (
            f"{len(self.moves)} đơn vị, cá nhân đổi hạng hoặc giải ({prizes} đổi giải); "
            f"{len(self.awards)} thay đổi về khen thưởng."
        )


@dataclass(frozen=True, slots=True)
class SavedScenario:
    """A scenario kept by name."""

    name: str
    scenario: Scenario


class WhatIfService:
    """What-if scenarios of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def choices(self, key: str) -> WhatIfChoices:
        """Return what a scenario may change, with the values as they stand."""
        campaign = load(self._workspace, key).campaign
        return WhatIfChoices(
            tuple(_targets(campaign)), tuple(_thresholds(campaign)), tuple(_droppable(campaign))
        )

    def figure(
        self, key: str, as_of: date, subject: SubjectId, measure: str, text: str
    ) -> FigureTry:
        """Return a figure to try, in the place of the one in use; an empty text takes it away.

        InvalidValueError when the text is not what the measure takes.
        """
        loaded = load(self._workspace, key)
        used = trace(loaded.campaign, loaded.data, loaded.figures, as_of, loaded.decided).used
        place = next(
            (one.period for one in used if (one.subject, one.measure) == (subject, measure)),
            _likely_period(loaded, measure, as_of),
        )
        return _typed(FigureTry(subject, measure, place), text)

    def try_out(self, key: str, as_of: date, scenario: Scenario) -> WhatIfView:
        """Rank as things are and as the scenario has them; changes nothing.

        UnknownChoiceError where the scenario names what the campaign does not have.
        """
        loaded = load(self._workspace, key)
        _check(loaded, scenario)
        campaign = campaign_under(scenario, loaded.campaign)
        figures = figures_under(scenario, loaded.figures)
        readings = {**loaded.decided, **scenario.readings}
        data = replace(loaded.data, book=FigureBook(figures, campaign.earliest_start))
        otherwise = Loaded(key, campaign, readings, data, figures)
        return _view(loaded, otherwise, as_of, scenario)

    def save(self, key: str, name: str, scenario: Scenario) -> Changes:
        """Keep a scenario by name, in place of the one of that name; data stay as they are."""
        short = vietnamese.nfc(name)
        if not short:
            raise NameNeededError("phương án")
        stored = StoredScenario(short, canonical(_json(scenario)))
        label = f"Lưu phương án mô phỏng «{short}»"
        with self._workspace.write(label, kind="save-scenario") as session:
            session.scenarios.put(key, stored, said_by(self._workspace, "", ""))
        return Changes(session.changed, label)

    def list(self, key: str) -> tuple[SavedScenario, ...]:
        """Return the scenarios kept, in the order they were first kept."""
        with self._workspace.read() as session:
            stored = session.scenarios.all(key)
        return tuple(SavedScenario(one.name, _scenario(one.changes)) for one in stored)

    def remove(self, key: str, name: str) -> Changes:
        """Forget a scenario; can be undone."""
        label = f"Xóa phương án mô phỏng «{name}»"
        with self._workspace.write(label, kind="remove-scenario") as session:
            session.scenarios.remove(key, name)
        return Changes(session.changed, label)


# --- trying ---


def _view(loaded: Loaded, otherwise: Loaded, as_of: date, scenario: Scenario) -> WhatIfView:
    before, after = _traced(loaded, as_of), _traced(otherwise, as_of)
    names = {one.subject.id: one.subject.label for one in loaded.data.participants}
    titles = {one.id: one.name for one in loaded.campaign.awards}
    moved = moves(places_of(before.ranking), places_of(after.ranking))
    return WhatIfView(
        SIMULATION,
        tuple(_words(loaded, scenario)),
        view_of(loaded, before.ranking, ()),
        view_of(otherwise, after.ranking, ()),
        tuple(move_view(one, loaded.campaign) for one in moved),
        tuple(award_changes(before.awards, after.awards, titles, names)),
        before.ranking.money,
        after.ranking.money,
    )


def _traced(loaded: Loaded, as_of: date) -> Traced:
    return trace(loaded.campaign, loaded.data, loaded.figures, as_of, loaded.decided)


def _check(loaded: Loaded, scenario: Scenario) -> None:
    campaign = loaded.campaign
    check_readings(campaign, dict(scenario.readings))
    members = {one.subject.id: one.subject.label for one in loaded.data.participants}
    known = (
        ("đơn vị, cá nhân", {str(one): one for one in members}, _subjects(scenario)),
        ("số liệu", catalogue().measures, (one.measure for one in scenario.figures)),
        ("mức giao", _ids(_targets(campaign)), (one.indicator for one in scenario.targets)),
        ("ngưỡng", _ids(_thresholds(campaign)), (one.criterion for one in scenario.thresholds)),
        ("tiêu chuẩn", _ids(_droppable(campaign)), scenario.dropped),
    )
    for what, there, wanted in known:
        for one in wanted:
            if one not in there:
                raise UnknownChoiceError(what, one, tuple(there))


def _subjects(scenario: Scenario) -> Iterator[str]:
    return (str(one.subject) for one in scenario.figures)


def _ids(views: Iterable[ChangeableView]) -> dict[str, object]:
    return {one.id: one for one in views}


def _likely_period(loaded: Loaded, measure: str, as_of: date) -> Period | None:
    """Return the latest period others reported a measure for."""
    if catalogue().measures[measure].unit is MeasureUnit.PERCENT:
        return None
    periods = [
        one.period
        for one in loaded.figures
        if one.measure == measure and one.period and one.period.end <= as_of
    ]
    return max(periods, key=lambda one: one.end, default=Period(loaded.campaign.start, as_of))


def _typed(place: FigureTry, text: str) -> FigureTry:
    found = catalogue().measures[place.measure]
    if not text.strip():
        return place
    if found.unit is MeasureUnit.PERCENT:
        return replace(place, percent=percent_typed(f"ô {found.short.lower()}", text))
    count = typed_count(text)
    if count is None:
        field = f"ô {found.short.lower()}"
        raise InvalidValueError(field, text, "số nguyên không âm, ví dụ 1.234")
    return replace(place, count=count)


# --- what may be changed, and in words ---


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


def _words(loaded: Loaded, scenario: Scenario) -> Iterator[str]:
    campaign = loaded.campaign
    names = {one.subject.id: one.subject.label for one in loaded.data.participants}
    there = {key_of(one): one for one in loaded.figures}
    for figure in scenario.figures:
        change = FigureChange(there.get(figure.key), figure.figure)
        if change.before or change.after:
            yield change_view(change, names).text
    yield from (_target_words(campaign, one) for one in scenario.targets)
    thresholds = {one.id: one for one in _thresholds(campaign)}
    for threshold in scenario.thresholds:
        found = thresholds[threshold.criterion]
        rate = isinstance(criteria_of(campaign)[found.id], RateCriterion)
        value = threshold.value
        shown = vietnamese.threshold_percent(value) if rate else vietnamese.count(int(value))
        yield f"Ngưỡng của «{found.name}»: {found.value} thành {shown}"
    for key, value_ in scenario.readings.items():
        reading = reading_of(campaign, key)
        yield f"{reading.name}: {option_of(reading, value_)}"
    droppable = {one.id: one for one in _droppable(campaign)}
    for dropped in scenario.dropped:
        yield f"Bỏ «{droppable[dropped].name}»"


def _target_words(campaign: Campaign, tried: TargetTry) -> str:
    found = next(one for one in _targets(campaign) if one.id == tried.indicator)
    target = campaign.indicators[tried.indicator].target
    own = (target.by_group or {}).get(tried.group) if target else None
    before = vietnamese.threshold_percent(own) if own else found.value or "chưa có"
    group = f", {campaign.group(tried.group).name}" if tried.group else ""
    after = vietnamese.threshold_percent(tried.share)
    return f"Mức giao «{found.name}»{group}: {before} thành {after}"


# --- kept as JSON ---


def _json(scenario: Scenario) -> dict[str, Any]:
    return {
        "figures": [_figure_json(one) for one in scenario.figures],
        "targets": [[one.indicator, str(one.share), one.group] for one in scenario.targets],
        "thresholds": [[one.criterion, str(one.value)] for one in scenario.thresholds],
        "readings": dict(scenario.readings),
        "dropped": list(scenario.dropped),
    }


def _figure_json(one: FigureTry) -> dict[str, Any]:
    period = one.period
    return {
        "subject": one.subject,
        "measure": one.measure,
        "from": period.start.isoformat() if period and period.start else None,
        "to": period.end.isoformat() if period else None,
        "count": one.count,
        "percent": None if one.percent is None else str(one.percent),
    }


def _scenario(text: str) -> Scenario:
    found = json.loads(text)
    return Scenario(
        tuple(_figure_try(one) for one in found["figures"]),
        tuple(TargetTry(name, Fraction(share), group) for name, share, group in found["targets"]),
        tuple(ThresholdTry(name, Fraction(value)) for name, value in found["thresholds"]),
        found["readings"],
        tuple(found["dropped"]),
    )


def _figure_try(found: dict[str, Any]) -> FigureTry:
    start, end, percent = found["from"], found["to"], found["percent"]
    first = date.fromisoformat(start) if start else None
    return FigureTry(
        SubjectId(found["subject"]),
        found["measure"],
        Period(first, date.fromisoformat(end)) if end else None,
        found["count"],
        None if percent is None else Decimal(percent),
    )
