"""What is to be done on a campaign, computed from its data: each task opens the right place."""

from datetime import date
from typing import Final

from thidua_desktop.domain import deadlines, vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.deadlines import Deadline
from thidua_desktop.domain.indicators import Indicator
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.calendar import holidays_of
from thidua_desktop.services.council import outdated_answers, questions_of
from thidua_desktop.services.loading import Loaded
from thidua_desktop.services.overview_views import TaskView
from thidua_desktop.services.rankings import RankingView, display_name

AWARDS_PLACE: Final = "awards"
"""The place on Xếp hạng where the council's word is asked for."""
_SOON_DAYS: Final = 7
PEOPLE: Final = "người"
UNITS: Final = "đơn vị"
_REGISTERS: Final = {
    UNITS: ("Chưa có danh sách đơn vị", "Nhập từ bảng tính: cột Tên đơn vị và Nhóm"),
    PEOPLE: (
        "Chưa có danh sách cá nhân",
        "Nhập từ bảng tính: cột Họ và tên, Cơ quan, bộ phận và Nhóm",
    ),
}
"""What is missing first of all, and how to bring it in."""


def tasks(ranked: RankingView, today: date, to_reconcile: int = 0) -> tuple[TaskView, ...]:
    """Return what is to be done, the most pressing first.

    `to_reconcile` are the places at which the tables of the latest period do not fit together.
    """
    return (
        *_missing_units(ranked),
        *_unreconciled(to_reconcile),
        *_missing_targets(ranked.loaded),
        *_readings_to_choose(ranked),
        *_council_to_ask_again(ranked.loaded),
        *_council_to_ask(ranked, today),
        *_near_misses(ranked),
        *_due(ranked.loaded, today),
    )


def _missing_units(ranked: RankingView) -> tuple[TaskView, ...]:
    if not ranked.total:
        return (
            TaskView(
                "people",
                "amber",
                *_REGISTERS[members_noun(ranked.loaded.campaign)],
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
        if one.subject.id not in having and is_counted(ranked.loaded, one.group)
    ]
    if not missing:
        return ()
    return (
        TaskView(
            "exclamation-triangle-fill",
            "amber",
            f"{len(missing)} {members_noun(ranked.loaded.campaign)} chưa có số liệu",
            ", ".join(missing[:3]) + ("…" if len(missing) > 3 else ""),  # noqa: PLR2004
            "Cần nhập",
            "amber",
            "figures",
            "missing",
        ),
    )


def _unreconciled(places: int) -> tuple[TaskView, ...]:
    if not places:
        return ()
    return (
        TaskView(
            "exclamation-triangle-fill",
            "amber",
            f"{places} chỗ chưa khớp giữa các nguồn",
            "Tên chưa khớp ai, thiếu ở một nguồn, hai nguồn ghi khác nhau",
            "Cần xem lại",
            "amber",
            "figures",
            "reconcile",
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


def _council_to_ask_again(loaded: Loaded) -> tuple[TaskView, ...]:
    """Tell of answers to words that were rewritten since, whenever that is seen."""
    outdated = outdated_answers(loaded)
    if not outdated:
        return ()
    return (
        TaskView(
            "exclamation-triangle-fill",
            "amber",
            f"{sum(outdated.values())} câu trả lời của Hội đồng theo lời cũ",
            "; ".join(outdated),
            "Hỏi lại",
            "amber",
            "ranking",
            AWARDS_PLACE,
        ),
    )


def _council_to_ask(ranked: RankingView, today: date) -> tuple[TaskView, ...]:
    """Tell what waits for the council's word, once the campaign is over."""
    loaded = ranked.loaded
    if today < loaded.campaign.end:
        return ()
    asked = [
        one
        for one in questions_of(loaded, today, loaded.decided)
        if one.waiting > one.outdated and not one.overrules
    ]
    if not asked:
        return ()
    return (
        TaskView(
            "people",
            "info",
            f"{sum(one.waiting - one.outdated for one in asked)} lượt chờ Hội đồng xác nhận",
            "; ".join(one.text for one in asked),
            "Cần xác nhận",
            "info",
            "ranking",
            AWARDS_PLACE,
        ),
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
        tone = soon((day - today).days)
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


def members_noun(campaign: Campaign) -> str:
    """Return what those compared are called where they are counted: `đơn vị`, or `người`."""
    kinds = {group.kind for group in campaign.groups if group.ranked}
    return PEOPLE if kinds == {Kind.PERSON} else UNITS


def is_counted(loaded: Loaded, group: str) -> bool:
    """Say whether the members of a group are compared, and so have figures of their own."""
    return loaded.campaign.group(group).ranked


def working_day(campaign: Campaign, due: Deadline, today: date) -> date:
    """Return the working day to act by: before a weekend or a holiday, as long as it is to come."""
    found = deadlines.last_working_day(due.milestone, holidays_of(campaign))
    return found if found is not None and found >= today else due.due


def soon(days: int) -> str:
    """Return the tone of something due in so many days."""
    return "amber" if days <= _SOON_DAYS else "neutral"
