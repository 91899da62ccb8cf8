"""Use cases on what-if scenarios (nếu… thì…): try things otherwise beside the official ranking.

Trying reads the file and computes; it holds no writing session, so it cannot change data. Only
the scenario itself can be kept, by name.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Figure, FigureBook
from thidua_desktop.domain.memory import uncollected
from thidua_desktop.domain.snapshots import moves
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.domain.usage import FigureKey, Traced, key_of, trace_on
from thidua_desktop.domain.whatif import (
    Drop,
    FigureTry,
    Part,
    ReadingTry,
    Scenario,
    campaign_under,
    figures_under,
)
from thidua_desktop.errors import InvalidValueError, NameNeededError, UnknownChoiceError
from thidua_desktop.services import whatif_kept
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.decisions import said_by
from thidua_desktop.services.differences import award_changes, move_view, period_words
from thidua_desktop.services.frozen import places_of
from thidua_desktop.services.loading import Loaded, catalogue, load
from thidua_desktop.services.units import find_participant
from thidua_desktop.services.whatif_choices import (
    Desk,
    Fitted,
    InUse,
    SavedScenario,
    WhatIfChoices,
)
from thidua_desktop.services.whatif_typed import figure_typed, traced_on, with_figure, with_limit
from thidua_desktop.services.whatif_views import SIMULATION, Side, WhatIfView, outcome_groups
from thidua_desktop.services.whatif_words import (
    choices_of,
    supposed_by,
    targets_kept,
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
        return figure_typed(load(self._workspace, key), as_of, subject, measure, text)

    def typed(self, key: str, as_of: date, begun: Scenario, typed: Typed) -> Scenario:
        """Return a scenario with what was typed; names nobody has raise UnknownChoiceError."""
        loaded = load(self._workspace, key)
        members = tuple(loaded.data.participants)
        found = begun
        for name, measure, text in typed.figures:
            subject = find_participant(members, name).subject.id
            found = found.plus(figure_typed(loaded, as_of, subject, measure, text))
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
        self,
        key: str,
        as_of: date,
        scenario: Scenario,
        names: Mapping[str, str] = _NO_NAMES,
        figure: tuple[SubjectId, str, str] | None = None,
    ) -> Desk:
        """Return all that a page about a scenario shows; what no longer fits is left out.

        A `figure` as typed (whose, measure, text) is supposed besides; what stands anyway is no
        supposition. InvalidValueError when the text is not what the measure takes.
        """
        loaded = load(self._workspace, key)
        begun = with_figure(loaded, as_of, scenario, *figure) if figure else scenario
        fitted = whatif_kept.fitted(loaded, begun, names)
        view, used = _view(loaded, as_of, fitted.scenario)
        return Desk(
            choices_of(loaded),
            view,
            fitted.scenario,
            fitted.gone,
            self.list(key),
            InUse(used),
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


@uncollected()
def _view(loaded: Loaded, as_of: date, scenario: Scenario) -> tuple[WhatIfView, tuple[Figure, ...]]:
    """Return both rankings beside each other, and the figures in use as things are."""
    before = traced_on(loaded, as_of)
    otherwise = _otherwise(loaded, scenario)
    book = before.book.otherwise(*_figures_of(scenario, otherwise.figures))
    after = trace_on(otherwise.campaign, otherwise.data, book, as_of, otherwise.decided)
    names = {one.subject.id: one.subject.label for one in loaded.data.participants}
    titles = {one.id: one.name for one in loaded.campaign.awards}
    official = Side(_with_book(loaded, before.book), before.ranking)
    tried = Side(_with_book(otherwise, after.book), after.ranking)
    awards = tuple(award_changes(before.awards, after.awards, titles, names))
    moved = moves(places_of(before.ranking), places_of(after.ranking))
    stored = _stored(loaded, scenario)
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
    return Loaded(
        loaded.key, campaign, {**loaded.decided, **scenario.readings}, loaded.data, figures
    )


def _figures_of(
    scenario: Scenario, figures: Iterable[Figure]
) -> tuple[Collection[SubjectId], tuple[Figure, ...]]:
    """Return whose figures a scenario touches, and all that they then have."""
    whose = {one.subject for one in scenario.figures}
    return whose, tuple(one for one in figures if one.subject in whose)


def _with_book(loaded: Loaded, book: FigureBook) -> Loaded:
    return replace(loaded, data=replace(loaded.data, book=book))


def _stored(loaded: Loaded, scenario: Scenario) -> dict[FigureKey, Figure]:
    """Return what the file has of those whose figures a scenario touches."""
    _, figures = _figures_of(scenario, loaded.figures)
    return {key_of(one): one for one in figures}


def _notes(
    scenario: Scenario,
    both: tuple[Traced, Traced],
    names: Mapping[SubjectId, str],
    stored: Mapping[FigureKey, Figure],
) -> Iterator[str]:
    """Say which figures of a scenario nothing reads: newer ones came, or no rule asks for them."""
    before, after = (
        {key_of(one) for one in _figures_of(scenario, (*each.used, *each.shown))[1]}
        for each in both
    )
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
