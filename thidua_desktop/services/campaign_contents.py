"""The section of the page «Đợt thi đua» on its contents: goals, indicators and their targets."""

from collections.abc import Iterator
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Goal
from thidua_desktop.domain.indicators import Indicator, Uplift
from thidua_desktop.domain.measures import MeasureUnit
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.campaign_criteria import indicators, measures, option_rows
from thidua_desktop.services.campaign_fields import value_at
from thidua_desktop.services.campaign_sections import COMPARISONS, Source
from thidua_desktop.services.campaign_views import (
    Addition,
    CardView,
    FieldView,
    Removal,
    RowView,
    SectionView,
    Typed,
    moves_of,
)
from thidua_desktop.services.loading import catalogue

BETTER: Final = (("càng lớn càng tốt", "false"), ("càng nhỏ càng tốt", "true"))
UPLIFTS: Final = (
    ("cộng điểm phần trăm", Uplift.POINTS.value),
    ("nhân thêm so với mức giao", Uplift.RELATIVE.value),
)

# --- contents and goals ---


def contents_section(source: Source) -> SectionView:
    """Return the contents, and every indicator with its rate and targets."""
    campaign = source.campaign
    many = len(campaign.indicators)
    cards = [_contents_card(source), _goals_card(source)]
    cards += [
        _indicator_card(source, one, number, many)
        for number, one in enumerate(campaign.indicators.values(), 1)
    ]
    return SectionView(
        "contents",
        "Nội dung và chỉ tiêu",
        "graph-up",
        f"{len(campaign.contents)} nội dung, {many} chỉ tiêu",
        tuple(cards),
        additions=(Addition("indicators", "indicator", "Thêm chỉ tiêu"),),
    )


def _contents_card(source: Source) -> CardView:
    rows: list[RowView] = []
    many = len(source.campaign.contents)
    for number, one in enumerate(source.campaign.contents, 1):
        place, words = f"contents.{one.id}", f"nội dung {number}"
        text = source.field(f"{place}.text", f"Nội dung {number}", Typed.LONG)
        moves = moves_of(place, words, number, many)
        removal = Removal(place, words)
        rows.append(RowView(f"{number}.", (text,), bare=True, removal=removal, moves=moves))
        if source.campaign.indicators:
            measured = source.many(
                f"{place}.indicators",
                "Đo bằng",
                indicators(source),
                optional=True,
                hint="không có chỉ tiêu",
                subject=words,
            )
            rows.append(RowView("Đo bằng", (measured,), depth=1, bare=True))
    empty = (RowView("Chưa có nội dung nào.", soft=True),)
    add = (Addition("contents", "content", "Thêm nội dung"),)
    return CardView("contents", "Nội dung thi đua", rows=tuple(rows) or empty, additions=add)


def _goals_card(source: Source) -> CardView:
    rows = [
        row
        for number, one in enumerate(source.campaign.goals, 1)
        for row in _goal_rows(source, one, number)
    ]
    empty = RowView("Không có mục tiêu chung.", soft=True)
    return CardView(
        "goals",
        "Mục tiêu chung",
        "để theo dõi, không tính cho riêng ai",
        tuple(rows or [empty]),
        additions=(
            Addition("goals", "goal", "Thêm mục tiêu bằng lời"),
            Addition("goals", "goal-rate", "Thêm mục tiêu có số liệu"),
        ),
    )


def _goal_rows(source: Source, one: Goal, number: int) -> Iterator[RowView]:
    place, words = f"goals.{one.id}", f"mục tiêu {number}"
    text = source.field(f"{place}.text", f"Mục tiêu {number}", Typed.LONG)
    moves = moves_of(place, words, number, len(source.campaign.goals))
    yield RowView(f"{number}.", (text,), bare=True, removal=Removal(place, words), moves=moves)
    if one.ratio is not None:
        yield RowView(fields=_ratio_fields(source, place, words), depth=1)
        compare = source.choice(f"{place}.compare", "Đạt khi", COMPARISONS, ">=", words)
        percent = source.field(f"{place}.percent", "Mức", Typed.PERCENT, unit="%", subject=words)
        yield RowView("Đạt khi", (compare, percent), depth=1, bare=True)


# --- indicators ---


def _indicator_card(source: Source, one: Indicator, number: int, many: int) -> CardView:
    place, words = f"indicators.{one.id}", f"chỉ tiêu «{one.short}»"
    rows = (
        RowView(
            fields=(
                source.field(f"{place}.name", "Tên chỉ tiêu", subject=one.short),
                source.field(
                    f"{place}.short", "Tên ngắn", optional=True, hint=one.short, subject=one.short
                ),
                source.field(
                    f"{place}.about", "Dòng nhỏ dưới tên cột", optional=True, subject=one.short
                ),
            )
        ),
        *_ratio_rows(source, one, place),
        *_span_rows(source, one, place),
        *_target_rows(source, one, f"{place}.target"),
    )
    return CardView(
        place,
        one.short,
        "càng nhỏ càng tốt" if one.smaller_is_better else "",
        rows,
        removal=Removal(place, words),
        additions=_ratio_additions(source, place),
        moves=moves_of(place, words, number, many),
    )


def _ratio_fields(source: Source, place: str, subject: str) -> tuple[FieldView, ...]:
    counted = _counted()
    return (
        source.many(f"{place}.part", "Số đếm (cộng lại nếu chọn nhiều)", counted, subject=subject),
        source.many(f"{place}.whole", "Trên tổng", counted, subject=subject),
    )


def _ratio_rows(source: Source, one: Indicator, place: str) -> Iterator[RowView]:
    """Yield what the rate is made of: once, or for each way to read the plan."""
    path = f"{place}.ratios"
    depends = source.dependence(path, "Cách tính tỷ lệ", one.short)
    if depends:
        yield RowView("Cách tính tỷ lệ", depends, bare=True)
    if value_at(source.document, path) is None:
        yield RowView(fields=_ratio_fields(source, place, one.short))
        return
    for words, at in source.ways_of(path):
        if words:
            yield RowView(f"Khi hiểu «{words}»:", soft=True)
        ratios = value_at(source.document, at)
        if len(ratios) > 1:
            yield RowView("Mỗi tỷ lệ dưới đây đều phải đạt mức giao:", soft=True, depth=1)
        for number in range(1, len(ratios) + 1):
            each = f"{at}[{number}]"
            removal = Removal(each, f"tỷ lệ {number}, {one.short}") if len(ratios) > 1 else None
            fields = _ratio_fields(source, each, words or one.short)
            yield RowView(fields=fields, depth=1, removal=removal)


def _ratio_additions(source: Source, place: str) -> tuple[Addition, ...]:
    return tuple(
        Addition(
            path,
            "ratio",
            f"Thêm tỷ lệ cùng phải đạt, «{words}»" if words else "Thêm tỷ lệ cùng phải đạt",
        )
        for words, path in source.ways_of(f"{place}.ratios")
    )


def _span_rows(source: Source, one: Indicator, place: str) -> Iterator[RowView]:
    better = source.choice(f"{place}.smaller-is-better", "Kết quả", BETTER, "false", one.short)
    starts = source.field(
        f"{place}.starts",
        "Số liệu tính từ ngày (mỗi dòng một ngày)",
        Typed.SPANS,
        optional=True,
        hint="ngày phát động",
        subject=one.short,
    )
    yield RowView(fields=(better,))
    yield RowView(fields=(starts,))


def _counted() -> tuple[tuple[str, str], ...]:
    """Return the measures that are counted, as choices: not those that are percentages."""
    every = catalogue().measures
    return tuple(
        (name, key) for name, key in measures() if every[key].unit is not MeasureUnit.PERCENT
    )


# --- targets ---


def _target_rows(source: Source, one: Indicator, place: str) -> Iterator[RowView]:
    def percent(key: str, name: str, hint: str) -> FieldView:
        return source.field(
            f"{place}.{key}",
            name,
            Typed.PERCENT,
            optional=True,
            hint=hint,
            unit="%",
            subject=one.short,
        )

    compare = source.choice(f"{place}.compare", "Đạt khi", COMPARISONS, ">=", one.short)
    whole = percent("percent", "Mức giao chung", "chưa có")
    levels = tuple(
        percent(f"groups.{group.id}", group.short, "theo mức chung")
        for group in source.campaign.groups
        if group.kind is Kind.UNIT
    )
    yield RowView(fields=(compare, whole) if one.target else (whole,))
    if len(levels) > 1:
        yield RowView("Mức giao riêng từng nhóm:", soft=True)
        yield RowView(fields=levels)
    own = source.choice(
        f"{place}.measure",
        "Mức giao riêng từng đơn vị, nhập ở trang Số liệu",
        (("không có", ""), *_assigned()),
        "",
        one.short,
        optional=True,
    )
    yield RowView(fields=(own,))
    if one.target is None:
        return
    way = source.rule(f"{place}.uplift-way", "Cách tăng", UPLIFTS, Uplift.POINTS.value, one.short)
    uplift = percent("uplift", "Kế hoạch tăng thêm", "không tăng")
    cap = percent("cap", "Không quá", vietnamese.exact_decimal(one.target.cap * 100))
    yield RowView(fields=(uplift, way, cap))
    yield from option_rows(source, f"{place}.uplift-way", "Cách tăng", UPLIFTS)


def _assigned() -> tuple[tuple[str, str], ...]:
    every = catalogue().measures
    return tuple((name, key) for name, key in measures() if every[key].unit is MeasureUnit.PERCENT)
