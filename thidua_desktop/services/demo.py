"""The demonstration: a file with two campaigns, and the whole main job done on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from thidua_desktop import assets
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.campaigns import CampaignService
from thidua_desktop.services.files import create_file
from thidua_desktop.services.imports import ImportOrder, import_table
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.rankings import RankingService, score_text
from thidua_desktop.services.reports import ReportService
from thidua_desktop.services.units import UnitService, find_participant
from thidua_desktop.store.workspace import Workspace

FILE_NAME: Final = "nui-thanh-2023.thidua"
POINTS: Final = "nui-thanh-2023"
TARGETS: Final = "so-noi-vu-lang-son-2023"
SAMPLE_DAY: Final = "sample-day"
"""The setting that says which day a sample file pretends it is."""
DAY: Final = date(2024, 1, 5)
_MONTHS: Final = range(6, 13)


def make_demo_file(path: Path, progress: Progress | None = None) -> Workspace:
    """Make the sample file: both campaigns, their units, people, figures and two reports."""
    progress = progress or Progress()
    steps = len(_MONTHS) + 4
    workspace = create_file(path, POINTS, _sample("nui-thanh-don-vi.xlsx"), user=WRITER)
    for number, month in enumerate(_MONTHS, 1):
        progress.step(number, steps)
        table = _sample(f"nui-thanh-2023-{month:02d}.xlsx")
        import_table(workspace, POINTS, table, ImportOrder(accept_warnings=True))
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
    with workspace.write("Đặt ngày của dữ liệu mẫu", kind="setting") as session:
        session.settings.put(SAMPLE_DAY, DAY.isoformat())
    progress.step(steps, steps)
    return workspace


WRITER: Final = "Nguyễn Thị Hà"
_ASSIGNED: Final = (("services-active", Decimal(80)), ("received-online", Decimal(75)))


def _sample(name: str) -> Path:
    return assets.resource(f"demo/{name}")


@dataclass(frozen=True, slots=True)
class _SampleReport:
    """A report of the sample file: whose, on which form, for which award, what it says."""

    campaign: str
    subject: str
    form: str
    award: str
    sections: tuple[tuple[str, str], ...]


_REPORTS: Final = (
    _SampleReport(
        TARGETS,
        "Phòng Cải cách hành chính",
        "nd91-2017/mau-07-tap-the",
        "bang-khen",
        (
            (
                "summary",
                "Phòng Cải cách hành chính có 6 công chức, tham mưu Giám đốc Sở về công tác cải "
                "cách hành chính của tỉnh; là đầu mối rà soát, số hóa hồ sơ thủ tục hành chính "
                "của Sở.",
            ),
            (
                "measures",
                "Phòng đã phân công công chức trực hỗ trợ tại Bộ phận Một cửa, số hóa "
                "{{digitisation.part}} trên {{digitisation.whole}} hồ sơ còn hiệu lực, đạt "
                "{{digitisation.rate}}, hơn mức giao {{digitisation.over}} điểm phần trăm.\n"
                "Sáng kiến “Phiếu số hóa một lần” giúp giảm thời gian nhập mỗi hồ sơ từ 12 phút "
                "xuống còn 5 phút.",
            ),
            (
                "effects",
                "Người dân không phải nộp lại giấy tờ đã được số hóa; không có hồ sơ quá hạn "
                "trong đợt thi đua. Kinh nghiệm rút ra là chuẩn hóa danh mục giấy tờ trước khi "
                "quét và đối chiếu kết quả hằng tuần.",
            ),
        ),
    ),
    _SampleReport(
        TARGETS,
        "Nông Thị Hạnh",
        "nd91-2017/mau-07-ca-nhan",
        "giay-khen",
        (
            (
                "measures",
                "Trực tiếp hướng dẫn {{received-online.part}} hồ sơ nộp trực tuyến; biên soạn "
                "tài liệu hướng dẫn số hóa cho công chức một cửa.",
            ),
        ),
    ),
    _SampleReport(
        POINTS,
        "Xã Tam Sơn",
        "nd91-2017/mau-07-tap-the",
        "giay-khen",
        (
            (
                "summary",
                "UBND xã Tam Sơn có 22 cán bộ, công chức; Bộ phận Tiếp nhận và Trả kết quả giải "
                "quyết 148 thủ tục hành chính cho người dân trong xã.",
            ),
            (
                "measures",
                "Xã tổ chức tổ công nghệ số cộng đồng ở mỗi thôn, hướng dẫn nộp "
                "{{online.part}} trên {{online.whole}} hồ sơ trực tuyến, đạt {{online.rate}}.",
            ),
        ),
    ),
)


def _write_reports(workspace: Workspace) -> None:
    service = ReportService(workspace)
    for sample in _REPORTS:
        participants = UnitService(workspace).participants(sample.campaign)
        who = find_participant(participants, sample.subject)
        known = {one.id for one in service.all(sample.campaign)}
        service.create(sample.campaign, who.subject.id, sample.form, sample.award)
        (report,) = (one.id for one in service.all(sample.campaign) if one.id not in known)
        for section, text in sample.sections:
            service.write_section(report, section, text)


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
    rankings.save_workbook(POINTS, DAY, {}, workbook, replace=True)
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
