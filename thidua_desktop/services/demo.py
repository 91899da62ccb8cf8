"""The demonstration: a file with two campaigns, and the whole main job done on it."""

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from thidua_desktop import assets
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.campaigns import CampaignService
from thidua_desktop.services.files import create_file
from thidua_desktop.services.history import SAMPLE_DAY
from thidua_desktop.services.import_orders import ImportOrder, import_table
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.rankings import RankingService, score_text
from thidua_desktop.services.reports import ReportService
from thidua_desktop.services.result_tables import save_workbook
from thidua_desktop.services.units import UnitService, find_participant
from thidua_desktop.store.workspace import Workspace

FILE_NAME: Final = "nui-thanh-2023.thidua"
POINTS: Final = "nui-thanh-2023"
TARGETS: Final = "so-noi-vu-lang-son-2023"
DAY: Final = date(2024, 1, 5)
_TABLES: Final = (
    *(f"nui-thanh-2023-{month:02d}.xlsx" for month in range(6, 10)),
    # October came from two offices, with a supplement, and once more as a month by itself.
    "nui-thanh-2023-10-truc-tuyen.xlsx",
    "nui-thanh-2023-10-tong-so.xlsx",
    "nui-thanh-2023-10-bo-sung.xlsx",
    "nui-thanh-2023-rieng-thang-10.xlsx",
    "nui-thanh-2023-11.xlsx",
    "nui-thanh-2023-12.xlsx",
)


def make_demo_file(path: Path, progress: Progress | None = None) -> Workspace:
    """Make the sample file: both campaigns, their units, people, figures and two reports."""
    progress = progress or Progress()
    steps = len(_TABLES) + 4
    workspace = create_file(path, POINTS, _sample("nui-thanh-don-vi.xlsx"), user=WRITER)
    with workspace.write("Đặt ngày của dữ liệu mẫu", kind="setting", undoable=False) as session:
        session.settings.put(SAMPLE_DAY, DAY.isoformat())
    for number, name in enumerate(_TABLES, 1):
        progress.step(number, steps)
        order = ImportOrder(accept_warnings=True, skip_errors=True)
        import_table(workspace, POINTS, _sample(name), order)
    campaigns = CampaignService(workspace)
    units = UnitService(workspace)
    campaigns.add(TARGETS)
    units.load_register(TARGETS, _sample("so-noi-vu-don-vi.xlsx"))
    units.load_register(TARGETS, _sample("so-noi-vu-ca-nhan.xlsx"))
    progress.step(steps - 2, steps)
    for content in ("so-hoa", "truc-tuyen"):
        table = _sample(f"so-noi-vu-2023-11-{content}.xlsx")
        import_table(workspace, TARGETS, table, ImportOrder(accept_warnings=True))
    for indicator, percent in _ASSIGNED:
        campaigns.set_target(TARGETS, indicator, percent)
    progress.step(steps - 1, steps)
    _write_reports(workspace)
    progress.step(steps, steps)
    return workspace


WRITER: Final = "Nguyễn Thị Hà"
_ASSIGNED: Final = (("services-active", Decimal(80)), ("received-online", Decimal(75)))


def _sample(name: str) -> Path:
    return assets.resource(f"demo/{name}")


def _write_reports(workspace: Workspace) -> None:
    service = ReportService(workspace)
    document = tomllib.loads(_sample("reports.toml").read_text("utf-8"))
    for sample in document["reports"]:
        campaign = sample["campaign"]
        participants = UnitService(workspace).participants(campaign)
        who = find_participant(participants, sample["subject"])
        report = service.create(campaign, who.subject.id, sample["form"], sample["award"])
        for section, text in sample["sections"].items():
            service.write_section(report.id, section, text)


def make_demo(folder: Path) -> Iterator[str]:
    """Do the main job in `folder` and say, line by line, what was made.

    Files of an earlier demonstration in the folder are replaced; no other file is touched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    path.unlink(missing_ok=True)
    workspace = make_demo_file(path)
    yield f"Sổ thi đua: {path}"
    yield from _winners(workspace)
    yield from _documents(workspace, folder)


def _winners(workspace: Workspace) -> Iterator[str]:
    ranking = RankingService(workspace).ranking(POINTS, DAY)
    for group in ranking.groups:
        yield f"{group.group.name}: {len(group.rows)} đơn vị được xếp hạng"
        for row in group.rows:
            if row.prize:
                name = row.participant.subject.name
                yield f"  {row.rank}. {name}, {score_text(row)} điểm: {row.prize.name}"


def _documents(workspace: Workspace, folder: Path) -> Iterator[str]:
    rankings = RankingService(workspace)
    workbook = folder / "xep-hang.xlsx"
    save_workbook(workspace, POINTS, DAY, {}, workbook, replace=True)
    yield f"Bảng tính xếp hạng: {workbook}"
    printed = folder / "xep-hang.pdf"
    rankings.save_pdf(POINTS, DAY, {}, printed, replace=True)
    yield f"Bảng xếp hạng để in: {printed}"
    reports = ReportService(workspace)
    for campaign in (TARGETS, POINTS):
        for number, report in enumerate(reports.all(campaign), 1):
            kind = "tap-the" if report.kind is Kind.UNIT else "ca-nhan"
            target = folder / f"mau-07-{kind}-{campaign}-{number}.pdf"
            reports.save_pdf(campaign, report.id, DAY, target, replace=True)
            yield f"Báo cáo thành tích, {report.subject}: {target}"
