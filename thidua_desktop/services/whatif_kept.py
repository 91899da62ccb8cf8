"""Scenarios kept in the file: as JSON and back, and what of one still fits the file."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_never

from thidua_desktop.domain.figures import Period
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.domain.whatif import (
    Drop,
    FigureTry,
    Part,
    ReadingTry,
    Scenario,
    TargetTry,
    ThresholdTry,
    scenario_of,
)
from thidua_desktop.errors import UnknownChoiceError
from thidua_desktop.services.frozen import canonical
from thidua_desktop.services.loading import Loaded, catalogue, measures_of
from thidua_desktop.services.whatif_choices import Fitted, SavedScenario, WhatIfChoices
from thidua_desktop.services.whatif_words import choices_of
from thidua_desktop.store.scenarios import StoredScenario


def stored(name: str, scenario: Scenario, loaded: Loaded) -> StoredScenario:
    """Return a scenario to be kept, with the names of what it speaks of."""
    names = names_in(loaded, scenario)
    return StoredScenario(name, canonical({**_json(scenario), "names": names}))


def names_in(loaded: Loaded, scenario: Scenario) -> dict[str, str]:
    """Return the names of what a scenario speaks of, by id, for when it is gone."""
    known = _Known(loaded).names
    return {id_: known[id_] for one in scenario.parts if (id_ := _id(one)) in known}


def saved(one: StoredScenario) -> SavedScenario:
    """Return a kept scenario as a value."""
    found = json.loads(one.changes)
    scenario = Scenario(
        tuple(_figure_try(each) for each in found["figures"]),
        tuple(TargetTry(name, Fraction(share), group) for name, share, group in found["targets"]),
        tuple(ThresholdTry(name, Fraction(value)) for name, value in found["thresholds"]),
        found["readings"],
        tuple(found["dropped"]),
    )
    return SavedScenario(one.name, scenario, found.get("names", {}))


def fitted(loaded: Loaded, scenario: Scenario, names: Mapping[str, str]) -> Fitted:
    """Return what of a scenario the campaign still has, and say what it no longer has.

    `names` are those its ids had when it was kept.
    """
    known = _Known(loaded)
    gone = [one for one in scenario.parts if known.lacks(one)]
    if not gone:
        return Fitted(scenario)
    left = scenario_of(one for one in scenario.parts if not known.lacks(one))
    return Fitted(left, tuple(_gone_words(one, names) for one in gone))


def check(loaded: Loaded, scenario: Scenario) -> None:
    """Refuse what the campaign does not have; UnknownChoiceError names what there is."""
    known = _Known(loaded)
    for one in scenario.parts:
        if known.lacks(one):
            what, given, there = known.choices_for(one)
            raise UnknownChoiceError(what, given, there)


class _Known:
    """What a campaign has that a scenario can name."""

    def __init__(self, loaded: Loaded) -> None:
        choices = choices_of(loaded)
        campaign = loaded.campaign
        self._members = {one.subject.id: one.subject.label for one in choices.participants}
        self._measures = set(measures_of(campaign)) | set(catalogue().measures)
        self._readings = {one.key: one for one in campaign.readings}
        self._groups = {one.id for one in campaign.groups}
        self._targets = {one.id: one.name for one in choices.targets}
        self._thresholds = {one.id: one.name for one in choices.thresholds}
        self._droppable = {one.id: one.name for one in choices.droppable}
        self.names = _names(choices) | {one.key: one.name for one in campaign.readings}

    def lacks(self, part: Part) -> bool:
        """Say whether the campaign does not have what a part speaks of."""
        match part:
            case FigureTry():
                return part.subject not in self._members or part.measure not in self._measures
            case TargetTry():
                known_group = not part.group or part.group in self._groups
                return part.indicator not in self._targets or not known_group
            case ThresholdTry():
                return part.criterion not in self._thresholds
            case ReadingTry():
                found = self._readings.get(part.reading)
                return found is None or part.value not in {one.value for one in found.options}
            case Drop():
                return part.name not in self._droppable
            case _:
                assert_never(part)

    def choices_for(self, part: Part) -> tuple[str, str, tuple[str, ...]]:
        """Return what a part names, its name there, and the names there are."""
        match part:
            case FigureTry():
                if part.subject not in self._members:
                    return "đơn vị, cá nhân", str(part.subject), tuple(self._members.values())
                return "số liệu", part.measure, tuple(sorted(self._measures))
            case TargetTry():
                if part.indicator in self._targets:
                    return "nhóm thi đua", part.group, tuple(sorted(self._groups))
                return "mức giao", part.indicator, tuple(self._targets)
            case ThresholdTry():
                return "ngưỡng", part.criterion, tuple(self._thresholds)
            case ReadingTry():
                found = self._readings.get(part.reading)
                if found is None:
                    return "cách hiểu", part.reading, tuple(self._readings)
                return found.name, part.value, tuple(one.value for one in found.options)
            case Drop():
                return "tiêu chuẩn", part.name, tuple(self._droppable)
            case _:
                assert_never(part)


def _names(choices: WhatIfChoices) -> dict[str, str]:
    members = {_member(one.subject.id): one.subject.label for one in choices.participants}
    rules = (*choices.targets, *choices.thresholds, *choices.droppable)
    return members | {one.id: one.name for one in rules}


def _member(subject: SubjectId) -> str:
    return f"subject:{subject}"


def _id(part: Part) -> str:
    match part:
        case FigureTry():
            return _member(part.subject)
        case TargetTry():
            return part.indicator
        case ThresholdTry():
            return part.criterion
        case ReadingTry():
            return part.reading
        case Drop():
            return part.name
        case _:
            assert_never(part)


def _gone_words(part: Part, names: Mapping[str, str]) -> str:
    name = names.get(_id(part), "")
    match part:
        case FigureTry():
            measure = catalogue().measures.get(part.measure)
            said = f"số liệu «{measure.short}»" if measure else "số liệu giả định"
            return f"{name or 'Một đơn vị, cá nhân'} không còn trong đợt thi đua: bỏ qua {said}."
        case TargetTry():
            return f"Mức giao{_named(name)} không còn trong đợt thi đua: bỏ qua."
        case ThresholdTry():
            return f"Ngưỡng{_of(name)} không còn trong đợt thi đua: bỏ qua."
        case ReadingTry():
            return f"Cách hiểu{_named(name)} đã chọn không còn trong đợt thi đua: bỏ qua."
        case Drop():
            return f"Tiêu chuẩn{_named(name)} không còn trong đợt thi đua: không cần bỏ nữa."
        case _:
            assert_never(part)


def _named(name: str) -> str:
    return f" «{name}»" if name else ""


def _of(name: str) -> str:
    return f" của «{name}»" if name else ""


# --- as JSON ---


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
