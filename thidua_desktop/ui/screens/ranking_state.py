"""What the page Xếp hạng shows, read in one go off the UI thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thidua_desktop.domain import vietnamese
from thidua_desktop.services.awards import AwardsView
from thidua_desktop.services.decisions import ReadingStanding
from thidua_desktop.services.late import LateLedger
from thidua_desktop.services.near_misses import NearMiss, near_misses_of
from thidua_desktop.services.office import Office
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.rankings import RankingView
from thidua_desktop.services.snapshots import SnapshotComparison, SnapshotInfo
from thidua_desktop.ui.models.ranking_rows import who_word


@dataclass(frozen=True, slots=True)
class RankingState:
    """The ranking, what is decided and frozen about it, who missed what, who gets which award."""

    view: RankingView
    standings: tuple[ReadingStanding, ...]
    comparison: SnapshotComparison | None
    """The newest snapshot that stands against the file as decided, trials left out."""
    ledger: LateLedger
    misses: tuple[NearMiss, ...]
    awards: AwardsView

    @property
    def snapshot(self) -> SnapshotInfo | None:
        """Return the newest snapshot that stands."""
        return self.comparison.before if self.comparison else None

    @property
    def is_as_frozen(self) -> bool:
        """Say whether the file, as decided, is what was frozen: data, rules and result."""
        return self.comparison is not None and self.comparison.is_same

    @property
    def cited(self) -> dict[str, str]:
        """Return how each decided reading is cited, by key."""
        return {one.key: one.text for one in self.standings if one.decided}


def read_state(
    office: Office, key: str, as_of: date, trial: Mapping[str, str], progress: Progress
) -> RankingState:
    """Read everything the page shows, on the figures known by `as_of`."""
    newest = office.snapshots.newest(key)
    view = office.rankings.view(key, as_of, trial, progress)
    return RankingState(
        view,
        office.decisions.standings(key),
        office.snapshots.compare_with_now(key, newest.id, as_of) if newest else None,
        office.late.pending(key),
        near_misses_of(view.loaded, view.ranking),
        office.awards.by_ranking(view.loaded, view.ranking),
    )


def subtitle(state: RankingState, *, is_trial: bool) -> str:
    """Return which figures are shown, how many reported, and whether this is the frozen result."""
    view = state.view
    parts = [view.period_text]
    if view.total:
        everybody = [row.participant for one in view.groups for row in one.rows]
        everybody += [row.participant for one in view.groups for row in one.not_ranked]
        parts.append(f"{view.have}/{view.total} {who_word(everybody)}")
    parts.append(_standing(state, is_trial=is_trial))
    undecided = sum(not one.decided for one in view.readings)
    if undecided and (is_trial or not state.is_as_frozen):
        parts.append(f"{undecided} cách hiểu chưa quyết định")
    return " · ".join(parts)


def _standing(state: RankingState, *, is_trial: bool) -> str:
    frozen = state.snapshot
    if frozen is None:
        return "tạm tính, chưa chốt"
    if is_trial or not state.is_as_frozen:
        return f"tạm tính, khác bản chốt số {frozen.number}"
    day = vietnamese.day(frozen.at.date())
    return f"Kết quả chốt số {frozen.number}, ngày {day}, mã {frozen.code}"


def without_idle(state: RankingState | None, readings: Mapping[str, str]) -> dict[str, str]:
    """Drop the readings that are in force anyway."""
    if state is None:
        return dict(readings)
    loaded = state.view.loaded
    stored = loaded.campaign.readings_with(loaded.decided)
    return {key: value for key, value in readings.items() if stored.get(key) != value}
