"""Deadlines (thời hạn): day counts, working days, phases, what is due, what to watch out for.

Pure functions of dates. Public holidays come from outside as days with their names; Saturdays
and Sundays are days off. A notice carries facts; its sentence stands beside it here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice, pairwise
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Bound, Campaign, Milestone
from thidua_desktop.domain.readings import Readings

Holidays = Mapping[date, str]
"""Public holidays by day, with their names: «Tết Dương lịch»."""

START_ID: Final = "start"
END_ID: Final = "end"
_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)
_SHORT_WINDOW: Final = 7
_FEW_DAYS: Final = 2
"""Windows of at most so many days are checked day by day, longer ones only at both ends."""


class Phase(StrEnum):
    """Where a campaign stands on a day."""

    NOT_STARTED = "not-started"
    RUNNING = "running"
    CLOSING = "closing"
    ENDED = "ended"

    @property
    def words(self) -> str:
        """Return the phase in words: `Đang tổng kết`."""
        return _PHASE_WORDS[self]


_PHASE_WORDS: Final = {
    Phase.NOT_STARTED: "Chưa bắt đầu",
    Phase.RUNNING: "Đang thực hiện",
    Phase.CLOSING: "Đang tổng kết",
    Phase.ENDED: "Đã kết thúc",
}


@dataclass(frozen=True, slots=True)
class PhaseDays:
    """The phase of a day: `day` of `total` days, `left` to go; None where the start is open."""

    phase: Phase
    day: int | None = None
    total: int | None = None
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A milestone with the last day that satisfies it, and how far off that is."""

    milestone: Milestone
    due: date
    days_left: int

    @property
    def late(self) -> bool:
        """Say whether its last day has passed."""
        return self.days_left < 0


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day nobody works: its name is the holiday's, or the day's of the week."""

    day: date
    name: str
    holiday: bool


class NoticeKind(StrEnum):
    """What is worth knowing about a campaign's dates."""

    OPEN_START = "open-start"
    DAYS_DIFFER = "days-differ"
    DAY_OFF = "day-off"
    HOLIDAY = "holiday"
    EARLIER_WORKING_DAY = "earlier-working-day"
    NO_WORKING_DAY = "no-working-day"
    SHORT_WINDOW = "short-window"
    ON_LAST_DAY = "on-last-day"
    OUT_OF_ORDER = "out-of-order"


_SENTENCES: Final[Mapping[NoticeKind, str]] = {
    NoticeKind.OPEN_START: "Chưa có ngày phát động",
    NoticeKind.DAYS_DIFFER: "Kế hoạch ghi {stated} ngày, {start} – {end} là {counted} ngày",
    NoticeKind.DAY_OFF: "{name} {day} là {off}",
    NoticeKind.HOLIDAY: "{day} nghỉ {off}",
    NoticeKind.EARLIER_WORKING_DAY: (
        "{name} {bound} {day} ({day_name}): ngày làm việc cuối là {weekday} {last}"
    ),
    NoticeKind.NO_WORKING_DAY: "{name} từ {opens} đến {day} không có ngày làm việc nào",
    NoticeKind.SHORT_WINDOW: "{name} chỉ có {count} ngày làm việc: {days}",
    NoticeKind.ON_LAST_DAY: "{name} {day} trùng ngày kết thúc đợt thi đua",
    NoticeKind.OUT_OF_ORDER: "{name} {day} sớm hơn {other} {other_day}",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know about a date: never an error. `milestone` is its id, `start` or `end`."""

    kind: NoticeKind
    milestone: str
    facts: Mapping[str, str]

    @property
    def text(self) -> str:
        """Return the sentence: `Ngày kết thúc 31/12/2023 là Chủ nhật`."""
        return _SENTENCES[self.kind].format(**self.facts)


# --- days ---


def day_count(first: date, last: date) -> int:
    """Return how many days there are from `first` to `last`, both counted."""
    return (last - first).days + 1


def day_off(day: date, holidays: Holidays) -> DayOff | None:
    """Return why nobody works on `day`; None on a working day."""
    if day in holidays:
        return DayOff(day, holidays[day], holiday=True)
    if day.weekday() >= _SATURDAY:
        return DayOff(day, vietnamese.weekday(day), holiday=False)
    return None


def days_off(first: date, last: date, holidays: Holidays) -> tuple[DayOff, ...]:
    """Return every day off from `first` to `last`, both included."""
    found = (day_off(day, holidays) for day in _days(first, last))
    return tuple(one for one in found if one is not None)


def last_day(milestone: Milestone) -> date:
    """Return the last calendar day that satisfies a milestone; «before» ends the day before."""
    return milestone.day - _DAY if milestone.bound is Bound.BEFORE else milestone.day


def last_working_day(milestone: Milestone, holidays: Holidays) -> date | None:
    """Return the last working day that satisfies a milestone; None if its window has none."""
    day = last_day(milestone)
    while day_off(day, holidays) is not None:
        day -= _DAY
    return None if milestone.opens is not None and day < milestone.opens else day


# --- phases and what is due ---


def timeline(campaign: Campaign, readings: Readings) -> tuple[Milestone, ...]:
    """Return start, milestones and end of a campaign in the order of their days."""
    named = [
        Milestone(one.id, one.named(readings), one.day, one.bound, one.opens, one.note)
        for one in campaign.milestones
    ]
    end = Milestone(END_ID, "Kết thúc", campaign.end, Bound.BY)
    start = [Milestone(START_ID, "Phát động", campaign.start)] if campaign.start else []
    return tuple(sorted([*start, end, *named], key=lambda one: one.day))


def closing_end(campaign: Campaign) -> date:
    """Return the day the last milestone is over: the end of the closing phase."""
    return max([campaign.end, *(last_day(one) for one in campaign.milestones)])


def phase_on(campaign: Campaign, today: date) -> PhaseDays:
    """Say where the campaign stands on `today`, and how many days of that phase are left."""
    last = closing_end(campaign)
    if campaign.start is not None and today < campaign.start:
        return PhaseDays(Phase.NOT_STARTED, left=(campaign.start - today).days)
    if today <= campaign.end:
        left = (campaign.end - today).days
        if campaign.start is None:
            return PhaseDays(Phase.RUNNING, left=left)
        total = day_count(campaign.start, campaign.end)
        return PhaseDays(Phase.RUNNING, day_count(campaign.start, today), total, left)
    if today <= last:
        day, total = (today - campaign.end).days, (last - campaign.end).days
        return PhaseDays(Phase.CLOSING, day, total, (last - today).days)
    return PhaseDays(Phase.ENDED)


def deadlines(
    campaign: Campaign, readings: Readings, today: date, done: Collection[str] = ()
) -> tuple[Deadline, ...]:
    """Return every milestone not `done`, and the campaign's end, the earliest due first."""
    open_ones = (
        one for one in timeline(campaign, readings) if one.id != START_ID and one.id not in done
    )
    found = [Deadline(one, last_day(one), (last_day(one) - today).days) for one in open_ones]
    return tuple(sorted(found, key=lambda one: one.due))


def next_deadline(
    campaign: Campaign, readings: Readings, today: date, done: Collection[str] = ()
) -> Deadline | None:
    """Return what is due next, today included; None when nothing is left."""
    return next((one for one in deadlines(campaign, readings, today, done) if not one.late), None)


# --- notices ---


def notices(campaign: Campaign, readings: Readings, holidays: Holidays) -> tuple[Notice, ...]:
    """Return what is worth knowing about the campaign's dates, in the order of the dates."""
    found = [*_span_notices(campaign)]
    milestones = timeline(campaign, readings)
    for milestone in milestones:
        found += _milestone_notices(milestone, holidays)
        if milestone.day == campaign.end and milestone.id != END_ID:
            facts = {"name": milestone.name, "day": vietnamese.day(milestone.day)}
            found.append(Notice(NoticeKind.ON_LAST_DAY, milestone.id, facts))
    return (*found, *_order_notices(campaign, readings))


def _span_notices(campaign: Campaign) -> Iterable[Notice]:
    if campaign.start is None:
        yield Notice(NoticeKind.OPEN_START, START_ID, {})
        return
    counted = day_count(campaign.start, campaign.end)
    if campaign.stated_days is not None and campaign.stated_days != counted:
        facts = {
            "stated": str(campaign.stated_days),
            "counted": str(counted),
            "start": vietnamese.day(campaign.start),
            "end": vietnamese.day(campaign.end),
        }
        yield Notice(NoticeKind.DAYS_DIFFER, "", facts)


def _milestone_notices(milestone: Milestone, holidays: Holidays) -> Iterable[Notice]:
    last = last_working_day(milestone, holidays)
    if last is None:
        facts = {
            "name": milestone.name,
            "opens": vietnamese.day(milestone.opens or milestone.day),
            "day": vietnamese.day(milestone.day),
        }
        yield Notice(NoticeKind.NO_WORKING_DAY, milestone.id, facts)
        return
    checked = _checked_days(milestone, holidays)
    if last != last_day(milestone) and milestone.id != END_ID and milestone.bound is not Bound.ON:
        yield Notice(NoticeKind.EARLIER_WORKING_DAY, milestone.id, _moved(milestone, last))
        checked = tuple(one for one in checked if one.day < last)
    for off in checked:
        kind = NoticeKind.HOLIDAY if off.holiday else NoticeKind.DAY_OFF
        name = _OWN_NAMES.get(milestone.id, milestone.name)
        facts = {"name": name, "day": vietnamese.day(off.day), "off": off.name}
        yield Notice(kind, milestone.id, facts)
    yield from _short_window(milestone, holidays)


def _short_window(milestone: Milestone, holidays: Holidays) -> Iterable[Notice]:
    """Yield a notice for a window of one or two days, or that leaves only so many to work on."""
    if milestone.opens is None:
        return
    every = _days(milestone.opens, last_day(milestone))
    working = list(islice((one for one in every if not day_off(one, holidays)), _FEW_DAYS + 1))
    if len(working) <= _FEW_DAYS:
        days = ", ".join(f"{vietnamese.weekday(day)} {vietnamese.day(day)}" for day in working)
        facts = {"name": milestone.name, "count": str(len(working)), "days": days}
        yield Notice(NoticeKind.SHORT_WINDOW, milestone.id, facts)


_OWN_NAMES: Final = {START_ID: "Ngày phát động", END_ID: "Ngày kết thúc"}
_BOUNDS: Final = {Bound.BEFORE: "trước", Bound.BY: "hạn"}


def _moved(milestone: Milestone, last: date) -> Mapping[str, str]:
    return {
        "name": milestone.name,
        "bound": _BOUNDS[milestone.bound],
        "day": vietnamese.day(milestone.day),
        "day_name": vietnamese.weekday(milestone.day),
        "weekday": vietnamese.weekday(last),
        "last": vietnamese.day(last),
    }


def _checked_days(milestone: Milestone, holidays: Holidays) -> tuple[DayOff, ...]:
    """Return the days off among the days that matter: of a long window only both ends."""
    last = last_day(milestone)
    first = milestone.opens or last
    if day_count(first, last) <= _SHORT_WINDOW:
        return days_off(first, last, holidays)
    return (*days_off(first, first, holidays), *days_off(last, last, holidays))


def _order_notices(campaign: Campaign, readings: Readings) -> Iterable[Notice]:
    spoken = [(one.named(readings), one) for one in campaign.milestones]
    if campaign.start is not None:
        start = Milestone(START_ID, _OWN_NAMES[START_ID], campaign.start)
        spoken.insert(0, (start.name, start))
    for (other, before), (name, after) in pairwise(spoken):
        if after.day < before.day:
            facts = {
                "name": name,
                "day": vietnamese.day(after.day),
                "other": other,
                "other_day": vietnamese.day(before.day),
            }
            yield Notice(NoticeKind.OUT_OF_ORDER, after.id, facts)


def _days(first: date, last: date) -> Iterable[date]:
    return (first + number * _DAY for number in range(day_count(first, last)))
