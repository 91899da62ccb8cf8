"""All services of one open file, for the window and the command line."""

from dataclasses import dataclass

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
from thidua_desktop.services.units import UnitService
from thidua_desktop.services.whatif import WhatIfService
from thidua_desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Office:
    """What the office does with one open file."""

    workspace: Workspace
    campaigns: CampaignService
    units: UnitService
    figures: FigureService
    imports: ImportService
    rankings: RankingService
    reports: ReportService
    overview: OverviewService
    reconciliation: ReconciliationService
    history: HistoryService
    decisions: DecisionService
    snapshots: SnapshotService
    late: LateService
    near_misses: NearMissService
    awards: AwardService
    council: CouncilService
    legal: LegalService
    whatif: WhatIfService
    past_awards: PastAwardService
    mappings: MappingService


def office_of(workspace: Workspace) -> Office:
    """Return the services of an open file."""
    return Office(
        workspace,
        CampaignService(workspace),
        UnitService(workspace),
        FigureService(workspace),
        ImportService(workspace),
        RankingService(workspace),
        ReportService(workspace),
        OverviewService(workspace),
        ReconciliationService(workspace),
        HistoryService(workspace),
        DecisionService(workspace),
        SnapshotService(workspace),
        LateService(workspace),
        NearMissService(workspace),
        AwardService(workspace),
        CouncilService(workspace),
        LegalService(workspace),
        WhatIfService(workspace),
        PastAwardService(workspace),
        MappingService(workspace),
    )
