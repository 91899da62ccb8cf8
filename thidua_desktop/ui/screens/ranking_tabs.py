"""The tabs of the page Xếp hạng and the table each one shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.services.near_misses import NearMiss
from thidua_desktop.services.rankings import group_title
from thidua_desktop.ui.models.ranking_rows import SCORE_COLUMN, ranking_columns, ranking_groups
from thidua_desktop.ui.models.rows import Column, RowGroup
from thidua_desktop.ui.screens.awards_tables import award_columns, award_groups, miss_columns
from thidua_desktop.ui.screens.ranking_state import RankingState

WHY: Final = "why"
MISSES: Final = "misses"
AWARDS: Final = "awards"
FROZEN: Final = "frozen"
WHATIF: Final = "whatif"
"""Kinds of tabs besides those of the groups, which have the group's id."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: a group's, by its id, or one of the kinds above."""

    kind: str
    words: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class TableShown:
    """What the table shows; `sorted_by` -1 keeps the order given."""

    name: str
    columns: Sequence[Column[Any]]
    groups: Sequence[RowGroup[Any]]
    sorted_by: int = -1


def tabs_of(state: RankingState, *, narrow: bool) -> tuple[Tab, ...]:
    """Return the tabs; in a narrow window «Vì sao?» is one of them."""
    view, frozen = state.view, state.snapshot
    campaign = view.loaded.campaign
    tabs = [
        Tab(one.id, group_title(campaign, one.id, short=True), f"{one.considered}/{one.total}")
        for one in view.groups
    ]
    if narrow:
        tabs.append(Tab(WHY, "Vì sao?"))
    if state.misses:
        tabs.append(Tab(MISSES, "Suýt đạt", vietnamese.count(len(state.misses))))
    if campaign.awards:
        tabs.append(Tab(AWARDS, "Khen thưởng"))
    tabs.append(Tab(WHATIF, "Nếu… thì…"))
    if frozen is not None:
        day = vietnamese.day(frozen.at.date())
        tabs.append(Tab(FROZEN, f"So với bản chốt số {frozen.number}", day))
    return tuple(tabs)


def table_of(state: RankingState, kind: str, *, tight: bool) -> TableShown | None:
    """Return what the table shows on a tab; None where the tab has no table of its own."""
    if kind == AWARDS:
        awards = state.awards
        return TableShown("Khen thưởng", award_columns(awards), award_groups(awards))
    if kind == MISSES:
        alike = len({one.missed for one in state.misses}) == 1
        columns = miss_columns(tight=tight, alike=alike)
        return TableShown("Suýt đạt", columns, (RowGroup("", state.misses),))
    for group in state.view.groups:
        if group.id == kind:
            shown = ranking_columns(group, tight=tight)
            return TableShown("Bảng xếp hạng", shown, ranking_groups(group), SCORE_COLUMN)
    return None


def identity(line: Any) -> Any:
    """Name a row across refreshes: a subject, or what it missed."""
    return (line.participant, line.criterion) if isinstance(line, NearMiss) else line.participant
