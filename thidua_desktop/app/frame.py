"""What the frame of the window says about the open file, gathered from the services."""

from datetime import date, datetime
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.loading import participants_of
from thidua_desktop.services.office import Office
from thidua_desktop.ui.models.cells import Chip, Tone
from thidua_desktop.ui.shell import CampaignChoice, SearchEntry, ShellState

_TONES: Final = {"amber": Tone.AMBER, "red": Tone.RED, "neutral": Tone.NEUTRAL}


def frame_state(
    office: Office, key: str, today: date, *, held_by: str = "", sample: bool = False
) -> ShellState:
    """Return what the frame says."""
    facts = office.history.facts()
    header = office.overview.header(key, today)
    lacking = office.figures.lacking(key)
    backed_up = facts.backed_up_at
    return ShellState(
        file_name=facts.path.name,
        file_tip=str(facts.path),
        saved=f"Đã lưu lúc {_clock(facts.saved_at)}" if facts.saved_at else "",
        period=_period(lacking.end, today, sample=sample),
        backup=_moment(backed_up) if backed_up else "chưa có",
        campaigns=tuple(
            CampaignChoice(one.key, one.title, one.topic) for one in office.campaigns.all()
        ),
        campaign=key,
        phase=header.phase,
        deadline=Chip(header.deadline, _TONES[header.deadline_tone], "calendar-event")
        if header.deadline
        else None,
        undo=office.history.undo_label() or "",
        redo=office.history.redo_label() or "",
        badges={"figures": lacking.subjects},
        read_only=f"Chỉ xem: {held_by}" if held_by else "",
    )


def search_entries(office: Office, key: str) -> tuple[SearchEntry, ...]:
    """Return the units and people the search box finds."""
    return tuple(
        SearchEntry(
            one.subject.label,
            "đơn vị" if one.subject.kind is Kind.UNIT else "cá nhân",
            "people",
            "ranking",
            str(one.subject.id),
        )
        for one in participants_of(office.workspace, key)
    )


def _period(end: date | None, today: date, *, sample: bool) -> str:
    words = f"lũy kế đến {vietnamese.day(end)}" if end else "chưa có"
    return f"{words} · dữ liệu mẫu, xem như ngày {vietnamese.day(today)}" if sample else words


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone():%H:%M}"


def _moment(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{vietnamese.day(local.date())} {local:%H:%M}"
