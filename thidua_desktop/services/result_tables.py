"""Use cases on results going out as workbooks: the ranking, and who meets which award.

Each carries the figures it rests on as tables of their own, which the import reads back.
A result that is as it was frozen says so by the code of its snapshot; any other is provisional.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from thidua_desktop.documents.award_table import AwardBook, AwardLine, AwardList, AwardSum
from thidua_desktop.documents.files import write_file
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Award
from thidua_desktop.domain.judgements import Judgement, State
from thidua_desktop.domain.readings import Readings
from thidua_desktop.errors import NothingToPrintError
from thidua_desktop.services.awards import (
    KIND_WORDS,
    AwardService,
    AwardStanding,
    AwardsView,
    SubjectAwards,
)
from thidua_desktop.services.basis import PROVISIONAL, basis_of
from thidua_desktop.services.figures_behind import behind
from thidua_desktop.services.loading import catalogue, load
from thidua_desktop.services.printing import save_frozen
from thidua_desktop.services.rankings import STATE_WORDS, ranking_of
from thidua_desktop.services.snapshots import SnapshotInfo, SnapshotService
from thidua_desktop.store.workspace import Workspace

_ORDER: Final = (
    State.MET,
    State.COUNCIL,
    State.NOT_MET,
    State.NO_DATA,
    State.NOT_APPLICABLE,
)


def frozen_now(workspace: Workspace, key: str, as_of: date) -> SnapshotInfo | None:
    """Return the newest snapshot if the file still is what was frozen: data, rules and result."""
    service = SnapshotService(workspace)
    newest = service.newest(key)
    if newest is None or not service.compare_with_now(key, newest.id, as_of).is_same:
        return None
    return newest


def save_ranking(
    workspace: Workspace, key: str, as_of: date, readings: Readings, path: Path, *, replace: bool
) -> None:
    """Write the ranking as .xlsx, with the code of its snapshot or as provisional."""
    frozen = None if readings else frozen_now(workspace, key, as_of)
    if frozen is not None:
        save_frozen(SnapshotService(workspace).get(key, frozen.id), path, replace=replace)
        return
    save_workbook(workspace, key, as_of, readings, path, replace=replace)


def save_workbook(
    workspace: Workspace, key: str, as_of: date, readings: Readings, path: Path, *, replace: bool
) -> None:
    """Write the ranking as it is by now as .xlsx, as provisional, with the figures behind it."""
    from thidua_desktop.documents.workbook import ranking_workbook

    loaded = load(workspace, key)
    ranking = ranking_of(loaded, as_of, dict(readings))
    basis = basis_of(workspace, key)
    rests_on = behind(loaded, as_of, readings, basis.snapshot)
    content = ranking_workbook(ranking, catalogue().names, basis=basis, behind=rests_on)
    write_file(path, content, replace=replace)


def save_awards(
    workspace: Workspace, key: str, as_of: date, readings: Readings, path: Path, *, replace: bool
) -> None:
    """Write who meets which award as .xlsx; an existing file only when `replace` says so.

    NothingToPrintError where the campaign gives no awards.
    """
    from thidua_desktop.documents.award_book import award_workbook

    view = AwardService(workspace).view(key, as_of, readings)
    if not any(one.standings for one in view.subjects):
        raise NothingToPrintError("đợt thi đua không có ai để xét hình thức khen thưởng")
    frozen = None if readings else frozen_now(workspace, key, as_of)
    stamp = frozen.stamp if frozen else PROVISIONAL
    rests_on = behind(load(workspace, key), as_of, readings, stamp)
    write_file(path, award_workbook(_book(view, stamp), rests_on), replace=replace)


def _book(view: AwardsView, stamp: str) -> AwardBook:
    day = vietnamese.day(view.as_of)
    decided = vietnamese.day(view.decided_on)
    lists = (_list(view, award) for award in view.campaign.awards)
    sums = tuple(
        AwardSum(
            one.award.name,
            KIND_WORDS[one.kind],
            one.met,
            one.council,
            one.quota,
            one.each,
            None if one.each is None else one.total,
            one.why,
        )
        for one in view.counts
    )
    return AwardBook(
        view.campaign.name,
        f"Số liệu đến ngày {day}; tiền thưởng nếu quyết định ngày {decided}.",
        stamp,
        tuple(one for one in lists if one.lines),
        sums,
        view.notices,
    )


def _list(view: AwardsView, award: Award) -> AwardList:
    each = {one.kind: one.each for one in view.counts if one.award == award}
    held = [
        (one, standing)
        for one in view.subjects
        for standing in one.standings
        if standing.award == award
    ]
    held.sort(key=lambda pair: _ORDER.index(pair[1].state))
    return AwardList(
        award.name,
        tuple(
            _line(one, standing, each.get(one.participant.subject.kind)) for one, standing in held
        ),
    )


def _line(one: SubjectAwards, standing: AwardStanding, each: int | None) -> AwardLine:
    leaves = standing.criteria
    met = sum(leaf.state is State.MET for leaf in leaves)
    return AwardLine(
        one.participant.subject.name,
        one.office or "",
        one.group.name,
        STATE_WORDS[standing.state],
        f"{met}/{len(leaves)}" if leaves else "",
        "; ".join(_rest(leaves)),
        each if standing.state is State.MET else None,
    )


def _rest(leaves: tuple[Judgement, ...]) -> Iterator[str]:
    for leaf in leaves:
        if leaf.state is not State.MET or leaf.old_words:
            said = leaf.why or STATE_WORDS[leaf.state].lower()
            yield f"{leaf.text}: {said}"
