"""All services of one open file, for the window and the command line."""

from functools import cached_property
from typing import TYPE_CHECKING

from thidua_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from thidua_desktop.services.awards import AwardService
    from thidua_desktop.services.campaigns import CampaignService
    from thidua_desktop.services.council import CouncilService
    from thidua_desktop.services.decisions import DecisionService
    from thidua_desktop.services.figures import FigureService
    from thidua_desktop.services.history import HistoryService
    from thidua_desktop.services.import_mappings import MappingService
    from thidua_desktop.services.imports import ImportService
    from thidua_desktop.services.late import LateService
    from thidua_desktop.services.legal import LegalService
    from thidua_desktop.services.near_misses import NearMissService
    from thidua_desktop.services.overview import OverviewService
    from thidua_desktop.services.past_awards import PastAwardService
    from thidua_desktop.services.rankings import RankingService
    from thidua_desktop.services.reconciliation import ReconciliationService
    from thidua_desktop.services.reports import ReportService
    from thidua_desktop.services.snapshots import SnapshotService
    from thidua_desktop.services.trends import TrendService
    from thidua_desktop.services.units import UnitService
    from thidua_desktop.services.whatif import WhatIfService


class Office:
    """What the office does with one open file; each service is loaded when it is first used."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @cached_property
    def campaigns(self) -> "CampaignService":
        """Return what is done with the campaigns of the file."""
        from thidua_desktop.services.campaigns import CampaignService

        return CampaignService(self.workspace)

    @cached_property
    def units(self) -> "UnitService":
        """Return what is done with units and people."""
        from thidua_desktop.services.units import UnitService

        return UnitService(self.workspace)

    @cached_property
    def figures(self) -> "FigureService":
        """Return what is done with figures."""
        from thidua_desktop.services.figures import FigureService

        return FigureService(self.workspace)

    @cached_property
    def imports(self) -> "ImportService":
        """Return what takes tables in."""
        from thidua_desktop.services.imports import ImportService

        return ImportService(self.workspace)

    @cached_property
    def rankings(self) -> "RankingService":
        """Return what ranks and explains."""
        from thidua_desktop.services.rankings import RankingService

        return RankingService(self.workspace)

    @cached_property
    def reports(self) -> "ReportService":
        """Return what writes reports."""
        from thidua_desktop.services.reports import ReportService

        return ReportService(self.workspace)

    @cached_property
    def overview(self) -> "OverviewService":
        """Return what the first page shows."""
        from thidua_desktop.services.overview import OverviewService

        return OverviewService(self.workspace)

    @cached_property
    def reconciliation(self) -> "ReconciliationService":
        """Return what puts the tables of one period together."""
        from thidua_desktop.services.reconciliation import ReconciliationService

        return ReconciliationService(self.workspace)

    @cached_property
    def trends(self) -> "TrendService":
        """Return how figures went over the months."""
        from thidua_desktop.services.trends import TrendService

        return TrendService(self.workspace)

    @cached_property
    def history(self) -> "HistoryService":
        """Return undo, backups and the journal."""
        from thidua_desktop.services.history import HistoryService

        return HistoryService(self.workspace)

    @cached_property
    def decisions(self) -> "DecisionService":
        """Return what the council decided on readings."""
        from thidua_desktop.services.decisions import DecisionService

        return DecisionService(self.workspace)

    @cached_property
    def snapshots(self) -> "SnapshotService":
        """Return what is frozen."""
        from thidua_desktop.services.snapshots import SnapshotService

        return SnapshotService(self.workspace)

    @cached_property
    def late(self) -> "LateService":
        """Return what keeps late figures."""
        from thidua_desktop.services.late import LateService

        return LateService(self.workspace)

    @cached_property
    def near_misses(self) -> "NearMissService":
        """Return who missed by how much."""
        from thidua_desktop.services.near_misses import NearMissService

        return NearMissService(self.workspace)

    @cached_property
    def awards(self) -> "AwardService":
        """Return who meets which award."""
        from thidua_desktop.services.awards import AwardService

        return AwardService(self.workspace)

    @cached_property
    def council(self) -> "CouncilService":
        """Return what the council confirms."""
        from thidua_desktop.services.council import CouncilService

        return CouncilService(self.workspace)

    @cached_property
    def legal(self) -> "LegalService":
        """Return the law in force on a day."""
        from thidua_desktop.services.legal import LegalService

        return LegalService(self.workspace)

    @cached_property
    def whatif(self) -> "WhatIfService":
        """Return what simulates."""
        from thidua_desktop.services.whatif import WhatIfService

        return WhatIfService(self.workspace)

    @cached_property
    def past_awards(self) -> "PastAwardService":
        """Return the awards of earlier years."""
        from thidua_desktop.services.past_awards import PastAwardService

        return PastAwardService(self.workspace)

    @cached_property
    def mappings(self) -> "MappingService":
        """Return how tables were mapped before."""
        from thidua_desktop.services.import_mappings import MappingService

        return MappingService(self.workspace)


def office_of(workspace: Workspace) -> Office:
    """Return the services of an open file."""
    return Office(workspace)
