"""Use cases on what-if scenarios (nếu… thì…): try things otherwise beside the official ranking.

Trying reads the file and computes; it holds no writing session, so it cannot change data. Only
the scenario itself can be kept, by name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Figure, FigureBook, Period
from thidua_desktop.domain.measures import MeasureUnit
from thidua_desktop.domain.snapshots import moves, same_value
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.domain.usage import FigureKey, Traced, key_of, trace
from thidua_desktop.domain.whatif import (
    Drop,
    FigureTry,
    Part,
    ReadingTry,
    Scenario,
    TargetTry,
    ThresholdTry,
    campaign_under,
    figures_under,
)
from thidua_desktop.errors import InvalidValueError, NameNeededError, UnknownChoiceError
from thidua_desktop.importing.cells import typed_count
from thidua_desktop.services import whatif_kept
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.decisions import said_by
from thidua_desktop.services.differences import award_changes, move_view, period_words
from thidua_desktop.services.figures import percent_typed
from thidua_desktop.services.frozen import places_of
from thidua_desktop.services.loading import Loaded, catalogue, load, measures_of
from thidua_desktop.services.provenance import value_text
from thidua_desktop.services.rankings import view_of
from thidua_desktop.services.units import find_participant
from thidua_desktop.services.whatif_choices import (
    Desk,
    Fitted,
    Limit,
    LimitKind,
    SavedScenario,
    WhatIfChoices,
)
from thidua_desktop.services.whatif_views import SIMULATION, WhatIfView, outcome_groups
from thidua_desktop.services.whatif_words import (
    choices_of,
    supposed_by,
    targets_kept,
    threshold_text,
)
from thidua_desktop.store.workspace import Session, Workspace

_NO_NAMES: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Typed:
    """A scenario as typed: figures (whose, measure, text), limits and readings by id, ids left out.

    A target's id means every group's own target.
    """

    figures: tuple[tuple[str, str, str], ...] = ()
    limits: tuple[tuple[str, str], ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()


class WhatIfService:
    """What-if scenarios of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def choices(self, key: str) -> WhatIfChoices:
        """Return what a scenario may change, with the values as they stand."""
        return choices_of(load(self._workspace, key))

    def figure(
        self, key: str, as_of: date, subject: SubjectId, measure: str, text: str
    ) -> FigureTry:
        """Return a figure to try, in the place of the one in use; an empty text takes it away.

        InvalidValueError when the text is not what the measure takes.
        """
        return _figure(load(self._workspace, key), as_of, subject, measure, text)

    def with_figure(
        self, key: str, as_of: date, scenario: Scenario, subject: SubjectId, measure: str, text: str
    ) -> Scenario:
        """Return a scenario with a figure as typed; what stands anyway is no supposition."""
        loaded = load(self._workspace, key)
        tried = _figure(loaded, as_of, subject, measure, text)
        there = next((one for one in loaded.figures if key_of(one) == tried.key), None)
        same = same_value(there, tried.figure)
        return scenario.minus(tried) if same else scenario.plus(tried)

    def typed(self, key: str, as_of: date, begun: Scenario, typed: Typed) -> Scenario:
        """Return a scenario with what was typed; names nobody has raise UnknownChoiceError."""
        loaded = load(self._workspace, key)
        members = tuple(loaded.data.participants)
        found = begun
        for name, measure, text in typed.figures:
            subject = find_participant(members, name).subject.id
            found = found.plus(_figure(loaded, as_of, subject, measure, text))
        every = choices_of(loaded).limits
        for id_, text in typed.limits:
            limits = [one for one in every if one.id == id_]
            if not limits:
                ids = tuple(dict.fromkeys(one.id for one in every))
                raise UnknownChoiceError("mức giao, ngưỡng", id_, ids)
            for limit in limits:
                found = with_limit(found, limit, text)
        parts: list[Part] = [ReadingTry(*one) for one in typed.readings]
        for part in (*parts, *(Drop(one) for one in typed.dropped)):
            found = found.plus(part)
        return found

    def opened(self, key: str, name: str | None) -> Fitted:
        """Return what still fits of the scenario of a name; an empty one without a name."""
        if name is None:
            return Fitted(Scenario())
        kept = self.named(key, name)
        return self.fit(key, kept.scenario, kept.names)

    def fit(self, key: str, scenario: Scenario, names: Mapping[str, str] = _NO_NAMES) -> Fitted:
        """Return what of a scenario still fits the file, and say what does not."""
        return whatif_kept.fitted(load(self._workspace, key), scenario, names)

    def try_out(self, key: str, as_of: date, scenario: Scenario) -> WhatIfView:
        """Rank as things are and as the scenario has them; changes nothing.

        UnknownChoiceError where the scenario names what the campaign does not have.
        """
        loaded = load(self._workspace, key)
        whatif_kept.check(loaded, scenario)
        return _view(loaded, as_of, scenario)[0]

    def desk(
        self, key: str, as_of: date, scenario: Scenario, names: Mapping[str, str] = _NO_NAMES
    ) -> Desk:
        """Return all that a page about a scenario shows; what no longer fits is left out."""
        loaded = load(self._workspace, key)
        fitted = whatif_kept.fitted(loaded, scenario, names)
        view, used = _view(loaded, as_of, fitted.scenario)
        current = {(one.subject, one.measure): value_text(one) for one in used}
        return Desk(
            choices_of(loaded),
            view,
            fitted.scenario,
            fitted.gone,
            self.list(key),
            current,
            whatif_kept.names_in(loaded, fitted.scenario),
        )

    def save_pdf(
        self, key: str, as_of: date, scenario: Scenario, name: str, path: Path, *, replace: bool
    ) -> None:
        """Write both rankings side by side as a PDF, marked as a simulation on every page.

        An existing file is replaced only when `replace` says so.
        """
        from thidua_desktop.documents.files import write_file
        from thidua_desktop.documents.pdf import render_pdf
        from thidua_desktop.services.whatif_text import simulation_document

        view = self.try_out(key, as_of, scenario)
        write_file(path, render_pdf(simulation_document(view, name)), replace=replace)

    def save(self, key: str, name: str, scenario: Scenario) -> Changes:
        """Keep a scenario by name, in place of the one of that name; data stay as they are."""
        short = _name(name)
        loaded = load(self._workspace, key)
        label = f"Lưu phương án mô phỏng «{short}»"
        with self._workspace.write(label, kind="save-scenario") as session:
            said = said_by(self._workspace, "", "")
            session.scenarios.put(key, whatif_kept.stored(short, scenario, loaded), said)
        return Changes(session.changed, label)

    def list(self, key: str) -> tuple[SavedScenario, ...]:
        """Return the scenarios kept, in the order they were first kept."""
        with self._workspace.read() as session:
            return _saved(session, key)

    def named(self, key: str, name: str) -> SavedScenario:
        """Return the scenario of a name, marks aside; UnknownChoiceError names those there are."""
        every = self.list(key)
        for alike in (vietnamese.nfc, vietnamese.fold):
            for one in every:
                if alike(one.name) == alike(name):
                    return one
        raise UnknownChoiceError("phương án", name, tuple(one.name for one in every))

    def rename(self, key: str, name: str, new: str) -> Changes:
        """Give a scenario another name; UnknownChoiceError if another one has it already."""
        short = _name(new)
        label = f"Đổi tên phương án mô phỏng «{name}» thành «{short}»"
        with self._workspace.write(label, kind="rename-scenario") as session:
            taken = {one.name for one in _saved(session, key)} - {name}
            if short in taken:
                raise InvalidValueError("tên phương án", short, "tên chưa có phương án nào dùng")
            session.scenarios.rename(key, name, short)
        return Changes(session.changed, label)

    def remove(self, key: str, name: str) -> Changes:
        """Forget a scenario; can be undone."""
        label = f"Xóa phương án mô phỏng «{name}»"
        with self._workspace.write(label, kind="remove-scenario") as session:
            session.scenarios.remove(key, name)
        return Changes(session.changed, label)


def _name(typed: str) -> str:
    short = vietnamese.nfc(typed)
    if not short:
        raise NameNeededError("phương án")
    return short


def _saved(session: Session, key: str) -> tuple[SavedScenario, ...]:
    return tuple(whatif_kept.saved(one) for one in session.scenarios.all(key))


# --- trying ---


def _view(loaded: Loaded, as_of: date, scenario: Scenario) -> tuple[WhatIfView, tuple[Figure, ...]]:
    """Return both rankings beside each other, and the figures in use as things are."""
    otherwise = _otherwise(loaded, scenario)
    before, after = _traced(loaded, as_of), _traced(otherwise, as_of)
    names = {one.subject.id: one.subject.label for one in loaded.data.participants}
    titles = {one.id: one.name for one in loaded.campaign.awards}
    official = view_of(loaded, before.ranking, ())
    tried = view_of(otherwise, after.ranking, ())
    awards = tuple(award_changes(before.awards, after.awards, titles, names))
    moved = moves(places_of(before.ranking), places_of(after.ranking))
    stored = {key_of(one): one for one in loaded.figures}
    view = WhatIfView(
        SIMULATION,
        tuple(supposed_by(loaded, scenario, stored)),
        official,
        tried,
        outcome_groups(official, tried, awards),
        tuple(move_view(one, loaded.campaign) for one in moved),
        awards,
        before.ranking.money,
        after.ranking.money,
        (
            *targets_kept(loaded, scenario),
            *_notes(scenario, (before, after), names, stored),
        ),
    )
    return view, (*before.used, *before.shown)


def _otherwise(loaded: Loaded, scenario: Scenario) -> Loaded:
    campaign = campaign_under(scenario, loaded.campaign)
    figures = figures_under(scenario, loaded.figures)
    data = replace(loaded.data, book=FigureBook(figures, campaign.earliest_start))
    return Loaded(loaded.key, campaign, {**loaded.decided, **scenario.readings}, data, figures)


def _traced(loaded: Loaded, as_of: date) -> Traced:
    return trace(loaded.campaign, loaded.data, loaded.figures, as_of, loaded.decided)


def _notes(
    scenario: Scenario,
    both: tuple[Traced, Traced],
    names: Mapping[SubjectId, str],
    stored: Mapping[FigureKey, Figure],
) -> Iterator[str]:
    """Say which figures of a scenario nothing reads: newer ones came, or no rule asks for them."""
    before, after = ({key_of(one) for one in (*each.used, *each.shown)} for each in both)
    for one in scenario.figures:
        if one.key in (after if one.figure else before):
            continue
        short = catalogue().measures[one.measure].short
        newer = any(
            other.subject == one.subject and other.measure == one.measure and _later(other, one)
            for other in stored.values()
        )
        why = "sổ đã có số của kỳ sau" if newer else "cách tính hiện không dùng số này"
        yield (
            f"Số giả định «{short}» của {names[one.subject]} ({period_words(one.period)}) "
            f"không có tác dụng: {why}."
        )


def _later(figure: Figure, tried: FigureTry) -> bool:
    periods = figure.period, tried.period
    return periods[0] is not None and periods[1] is not None and periods[0].end > periods[1].end


# --- what is typed ---


def _figure(loaded: Loaded, as_of: date, subject: SubjectId, measure: str, text: str) -> FigureTry:
    known = measures_of(loaded.campaign)
    if measure not in known:
        raise UnknownChoiceError("số liệu", measure, known)
    used = _traced(loaded, as_of)
    place = next(
        (
            one.period
            for one in (*used.used, *used.shown)
            if (one.subject, one.measure) == (subject, measure)
        ),
        _likely_period(loaded, measure, as_of),
    )
    return _typed(FigureTry(subject, measure, place), text)


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
