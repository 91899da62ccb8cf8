"""The milestones as a calendar file (.ics, RFC 5545), for the calendars people already have."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from thidua_desktop.documents.files import write_file
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Bound, Campaign, Milestone
from thidua_desktop.domain.deadlines import (
    END_ID,
    START_ID,
    Holidays,
    Notice,
    last_day,
    last_working_day,
    notices,
    timeline,
)
from thidua_desktop.domain.readings import Readings
from thidua_desktop.errors import UnknownChoiceError
from thidua_desktop.services.calendar import holidays_of
from thidua_desktop.services.loading import load
from thidua_desktop.store.workspace import Workspace

SUFFIX: Final = ".ics"

_END_OF_LINE: Final = "\r\n"
_MOST_OCTETS: Final = 75
"""What a line may hold (RFC 5545, 3.1); longer ones are folded, never inside a letter."""
_DAY: Final = timedelta(days=1)
_BEFORE_START: Final = "-PT15H"
"""09:00 on the day before an all-day event begins."""
_BEFORE_END: Final = "-PT39H"
"""09:00 on the day before the last day of a window; its end is the midnight after it."""


def milestones_ics(
    campaign: Campaign, readings: Readings, holidays: Holidays, made: datetime | None = None
) -> bytes:
    """Return start, milestones and end of a campaign as all-day events.

    An event stands on the last working day that still satisfies its milestone, as the overview
    says it. Its UID stays the same, so that a later export moves it. `made` is now if not given.
    """
    stamp = (made or datetime.now(UTC)).astimezone(UTC)
    read = campaign.readings_with(readings)
    said = notices(campaign, read, holidays)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Thi Dua//Thi Dua//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(campaign.short)}",
    ]
    for milestone in timeline(campaign, read):
        mine = [one for one in said if one.milestone == milestone.id]
        lines += _event(campaign, milestone, mine, holidays, stamp)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + _END_OF_LINE for line in lines).encode("utf-8")


def save_ics(
    workspace: Workspace, key: str, path: Path, *, replace: bool, readings: Readings | None = None
) -> None:
    """Write the milestones to a calendar file; an existing one only when `replace` says so.

    UnknownChoiceError if the file's ending is not `.ics`.
    """
    if path.suffix.lower() != SUFFIX:
        raise UnknownChoiceError("kiểu tệp", path.suffix or path.name, (SUFFIX,))
    loaded = load(workspace, key)
    read = {**loaded.decided, **(readings or {})}
    data = milestones_ics(loaded.campaign, read, holidays_of(loaded.campaign))
    write_file(path, data, replace=replace)


def _event(
    campaign: Campaign,
    milestone: Milestone,
    said: Iterable[Notice],
    holidays: Holidays,
    stamp: datetime,
) -> list[str]:
    last = _due(milestone, holidays)
    first = min(milestone.opens or last, last)
    summary = _escaped(f"{campaign.short}: {milestone.name}")
    alarms = [_BEFORE_START] if first == last else [_BEFORE_START, _BEFORE_END]
    return [
        "BEGIN:VEVENT",
        f"UID:{campaign.id}.{milestone.id}@thi-dua",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last + _DAY:%Y%m%d}",
        f"SUMMARY:{summary}",
        f"DESCRIPTION:{_escaped(_description(campaign, milestone, said))}",
        "TRANSP:TRANSPARENT",
        *(line for alarm in alarms for line in _alarm(alarm, summary)),
        "END:VEVENT",
    ]


def _alarm(trigger: str, summary: str) -> tuple[str, ...]:
    related = ";RELATED=END" if trigger == _BEFORE_END else ""
    return (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{summary}",
        f"TRIGGER{related}:{trigger}",
        "END:VALARM",
    )


def _due(milestone: Milestone, holidays: Holidays) -> date:
    """Return the day to be reminded of: what is due moves to the last working day."""
    fixed = milestone.id in (START_ID, END_ID) or milestone.bound is Bound.ON
    working = None if fixed else last_working_day(milestone, holidays)
    return working or last_day(milestone)


_BOUNDS: Final = {Bound.ON: "ngày", Bound.BY: "hạn", Bound.BEFORE: "trước ngày"}


def _description(campaign: Campaign, milestone: Milestone, said: Iterable[Notice]) -> str:
    stated = f"Kế hoạch ghi: {_BOUNDS[milestone.bound]} {vietnamese.day(milestone.day)}"
    if milestone.opens:
        stated = (
            f"Kế hoạch ghi: từ {vietnamese.day(milestone.opens)} "
            f"đến {vietnamese.day(milestone.day)}"
        )
    words = [campaign.name, stated, milestone.note, *(one.text for one in said)]
    return "\n".join(f"{one.removesuffix('.')}." for one in words if one)


def _escaped(text: str) -> str:
    """Return a text value (RFC 5545, 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a content line in pieces of at most 75 octets, each further one after a space."""
    pieces: list[str] = []
    piece, octets = "", 0
    for letter in line:
        size = len(letter.encode("utf-8"))
        if octets + size > _MOST_OCTETS:
            pieces.append(piece)
            piece, octets = "", 1  # the space a continued line begins with
        piece += letter
        octets += size
    return f"{_END_OF_LINE} ".join((*pieces, piece))
