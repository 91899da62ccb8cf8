"""The overview of a campaign on one day: its timeline, what is there, what is to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from thidua_desktop.domain import deadlines, vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.deadlines import Deadline, Phase, PhaseDays
from thidua_desktop.domain.figures import Figure, FigureBook, Ratio
from thidua_desktop.domain.indicators import Indicator
from thidua_desktop.domain.ranking import Ranking
from thidua_desktop.services.calendar import holidays_of
from thidua_desktop.services.loading import Loaded, load
from thidua_desktop.services.rankings import (
    RankingService,
    RankingView,
    bar_share,
    display_name,
    group_title,
    prize_view,
    score_text,
)
from thidua_desktop.services.reports import ReportService
from thidua_desktop.store.workspace import Workspace

SOON_DAYS: Final = 7
_LEADERS: Final = {1: 8, 2: 5}
_TRENDS: Final = 3


@dataclass(frozen=True, slots=True)
class MilestoneMark:
    """A milestone on the painted timeline."""

    id: str
    name: str
    day: date
    done: bool
    late: bool


@dataclass(frozen=True, slots=True)
class PeriodMark:
    """How many subjects have figures for a month."""

    label: str
    month: str
    have: int
    total: int


@dataclass(frozen=True, slots=True)
class TimelineView:
    """What the timeline paints."""

    start: date | None
    end: date
    today: date
    phase_name: str
    phase_days: int | None
    closing_name: str
    milestones: tuple[MilestoneMark, ...]
    periods: tuple[PeriodMark, ...]
    notices: tuple[str, ...]
    caption: str
    holidays: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class CardView:
    """One figure card: `share` fills its bar; tone `plain`, `amber` or `red`."""

    icon: str
    title: str
    figure: str
    of: str
    unit: str
    share: Fraction | None
    note: str
    tone: str


@dataclass(frozen=True, slots=True)
class TaskView:
    """One thing to do, and where: the page it opens and the filter there."""

    icon: str
    tone: str
    title: str
    detail: str
    chip: str
    chip_tone: str
    page: str
    filter: str


@dataclass(frozen=True, slots=True)
class Leader:
    """One of the first of a group."""

    rank: int
    name: str
    score_text: str
    share: Fraction
    prize_tone: str


@dataclass(frozen=True, slots=True)
class LeaderGroup:
    """The first of one group."""

    title: str
    unit: str
    rows: tuple[Leader, ...]


@dataclass(frozen=True, slots=True)
class TrendView:
    """How one indicator went, period by period, over all subjects together."""

    title: str
    value: str
    change: str
    points: tuple[Fraction, ...]
    threshold: Fraction | None


@dataclass(frozen=True, slots=True)
class OverviewView:
    """The whole page."""

    subtitle: str
    timeline: TimelineView
    cards: tuple[CardView, ...]
    tasks: tuple[TaskView, ...]
    leaders: tuple[LeaderGroup, ...]
    trends: tuple[TrendView, ...]
    provisional: bool


@dataclass(frozen=True, slots=True)
class HeaderView:
    """What the top bar shows of a campaign: phase, next deadline and its tone."""

    phase: str
    deadline: str
    deadline_tone: str


class OverviewService:
    """Overviews of the campaigns of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def header(self, key: str, today: date) -> HeaderView:
        """Return the phase and the next deadline."""
        loaded = load(self._workspace, key)
        readings = loaded.campaign.readings_with(loaded.decided)
        phase = deadlines.phase_on(loaded.campaign, today).phase.words
        due = deadlines.next_deadline(loaded.campaign, readings, today)
        if due is None:
            return HeaderView(phase, "", "neutral")
        name = due.milestone.name[0].lower() + due.milestone.name[1:]
        days = (working_day(loaded.campaign, due, today) - today).days
        left = "Hôm nay" if days == 0 else f"Còn {days} ngày"
        return HeaderView(phase, f"{left}: {name}", _soon(days))

    def view(self, key: str, today: date) -> OverviewView:
        """Return the overview as of `today`."""
        ranked = RankingService(self._workspace).view(key, today)
        reports = len(ReportService(self._workspace).all(key))
        loaded = ranked.loaded
        campaign = loaded.campaign
        return OverviewView(
            f"{vietnamese.weekday(today)}, {vietnamese.day(today)} · {campaign.topic}",
            timeline_view(loaded, today),
            _cards(ranked, reports),
            _tasks(ranked, today),
            _leaders(ranked.ranking),
            _trends(loaded, today),
            provisional=True,
        )


def working_day(campaign: Campaign, due: Deadline, today: date) -> date:
    """Return the working day to act by: before a weekend or a holiday, as long as it is to come."""
    found = deadlines.last_working_day(due.milestone, holidays_of(campaign))
    return found if found is not None and found >= today else due.due


def _soon(days: int) -> str:
    return "amber" if days <= SOON_DAYS else "neutral"


# --- the timeline ---


def timeline_view(loaded: Loaded, today: date) -> TimelineView:
    """Return what the timeline of a campaign shows on a day."""
    campaign = loaded.campaign
    readings = campaign.readings_with(loaded.decided)
    holidays = holidays_of(campaign)
    phase = deadlines.phase_on(campaign, today)
    marks = tuple(
        MilestoneMark(one.id, one.name, one.day, done=one.day < today, late=False)
        for one in deadlines.timeline(campaign, readings)
    )
    days = None
    if campaign.start is not None:
        days = deadlines.day_count(campaign.start, campaign.end)
    return TimelineView(
        campaign.start,
        campaign.end,
        today,
        "Thực hiện",
        days,
        "Tổng kết, trao giải" if campaign.prizes else "Xét, trình khen thưởng",
        marks,
        _periods(loaded, today),
        tuple(one.text for one in deadlines.notices(campaign, readings, holidays)),
        _caption(phase),
        holidays,
    )


def _caption(phase: PhaseDays) -> str:
    match phase.phase:
        case Phase.NOT_STARTED:
            return f"Còn {phase.left} ngày đến ngày phát động"
        case Phase.RUNNING if phase.day is not None:
            return f"Ngày {phase.day}/{phase.total}, còn {phase.left} ngày"
        case Phase.RUNNING:
            return f"Chưa có ngày phát động, còn {phase.left} ngày"
        case Phase.CLOSING:
            return f"Ngày {phase.day}/{phase.total} của giai đoạn tổng kết, còn {phase.left} ngày"
    return "Đợt thi đua đã kết thúc"


def _periods(loaded: Loaded, today: date) -> tuple[PeriodMark, ...]:
    campaign = loaded.campaign
    reported = _reported(loaded)
    first = campaign.start or min((end for end in reported), default=campaign.end.replace(day=1))
    total = sum(1 for one in loaded.data.participants if _is_counted(loaded, one.group))
    marks = []
    month = first.replace(day=1)
    while month <= min(campaign.end, today):
        key = f"{month.year}-{month.month:02d}"
        have = len({who for end, whos in reported.items() for who in whos if _month(end) == key})
        marks.append(PeriodMark(f"T{month.month}", key, have, total))
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    return tuple(marks)


def _month(day: date) -> str:
    return f"{day.year}-{day.month:02d}"


def _is_counted(loaded: Loaded, group: str) -> bool:
    return loaded.campaign.group(group).ranked


def _reported(loaded: Loaded) -> Mapping[date, set[int]]:
    """Return who has any count, by the end of the period."""
    members = {one.subject.id for one in loaded.data.participants}
    found: dict[date, set[int]] = {}
    for one in loaded.figures:
        if one.period is not None and one.count is not None and one.subject in members:
            found.setdefault(one.period.end, set()).add(one.subject)
    return found


# --- cards ---


def _cards(ranked: RankingView, reports: int) -> tuple[CardView, ...]:
    ranking = ranked.ranking
    campaign = ranking.campaign
    considered = sum(len(group.rows) for group in ranking.groups)
    missing = ranked.total - ranked.have
    parts = " · ".join(f"{group.short}: {group.considered}" for group in ranked.groups)
    points = campaign.ranking.scoring is not None
    return (
        CardView(
            "people",
            "Đơn vị đã có số liệu",
            str(ranked.have),
            f"/ {ranked.total}",
            "",
            _share(ranked.have, ranked.total),
            _missing_words(missing, ranked.total),
            "amber" if missing else "plain",
        ),
        CardView(
            "check-circle",
            "Đủ điều kiện xét giải" if points else "Đủ số liệu để so chỉ tiêu",
            str(considered),
            f"/ {ranked.have}",
            "",
            _share(considered, ranked.have),
            parts,
            "plain",
        ),
        CardView(
            "folder2-open",
            "Báo cáo thành tích",
            str(reports),
            "báo cáo",
            "",
            None,
            "Đang soạn ở trang Hồ sơ" if reports else "Chưa có báo cáo nào",
            "plain",
        ),
        _money_card(campaign, ranking),
    )


def _missing_words(missing: int, total: int) -> str:
    if not total:
        return "Chưa có danh sách đơn vị"
    return f"Còn thiếu {missing} đơn vị" if missing else "Đủ số liệu"


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)


def _money_card(campaign: Campaign, ranking: Ranking) -> CardView:
    if not campaign.prizes:
        met = sum(
            1
            for group in ranking.groups
            for row in group.rows
            if row.attainments and all(one.met for one in row.attainments)
        )
        return CardView(
            "award", "Đạt mọi chỉ tiêu", str(met), "đơn vị", "", None, "so với chỉ tiêu", "plain"
        )
    prizes = sum(prize.count for prize in campaign.prizes)
    given = sum(1 for group in ranking.groups for row in group.rows if row.prize)
    return CardView(
        "cash-coin",
        "Kinh phí khen thưởng",
        vietnamese.count(campaign.total_prize_money),
        "",
        "đồng",
        None,
        f"{prizes} giải, tạm tính trao {given} giải",
        "plain",
    )


# --- what is to be done ---


def _tasks(ranked: RankingView, today: date) -> tuple[TaskView, ...]:
    return (
        *_missing_units(ranked),
        *_missing_targets(ranked.loaded),
        *_readings_to_choose(ranked),
        *_near_misses(ranked),
        *_due(ranked.loaded, today),
    )


def _missing_units(ranked: RankingView) -> tuple[TaskView, ...]:
    if not ranked.total:
        return (
            TaskView(
                "people",
                "amber",
                "Chưa có danh sách đơn vị",
                "Nhập từ bảng tính: cột Tên đơn vị và Nhóm",
                "Cần nhập",
                "amber",
                "figures",
                "units",
            ),
        )
    having = {one.subject for one in ranked.loaded.figures if one.count is not None}
    missing = [
        display_name(one.subject)
        for one in ranked.loaded.data.participants
        if one.subject.id not in having and _is_counted(ranked.loaded, one.group)
    ]
    if not missing:
        return ()
    return (
        TaskView(
            "exclamation-triangle-fill",
            "amber",
            f"{len(missing)} đơn vị chưa có số liệu",
            ", ".join(missing[:3]) + ("…" if len(missing) > 3 else ""),  # noqa: PLR2004
            "Cần nhập",
            "amber",
            "figures",
            "missing",
        ),
    )


def _missing_targets(loaded: Loaded) -> tuple[TaskView, ...]:
    lacking = [
        indicator.name
        for indicator in loaded.campaign.indicators.values()
        if indicator.target is not None
        and indicator.target.share is None
        and not indicator.target.by_group
        and not _has_own_targets(loaded, indicator)
    ]
    return tuple(
        TaskView(
            "flag", "amber", "Chưa có mức giao", name, "Cần nhập", "amber", "figures", "targets"
        )
        for name in lacking
    )


def _has_own_targets(loaded: Loaded, indicator: Indicator) -> bool:
    measure = indicator.target.measure if indicator.target else None
    return any(one.measure == measure and one.percent is not None for one in loaded.figures)


def _readings_to_choose(ranked: RankingView) -> tuple[TaskView, ...]:
    return tuple(
        TaskView(
            "question-circle",
            "info",
            f"{one.name}: cách hiểu làm thay đổi giải",
            one.question,
            "Cần chọn",
            "info",
            "ranking",
            one.key,
        )
        for one in ranked.readings
        if one.changes_prizes and not one.decided
    )


def _near_misses(ranked: RankingView) -> tuple[TaskView, ...]:
    """Tell of rates that two decimals would show as reaching the threshold they miss."""
    found = []
    for group in ranked.groups:
        for one in group.not_ranked:
            for column, text in zip(group.rate_columns, one.rates, strict=True):
                if column.near is not None and len(text.partition(",")[2]) > len("00%"):
                    limit = vietnamese.threshold_percent(column.near)
                    found.append(
                        TaskView(
                            "info-circle",
                            "neutral",
                            f"{one.name} {text}: dưới {limit}",
                            f"Làm tròn thành {limit} nhưng không đạt",
                            "Xem lại",
                            "neutral",
                            "ranking",
                            group.id,
                        )
                    )
    return tuple(found)


def _due(loaded: Loaded, today: date) -> tuple[TaskView, ...]:
    readings = loaded.campaign.readings_with(loaded.decided)
    tasks = []
    for one in deadlines.deadlines(loaded.campaign, readings, today):
        if one.late:
            continue
        day = working_day(loaded.campaign, one, today)
        tone = _soon((day - today).days)
        tasks.append(
            TaskView(
                "calendar-event",
                tone,
                one.milestone.name,
                one.milestone.note or f"Hạn {vietnamese.day(day)}",
                vietnamese.short_day(day),
                tone,
                "overview",
                one.milestone.id,
            )
        )
    return tuple(tasks)


# --- leaders and trends ---


def _leaders(ranking: Ranking) -> tuple[LeaderGroup, ...]:
    points = ranking.campaign.ranking.scoring is not None
    most = _LEADERS.get(len(ranking.groups), 3)
    return tuple(
        LeaderGroup(
            group_title(ranking.campaign, group.group.id, short=True),
            "điểm" if points else "chỉ tiêu đạt",
            tuple(
                Leader(
                    row.rank,
                    display_name(row.participant.subject),
                    score_text(row),
                    bar_share(row),
                    prize.tone if (prize := prize_view(ranking.campaign, row.prize)) else "",
                )
                for row in group.rows[:most]
            ),
        )
        for group in ranking.groups
        if group.rows
    )


def _trends(loaded: Loaded, today: date) -> tuple[TrendView, ...]:
    indicators = list(loaded.campaign.indicators.values())[:_TRENDS]
    found = (_trend(loaded, one, today) for one in indicators)
    return tuple(one for one in found if one is not None)


def _trend(loaded: Loaded, indicator: Indicator, today: date) -> TrendView | None:
    readings = loaded.campaign.readings_with(loaded.decided)
    ratio = indicator.ratios_under(readings)[0]
    starts = indicator.starts or (loaded.campaign.start,)
    ends = [end for end in loaded.data.book.ends(starts, today) if end <= today]
    points = [
        share
        for end in ends
        if (share := _overall(loaded.figures, ratio, set(starts), end)) is not None
    ]
    if not points:
        return None
    change = ""
    if len(points) > 1:
        moved = (points[-1] - points[-2]) * vietnamese.PERCENT
        sign = "+" if moved > 0 else ""
        change = f"{sign}{vietnamese.decimal(moved)} so với T{ends[-2].month}"
    limit = indicator.target.share if indicator.target else None
    return TrendView(indicator.short, vietnamese.percent(points[-1]), change, tuple(points), limit)


def _overall(
    figures: tuple[Figure, ...], ratio: Ratio, starts: set[date | None], end: date
) -> Fraction | None:
    """Return the rate of all subjects together at one period end."""
    here = [
        one
        for one in figures
        if one.period is not None and one.period.end == end and one.period.start in starts
    ]
    book = FigureBook(here)
    part = whole = 0
    for subject in dict.fromkeys(one.subject for one in here):
        found = book.latest(subject, ratio.measures, tuple(starts), end)
        if found is not None:
            part += sum(found[name].count or 0 for name in ratio.part)
            whole += sum(found[name].count or 0 for name in ratio.whole)
    return Fraction(part, whole) if whole else None
