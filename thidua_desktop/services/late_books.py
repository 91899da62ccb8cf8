"""Use case on the ledger of late figures (sổ số liệu nộp muộn): what waits and what was answered.

Every answer keeps the figure before and after; what it did to ranks and prizes is ranked again
from the snapshot, so that a refused figure says what it would have done.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.snapshots import Place
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.domain.usage import FigureKey, key_of
from thidua_desktop.services.frozen import places_of
from thidua_desktop.services.late import (
    LateAnswerView,
    LateFigure,
    LateService,
    answer_view,
    as_frozen,
    figure_in,
)
from thidua_desktop.services.snapshots import Snapshot, SnapshotInfo, SnapshotService
from thidua_desktop.store.late import LateAnswer
from thidua_desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer, with the subject's rank and prize without and with what was answered."""

    answer: LateAnswerView
    before: Place | None
    after: Place | None


@dataclass(frozen=True, slots=True)
class LateBook:
    """What came after one snapshot; only the newest that stands has figures pending."""

    snapshot: SnapshotInfo
    pending: tuple[LateFigure, ...]
    answered: tuple[Answered, ...]


def late_books(workspace: Workspace, key: str) -> tuple[LateBook, ...]:
    """Return the ledger of a campaign, the newest snapshot first, empty ones left out."""
    snapshots = SnapshotService(workspace)
    ledger = LateService(workspace).pending(key)
    books = []
    for info in snapshots.list(key):
        with workspace.read() as session:
            answers = session.late_answers.of(info.id)
        is_open = ledger.snapshot is not None and ledger.snapshot.id == info.id
        pending = ledger.pending if is_open else ()
        answered = tuple(_answered(snapshots.get(key, info.id), answers)) if answers else ()
        if pending or answered:
            books.append(LateBook(info, pending, answered))
    return tuple(books)


def _answered(snapshot: Snapshot, answers: Sequence[LateAnswer]) -> Iterator[Answered]:
    """Yield the answers in order; those of one action are counted together."""
    content = snapshot.content
    names = {one.subject.id: one.subject.label for one in content.participants}
    figures = {key_of(one): one for one in (*content.used, *content.others)}
    before = {one.subject: one for one in content.places}
    for _, action in groupby(answers, key=lambda one: one.said):
        together = tuple(action)
        changed = _with(figures, together)
        after = _places(snapshot, changed.values())
        for one in together:
            place = before.get(one.subject), after.get(one.subject)
            yield Answered(answer_view(one, names), *place)
        accepted = tuple(one for one in together if one.accepted)
        if accepted:
            figures = _with(figures, accepted)
            before = _places(snapshot, figures.values())


def _with(
    figures: dict[FigureKey, Figure], answers: Iterable[LateAnswer]
) -> dict[FigureKey, Figure]:
    changed = dict(figures)
    for one in answers:
        key, figure = (one.subject, one.measure, one.period), figure_in(one.after)
        if figure is None:
            changed.pop(key, None)
        else:
            changed[key] = figure
    return changed


def _places(snapshot: Snapshot, figures: Iterable[Figure]) -> dict[SubjectId, Place]:
    traced = as_frozen(snapshot, snapshot.content.participants, tuple(figures))
    return {one.subject: one for one in places_of(traced.ranking)}
