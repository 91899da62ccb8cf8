"""What is typed on «Nếu… thì…»: figures, targets and thresholds to try, as typed by hand.

Whose figure is tried where: in the place of the one in use, else where it is likely to be meant.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Period
from thidua_desktop.domain.measures import MeasureUnit
from thidua_desktop.domain.snapshots import same_value
from thidua_desktop.domain.subjects import Participant, Person, SubjectId
from thidua_desktop.domain.usage import Traced, key_of, trace
from thidua_desktop.domain.whatif import FigureTry, Scenario, TargetTry, ThresholdTry
from thidua_desktop.errors import InvalidValueError, UnknownChoiceError
from thidua_desktop.importing.cells import typed_count
from thidua_desktop.services.figures import percent_typed
from thidua_desktop.services.loading import Loaded, catalogue, measures_of
from thidua_desktop.services.whatif_choices import Limit, LimitKind
from thidua_desktop.services.whatif_words import threshold_text


def figure_typed(
    loaded: Loaded, as_of: date, subject: SubjectId, measure: str, text: str
) -> FigureTry:
    """Return a figure to try, in the place of the one in use; an empty text takes it away.

    InvalidValueError when the text is not what the measure takes.
    """
    known = measures_of(loaded.campaign)
    if measure not in known:
        raise UnknownChoiceError("số liệu", measure, known)
    place = _period_in_use(loaded, as_of, subject, measure)
    return _typed(FigureTry(subject, measure, place), text)


def with_figure(
    loaded: Loaded, as_of: date, scenario: Scenario, subject: SubjectId, measure: str, text: str
) -> Scenario:
    """Return a scenario with a figure as typed; what stands anyway is no supposition."""
    tried = figure_typed(loaded, as_of, subject, measure, text)
    there = next((one for one in loaded.figures if key_of(one) == tried.key), None)
    same = same_value(there, tried.figure)
    return scenario.minus(tried) if same else scenario.plus(tried)


def _period_in_use(loaded: Loaded, as_of: date, subject: SubjectId, measure: str) -> Period | None:
    """Return the period of the figure in use, or what is likely to be meant where there is none."""
    for near in (_around(loaded, subject), loaded):
        # Whom the figure counts for is around; only equal scores make others' figures count too.
        traced = traced_on(near, as_of)
        for one in (*traced.used, *(traced.shown if near is loaded else ())):
            if (one.subject, one.measure) == (subject, measure):
                return one.period
    return _likely_period(loaded, measure, as_of)


def _around(loaded: Loaded, subject: SubjectId) -> Loaded:
    """Return what was loaded of one office: the unit and the people who work in it."""
    house = {one.subject.id: _house(one) for one in loaded.data.participants}
    there = {one for one in house if house[one] == house.get(subject)}
    members = tuple(one for one in loaded.data.participants if one.subject.id in there)
    figures = tuple(one for one in loaded.figures if one.subject in there)
    return replace(loaded, data=replace(loaded.data, participants=members), figures=figures)


def _house(who: Participant) -> str:
    subject = who.subject
    return vietnamese.match_key(subject.office if isinstance(subject, Person) else subject.name)


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
    field = f"ô «{found.short}»"
    if found.unit is MeasureUnit.PERCENT:
        return replace(place, percent=percent_typed(field, text))
    return replace(place, count=_count(field, text))


def with_limit(scenario: Scenario, limit: Limit, text: str) -> Scenario:
    """Return a scenario with another target or threshold as typed; the same one is none.

    InvalidValueError for what a target or threshold cannot be.
    """
    part = _limit_typed(limit, text)
    value = part.share if isinstance(part, TargetTry) else part.value
    same = threshold_text(value, is_rate=limit.is_rate) == limit.value
    return scenario.minus(part) if same else scenario.plus(part)


def _limit_typed(limit: Limit, text: str) -> TargetTry | ThresholdTry:
    field = f"mức «{limit.name}»"
    if limit.is_rate:
        value = Fraction(percent_typed(field, text)) / vietnamese.PERCENT
    else:
        value = Fraction(_count(field, text))
    if limit.kind is LimitKind.TARGET:
        return TargetTry(limit.id, value, limit.group)
    return ThresholdTry(limit.id, value)


def _count(field: str, text: str) -> int:
    count = typed_count(text)
    if count is None:
        raise InvalidValueError(field, text, "số nguyên không âm, ví dụ 1.234")
    return count


def stepped(text: str, by: int) -> str:
    """Return a typed count made larger or smaller, never below 0; other texts stay as they are."""
    count = typed_count(text)
    return text if count is None else vietnamese.count(max(count + by, 0))


def traced_on(loaded: Loaded, as_of: date) -> Traced:
    """Rank what was loaded, and say which figures were used."""
    return trace(loaded.campaign, loaded.data, loaded.figures, as_of, loaded.decided)
