"""Use cases on the ranking: compute it, show it, explain it, try other readings."""

from datetime import date
from pathlib import Path

from thidua_desktop.documents.files import write_file
from thidua_desktop.domain.memory import uncollected
from thidua_desktop.domain.ranking import Ranking, rank
from thidua_desktop.domain.ranking_changes import sensitivity
from thidua_desktop.domain.readings import Readings
from thidua_desktop.services.basis import basis_of
from thidua_desktop.services.campaigns import check_readings
from thidua_desktop.services.explanations import explain
from thidua_desktop.services.loading import Loaded, load
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.ranking_tables import (
    bar_share,
    judged_why,
    period_words,
    score_text,
    threshold_on,
    view_of,
)
from thidua_desktop.services.ranking_views import (
    STATE_WORDS,
    CriterionCell,
    CriterionColumn,
    GroupView,
    NotRankedView,
    OptionView,
    PrizeView,
    RankingView,
    RateColumn,
    ReadingView,
    RowView,
    WhyStep,
    WhyView,
    display_name,
    group_title,
    prize_view,
    source_words,
    sources,
)
from thidua_desktop.services.reading_effects import award_shifts
from thidua_desktop.store.workspace import Workspace

__all__ = [
    "STATE_WORDS",
    "CriterionCell",
    "CriterionColumn",
    "GroupView",
    "NotRankedView",
    "OptionView",
    "PrizeView",
    "RankingService",
    "RankingView",
    "RateColumn",
    "ReadingView",
    "RowView",
    "WhyStep",
    "WhyView",
    "bar_share",
    "display_name",
    "explain",
    "group_title",
    "judged_why",
    "period_words",
    "prize_view",
    "ranking_of",
    "score_text",
    "source_words",
    "sources",
    "threshold_on",
    "view_of",
]


class RankingService:
    """Rankings of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def ranking(self, key: str, as_of: date, readings: Readings | None = None) -> Ranking:
        """Return the ranking on the figures known by `as_of`; `readings` hold for this call."""
        loaded = load(self._workspace, key)
        return ranking_of(loaded, as_of, dict(readings or {}))

    @uncollected()
    def view(
        self,
        key: str,
        as_of: date,
        readings: Readings | None = None,
        progress: Progress | None = None,
    ) -> RankingView:
        """Return the ranking with what the other readings would change."""
        loaded = load(self._workspace, key)
        ranking = ranking_of(loaded, as_of, dict(readings or {}))
        others = sum(len(one.options) - 1 for one in loaded.campaign.ranking_readings)
        rounds = 2 * others  # each once for the ranks, once for the awards
        done = 0

        def after_each() -> None:
            nonlocal done
            done += 1
            if progress:
                progress.step(done, rounds)

        found = sensitivity(loaded.campaign, loaded.data, ranking, after_each)
        return view_of(loaded, ranking, found, award_shifts(loaded, ranking, after_each))

    def save_pdf(
        self,
        key: str,
        as_of: date,
        readings: Readings,
        path: Path,
        *,
        replace: bool,
    ) -> None:
        """Write the ranking as it is by now as a PDF to print, as provisional.

        An existing file is replaced only when `replace` says so.
        """
        from thidua_desktop.documents.ranking_list import ranking_pdf

        basis = basis_of(self._workspace, key)
        pdf = ranking_pdf(self.ranking(key, as_of, readings), basis=basis)
        write_file(path, pdf, replace=replace)


def ranking_of(loaded: Loaded, as_of: date, readings: dict[str, str]) -> Ranking:
    """Rank what was loaded; readings given win over the decided ones."""
    check_readings(loaded.campaign, readings)
    return rank(loaded.campaign, loaded.data, as_of, {**loaded.decided, **readings})
