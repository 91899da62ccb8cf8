"""The overview of a campaign on one day: its timeline, what is there, what is to be done."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Final

from thidua_desktop.domain import deadlines, vietnamese
from thidua_desktop.domain.campaigns import Bound, Campaign, RankBy
from thidua_desktop.domain.deadlines import Phase, PhaseDays
from thidua_desktop.domain.figures import FigureBook, Ratio, Starts
from thidua_desktop.domain.indicators import Indicator
from thidua_desktop.domain.memory import uncollected
from thidua_desktop.domain.ranking import Ranking, Row
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.services.calendar import holidays_of
from thidua_desktop.services.figure_periods import own_ends
from thidua_desktop.services.loading import Loaded, campaign_in
from thidua_desktop.services.overview_tasks import (
    PEOPLE,
    is_counted,
    members_noun,
    soon,
    tasks,
    working_day,
)
from thidua_desktop.services.overview_views import (
    CardView,
    HeaderView,
    Leader,
    LeaderGroup,
    MilestoneMark,
    OverviewView,
    PeriodMark,
    RecentView,
    TimelineView,
    TrendView,
)
from thidua_desktop.services.rankings import (
    RankingService,
    RankingView,
    bar_share,
    display_name,
    group_title,
    prize_view,
    score_text,
)
from thidua_desktop.services.reconciled import reconciled
from thidua_desktop.store.journal import JournalEntry
from thidua_desktop.store.workspace import Workspace

_LEADERS: Final = 16
"""The most of one group; the card shows as many as it has room for."""
_RECENT: Final = 8
_TRENDS: Final = 3


class OverviewService:
    """Overviews of the campaigns of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def header(self, key: str, today: date) -> HeaderView:
        """Return the phase and the next deadline."""
        with self._workspace.read() as session:
            campaign = campaign_in(session, key)
            readings = campaign.readings_with(session.campaigns.decisions(key))
        phase = deadlines.phase_on(campaign, today).phase.words
        due = deadlines.next_deadline(campaign, readings, today)
        if due is None:
            return HeaderView(phase, "", "neutral")
        name = due.milestone.name[0].lower() + due.milestone.name[1:]
        days = (working_day(campaign, due, today) - today).days
        left = "Hôm nay" if days == 0 else f"Còn {days} ngày"
        return HeaderView(phase, f"{left}: {name}", soon(days))

    @uncollected()
    def view(self, key: str, today: date) -> OverviewView:
        """Return the overview as of `today`."""
        ranked = RankingService(self._workspace).view(key, today)
        with self._workspace.read() as session:
            reports = len(session.reports.all(key))
        loaded = ranked.loaded
        campaign = loaded.campaign
        return OverviewView(
            f"{vietnamese.weekday(today)}, {vietnamese.day(today)} · {campaign.topic}",
            timeline_view(loaded, today),
            _cards(ranked, reports),
            tasks(ranked, today, _unreconciled(self._workspace, loaded, today)),
            _leaders(ranked.ranking),
            _trends(loaded, today),
            _recent(self._workspace.journal(_RECENT), today),
            provisional=True,
        )


def _unreconciled(workspace: Workspace, loaded: Loaded, today: date) -> int:
    """Return at how many places the tables of the latest period do not fit together."""
    end = max((one for one in own_ends(loaded) if one <= today), default=None)
    return reconciled(workspace, loaded, end).problems if end else 0


# --- the timeline ---


def timeline_view(loaded: Loaded, today: date) -> TimelineView:
    """Return what the timeline of a campaign shows on a day."""
    campaign = loaded.campaign
    readings = campaign.readings_with(loaded.decided)
    holidays = holidays_of(campaign)
    phase = deadlines.phase_on(campaign, today)
    marks = tuple(
        MilestoneMark(
            one.id,
            one.name,
            one.day,
            done=one.day < today,
            late=False,
            before=one.bound is Bound.BEFORE,
        )
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
    total = sum(1 for one in loaded.data.participants if is_counted(loaded, one.group))
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


def _reported(loaded: Loaded) -> Mapping[date, set[int]]:
    """Return who has any count, by the end of the period."""
    members = {one.subject.id for one in loaded.data.participants if is_counted(loaded, one.group)}
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
    noun = members_noun(campaign)
    return (
        CardView(
            "people",
            f"{noun.capitalize()} đã có số liệu",
            str(ranked.have),
            f"/ {ranked.total}",
            "",
            _share(ranked.have, ranked.total),
            _missing_words(missing, ranked.total, noun),
            "amber" if missing else "plain",
        ),
        CardView(
            "check-circle",
            "Đủ điều kiện xét giải" if points else f"Đủ số liệu để so {_counted_word(campaign)}",
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


def _missing_words(missing: int, total: int, noun: str) -> str:
    if not total:
        return f"Chưa có danh sách {'cá nhân' if noun == PEOPLE else noun}"
    return f"Còn thiếu {missing} {noun}" if missing else "Đủ số liệu"


def _counted_word(campaign: Campaign) -> str:
    return "tiêu chuẩn" if campaign.ranking.by is RankBy.CRITERIA else "chỉ tiêu"


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)


def _money_card(campaign: Campaign, ranking: Ranking) -> CardView:
    if not campaign.prizes:
        tallies = [row.tally for group in ranking.groups for row in group.rows]
        met = sum(0 < asked == reached for reached, asked in tallies)
        counted, who = _counted_word(campaign), members_noun(campaign)
        return CardView(
            "award", f"Đạt mọi {counted}", str(met), who, "", None, f"so với {counted}", "plain"
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


# --- leaders and trends ---


def _leaders(ranking: Ranking) -> tuple[LeaderGroup, ...]:
    points = ranking.campaign.ranking.scoring is not None
    return tuple(
        LeaderGroup(
            group_title(ranking.campaign, group.group.id, short=True),
            "điểm" if points else f"{_counted_word(ranking.campaign)} đạt",
            tuple(
                Leader(
                    row.rank,
                    name,
                    score_text(row),
                    bar_share(row),
                    prize.tone if (prize := prize_view(ranking.campaign, row.prize)) else "",
                )
                for row, name in _told_apart(group.rows[:_LEADERS])
            ),
        )
        for group in ranking.groups
        if group.rows
    )


def _told_apart(rows: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """Return each row with its short name, two of one name with what tells them apart."""
    counted = Counter(display_name(row.participant.subject) for row in rows)
    for row in rows:
        subject = row.participant.subject
        name = display_name(subject)
        yield row, subject.label if counted[name] > 1 else name


_AtEnd = tuple[FigureBook, tuple[SubjectId, ...]]
"""The figures of one period end, and who has any."""


def _trends(loaded: Loaded, today: date) -> tuple[TrendView, ...]:
    @cache
    def at(end: date) -> _AtEnd:
        here = [one for one in loaded.figures if one.period is not None and one.period.end == end]
        return loaded.campaign.book(here), tuple(dict.fromkeys(one.subject for one in here))

    indicators = list(loaded.campaign.indicators.values())[:_TRENDS]
    found = (_trend(loaded, one, today, at) for one in indicators)
    return tuple(one for one in found if one is not None)


def _trend(
    loaded: Loaded, indicator: Indicator, today: date, at: Callable[[date], _AtEnd]
) -> TrendView | None:
    readings = loaded.campaign.readings_with(loaded.decided)
    ratio = indicator.ratios_under(readings)[0]
    starts = indicator.starts or (loaded.campaign.start,)
    found = (
        (end, _overall(*at(end), ratio, starts, end))
        for end in loaded.data.book.ends(starts, today)
        if end <= today
    )
    known = [(end, share) for end, share in found if share is not None]
    if not known:
        return None
    points = [share for _, share in known]
    change = ""
    if len(points) > 1:
        moved = (points[-1] - points[-2]) * vietnamese.PERCENT
        sign = "+" if moved > 0 else ""
        change = f"{sign}{vietnamese.decimal(moved)} so với T{known[-2][0].month}"
    limit = indicator.target.share if indicator.target else None
    return TrendView(indicator.short, vietnamese.percent(points[-1]), change, tuple(points), limit)


def _recent(entries: Iterable[JournalEntry], today: date) -> tuple[RecentView, ...]:
    return tuple(
        RecentView(
            f"{entry.at:%H:%M}"
            if entry.at.date() == today
            else f"{entry.at:%H:%M} {vietnamese.day(entry.at.date())}",
            entry.label,
            entry.who,
        )
        for entry in entries
    )


def _overall(
    book: FigureBook, subjects: Iterable[SubjectId], ratio: Ratio, starts: Starts, end: date
) -> Fraction | None:
    """Return the rate of all subjects together at one period end."""
    part = whole = 0
    for subject in subjects:
        found = book.latest(subject, ratio.measures, starts, end)
        if found is not None:
            part += sum(found[name].count or 0 for name in ratio.part)
            whole += sum(found[name].count or 0 for name in ratio.whole)
    return Fraction(part, whole) if whole else None
