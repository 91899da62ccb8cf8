"""Files with units and figures for the tests of screens, small enough to check by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from thidua_desktop.domain.figures import Figure, Period, Source
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.importing.presets import load_preset
from thidua_desktop.store.workspace import Session, Workspace

NUI_THANH = "nui-thanh-2023"
NUI_THANH_SPAN = Period(date(2023, 6, 1), date(2023, 12, 31))
SO_NOI_VU = "so-noi-vu-lang-son-2023"
SO_NOI_VU_SPAN = Period(date(2023, 8, 20), date(2023, 11, 30))
NUI_THANH_DAY = date(2024, 1, 5)
COUNTS = {
    "parts_digitised": 80,
    "received_total": 100,
    "received_new": 100,
    "received_online": 70,
    "services_total": 10,
    "services_active": 9,
    "on_system": 100,
    "target_services_active": 80,
    "target_received_online": 75,
}
"""What one office of Sở Nội vụ reported and was given as targets."""


@dataclass(frozen=True)
class Counts:
    """What one unit of Núi Thành reported."""

    total: int
    online: int
    early: int
    on_time: int
    late: int

    def measures(self) -> dict[str, int]:
        return {
            "resolved_total": self.total,
            "online_total": self.online,
            "online_early": self.early,
            "online_on_time": self.on_time,
            "resolved_late": self.late,
        }


THREE_COMMUNES: Mapping[tuple[str, str], Counts | None] = {
    ("xa", "Xã Một"): Counts(1000, 800, 400, 380, 10),
    ("xa", "Xã Hai"): Counts(1000, 660, 330, 330, 0),
    ("xa", "Xã Ba"): Counts(1000, 640, 320, 320, 0),
}
"""`Xã Hai`, 66 % online, is ranked but not for the first prize (70 %); `Xã Ba` is left out."""


def nui_thanh_file(path: Path, units: Mapping[tuple[str, str], Counts | None]) -> Workspace:
    """Make a file of Núi Thành with these units, by group and name; None reported nothing."""
    workspace = _with_preset(path, NUI_THANH)
    with workspace.write("Nhập số liệu", kind="import") as session:
        for row, ((group, name), counts) in enumerate(units.items(), start=5):
            subject = _unit(session, NUI_THANH, group, name)
            for column, (measure, count) in enumerate(counts.measures().items() if counts else ()):
                source = Source("tong-hop-cong.xlsx", "Tổng hợp", f"{'CDEFG'[column]}{row}")
                session.figures.put(
                    Figure(subject, measure, NUI_THANH_SPAN, count, None, None, False, source)
                )
    return workspace


def so_noi_vu_file(path: Path, units: Mapping[str, Mapping[str, int]]) -> Workspace:
    """Make a file of Sở Nội vụ with these units and their counts, by measure."""
    workspace = _with_preset(path, SO_NOI_VU)
    with workspace.write("Nhập số liệu", kind="import") as session:
        for name, counts in units.items():
            subject = _unit(session, SO_NOI_VU, "don-vi", name)
            for measure, count in counts.items():
                timeless = measure.startswith("target_")
                value = (None, count) if timeless else (count, None)
                period = None if timeless else SO_NOI_VU_SPAN
                session.figures.put(Figure(subject, measure, period, *value, None, True))
    return workspace


def _with_preset(path: Path, preset: str) -> Workspace:
    campaign, text = load_preset(preset)
    workspace = Workspace.create(path, user="Nguyễn Thị Văn thư")
    with workspace.write(f"Tạo sổ {campaign.short}", kind="create") as session:
        session.campaigns.add(campaign.id, text)
    return workspace


def _unit(session: Session, key: str, group: str, name: str) -> SubjectId:
    subject = session.subjects.add_unit(name, "")
    session.participants.add(key, subject, group)
    return subject
