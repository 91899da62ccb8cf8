"""Use cases on late figures (số liệu nộp muộn): what came after the last snapshot, and the answer.

What came is found by comparing with the snapshot, so nothing slips in unseen: not by an import,
not by hand, not by undo. A figure stays pending until the council accepts or refuses it.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from thidua_desktop.domain.figures import Figure, FigureBook
from thidua_desktop.domain.ranking import Field
from thidua_desktop.domain.snapshots import (
    FigureChange,
    Known,
    Place,
    late_figures,
    moves,
    same_value,
)
from thidua_desktop.domain.subjects import Participant, SubjectId
from thidua_desktop.domain.usage import FigureKey, Traced, key_of, trace
from thidua_desktop.errors import UnknownChoiceError
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.decisions import said_by
from thidua_desktop.services.differences import FigureChangeView, MoveView, change_view, move_view
from thidua_desktop.services.frozen import canonical, figure_json, figure_of, places_of
from thidua_desktop.services.loading import catalogue, measures_of
from thidua_desktop.services.snapshots import Snapshot, SnapshotInfo, SnapshotService
from thidua_desktop.store.decisions import Said
from thidua_desktop.store.late import LateAnswer
from thidua_desktop.store.workspace import Session, Workspace

GONE: Final = "đã bị xóa"


@dataclass(frozen=True, slots=True)
class LateFigure:
    """One figure that came after the snapshot; ranks and prizes with all that came counted."""

    id: str
    """What `accept` and `refuse` take."""
    figure: FigureChangeView
    arrived_at: datetime | None
    """None where a figure was taken away."""
    by: str
    rank_before: int | None
    rank_after: int | None
    prize_before: str | None
    prize_after: str | None


@dataclass(frozen=True, slots=True)
class LateAnswerView:
    """One answer of the council."""

    figure: FigureChangeView
    accepted: bool
    who: str
    at: datetime
    why: str

    @property
    def word(self) -> str:
        """Return `Chấp nhận` or `Từ chối`."""
        return "Chấp nhận" if self.accepted else "Từ chối"


@dataclass(frozen=True, slots=True)
class LateLedger:
    """What came after the newest snapshot that stands, and what was answered to it."""

    snapshot: SnapshotInfo | None
    """None while there is none: then nothing is late."""
    pending: tuple[LateFigure, ...] = ()
    answered: tuple[LateAnswerView, ...] = ()
    moves: tuple[MoveView, ...] = ()
    """What all that came, accepted or pending, does to the frozen ranking."""


@dataclass(frozen=True, slots=True)
class _Open:
    """The newest snapshot, what stands in the file now, and what is still to be answered."""

    snapshot: Snapshot
    now: tuple[Place, ...]
    pending: tuple[FigureChange, ...]
    answers: tuple[LateAnswer, ...]


class LateService:
    """Late figures of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._snapshots = SnapshotService(workspace)

    def pending(self, key: str) -> LateLedger:
        """Return the ledger of a campaign: what came late, before and after, ranks included."""
        found = self._open(key)
        if found is None:
            return LateLedger(None)
        content = found.snapshot.content
        names = {one.subject.id: one.subject.label for one in content.participants}
        before = {one.subject: one for one in content.places}
        after = {one.subject: one for one in found.now}
        return LateLedger(
            found.snapshot.info,
            tuple(_late(one, change_view(one, names), before, after) for one in found.pending),
            tuple(answer_view(one, names) for one in found.answers),
            tuple(move_view(one, content.campaign) for one in moves(content.places, found.now)),
        )

    def accept(self, key: str, ids: Collection[str], who: str, why: str) -> Changes:
        """Record that the council takes some late figures; UnknownChoiceError if not pending."""
        found, chosen = self._chosen(key, ids)
        label = f"Chấp nhận {len(chosen)} số liệu nộp muộn sau chốt lần {found.info.number}"
        said = said_by(self._workspace, who, why)
        with self._workspace.write(label, kind="accept-late") as session:
            for one in chosen:
                session.late_answers.add(found.info.id, _answer(one, said, accepted=True))
        return Changes(session.changed, label)

    def refuse(self, key: str, ids: Collection[str], who: str, why: str) -> Changes:
        """Put the former figures back, or none where there was none; can be undone."""
        found, chosen = self._chosen(key, ids)
        label = f"Từ chối {len(chosen)} số liệu nộp muộn sau chốt lần {found.info.number}"
        said = said_by(self._workspace, who, why)
        with self._workspace.write(label, kind="refuse-late") as session:
            for one in chosen:
                session.late_answers.add(found.info.id, _answer(one, said, accepted=False))
                _put_back(session, one)
        return Changes(session.changed, label)

    def _chosen(self, key: str, ids: Collection[str]) -> tuple[Snapshot, tuple[FigureChange, ...]]:
        found = self._open(key)
        pending = {_id(one): one for one in found.pending} if found else {}
        unknown = next((one for one in ids if one not in pending), "")
        if found is None or unknown:
            raise UnknownChoiceError("số liệu nộp muộn", unknown, tuple(pending))
        return found.snapshot, tuple(pending[one] for one in dict.fromkeys(ids))

    def _open(self, key: str) -> _Open | None:
        newest = self._snapshots.newest(key)
        if newest is None:
            return None
        snapshot = self._snapshots.get(key, newest.id)
        content = snapshot.content
        with self._workspace.read() as session:
            subjects = {one.subject.id for one in content.participants}
            there = {one.subject.id: one for one in session.participants.of(key)}
            read = frozenset(measures_of(content.campaign))
            figures = [one for one in session.figures.of_subjects(subjects) if one.measure in read]
            answers = session.late_answers.of(newest.id)
        traced = as_frozen(snapshot, there.values(), figures)
        known = Known(content.used, content.others, newest.at)
        changes = late_figures(known, traced.used, {key_of(one): one for one in figures})
        accepted = _accepted(answers)
        return _Open(
            snapshot,
            places_of(traced.ranking),
            tuple(one for one in changes if not _is_accepted(one, accepted)),
            answers,
        )


def as_frozen(
    snapshot: Snapshot, there: Iterable[Participant], figures: Sequence[Figure]
) -> Traced:
    """Rank the figures of now by the rules, on the day and among those of the snapshot."""
    content = snapshot.content
    groups = {one.subject.id: one.group for one in content.participants}
    members = [
        replace(one, group=groups[one.subject.id]) for one in there if one.subject.id in groups
    ]
    data = Field(members, FigureBook(()), catalogue().names, content.confirmed)
    return trace(content.campaign, data, figures, content.as_of, content.readings)


def _accepted(answers: Iterable[LateAnswer]) -> dict[FigureKey, LateAnswer]:
    newest = {(one.subject, one.measure, one.period): one for one in answers}
    return {key: one for key, one in newest.items() if one.accepted}


def _is_accepted(change: FigureChange, accepted: dict[FigureKey, LateAnswer]) -> bool:
    answer = accepted.get(key_of(change.figure))
    return answer is not None and same_value(figure_in(answer.after), change.after)


def figure_in(image: str | None) -> Figure | None:
    """Return the figure an answer kept; None where there was none."""
    return figure_of(json.loads(image)) if image is not None else None


def _id(change: FigureChange) -> str:
    subject, measure, period = key_of(change.figure)
    start = period.start.isoformat() if period and period.start else ""
    return f"{subject}|{measure}|{start}|{period.end.isoformat() if period else ''}"


def _answer(change: FigureChange, said: Said, *, accepted: bool) -> LateAnswer:
    before, after = (
        canonical(figure_json(one)) if one else None for one in (change.before, change.after)
    )
    return LateAnswer(*key_of(change.figure), accepted, before, after, said)


def _put_back(session: Session, change: FigureChange) -> None:
    before = change.before
    if before is None:
        session.figures.remove(*key_of(change.figure))
        return
    number = before.source.import_id
    if number is not None and session.imports.get(number) is None:  # that import was undone
        before = before._replace(source=before.source._replace(import_id=None))
    session.figures.put(before)


def _late(
    change: FigureChange,
    view: FigureChangeView,
    before: dict[SubjectId, Place],
    after: dict[SubjectId, Place],
) -> LateFigure:
    old, new = before.get(change.figure.subject), after.get(change.figure.subject)
    source = change.after.source if change.after else None
    return LateFigure(
        _id(change),
        view,
        source.at if source else None,
        source.by if source else GONE,
        old.rank if old else None,
        new.rank if new else None,
        old.prize if old else None,
        new.prize if new else None,
    )


def answer_view(answer: LateAnswer, names: dict[SubjectId, str]) -> LateAnswerView:
    """Say what was answered to which figure, by whom, when and why."""
    change = FigureChange(figure_in(answer.before), figure_in(answer.after))
    said = answer.said
    return LateAnswerView(change_view(change, names), answer.accepted, said.who, said.at, said.why)
