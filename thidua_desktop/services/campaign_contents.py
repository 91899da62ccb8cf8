"""The section of the page «Đợt thi đua» on its contents: goals, indicators and their targets."""

from typing import Final

from thidua_desktop.domain.figures import Ratio
from thidua_desktop.domain.indicators import Indicator, Target, Uplift
from thidua_desktop.domain.readings import Choice
from thidua_desktop.domain.subjects import Kind
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
)
from thidua_desktop.services.loading import catalogue

# --- contents and indicators ---


def contents_section(source: Source) -> SectionView:
    """Return the contents, and every indicator with its rate and targets."""
    campaign = source.campaign
    cards = [_contents_card(source)]
    if campaign.goals:
        cards.append(_goals_card(source))
    cards += [_indicator_card(source, one) for one in campaign.indicators.values()]
    return SectionView(
        "contents",
        "Nội dung và chỉ tiêu",
        "graph-up",
        f"{len(campaign.contents)} nội dung, {len(campaign.indicators)} chỉ tiêu",
        tuple(cards),
        additions=(Addition("indicators", "indicator", "Thêm chỉ tiêu"),),
    )


def _contents_card(source: Source) -> CardView:
    rows: list[RowView] = []
    for number, one in enumerate(source.campaign.contents, 1):
        place = f"contents.{one.id}"
        text = source.field(f"{place}.text", f"Nội dung {number}", Typed.LONG)
        removal = Removal(place, f"nội dung {number}")
        rows.append(RowView(f"{number}.", (text,), bare=True, removal=removal))
        if one.indicators:
            names = [source.campaign.indicators[name].short for name in one.indicators]
            rows.append(RowView(f"Đo bằng: {', '.join(names)}", depth=1, soft=True))
    empty = (RowView("Chưa có nội dung nào.", soft=True),)
    add = (Addition("contents", "content", "Thêm nội dung"),)
    return CardView("contents", "Nội dung thi đua", rows=tuple(rows) or empty, additions=add)


def _goals_card(source: Source) -> CardView:
    rows = tuple(
        RowView(
            f"{number}.",
            (source.field(f"goals.{one.id}.text", f"Mục tiêu {number}", Typed.LONG),),
            bare=True,
            removal=Removal(f"goals.{one.id}", f"mục tiêu {number}"),
        )
        for number, one in enumerate(source.campaign.goals, 1)
    )
    caption = "để theo dõi, không tính cho riêng ai"
    return CardView("goals", "Mục tiêu chung", caption, rows)


def _indicator_card(source: Source, one: Indicator) -> CardView:
    place = f"indicators.{one.id}"
    rows = (
        RowView(
            fields=(
                source.field(f"{place}.name", "Tên chỉ tiêu", subject=one.short),
                source.field(
                    f"{place}.short", "Tên ngắn", optional=True, hint=one.short, subject=one.short
                ),
            )
        ),
        *_ratio_rows(source, one, place),
        *_target_rows(source, one, f"{place}.target"),
    )
    caption = "càng nhỏ càng tốt" if one.smaller_is_better else ""
    return CardView(
        place, one.short, caption, rows, removal=Removal(place, f"chỉ tiêu «{one.short}»")
    )


def _ratio_rows(source: Source, one: Indicator, place: str) -> tuple[RowView, ...]:
    """Return the two counts to choose where there are just two, else the rates in words."""
    single = not isinstance(one.ratios, Choice) and len(one.ratios) == 1
    counts = one.measures if single else ()
    plain = value_at(source.document, f"{place}.part") and len(counts) == len(_PAIR)
    if not plain or value_at(source.document, f"{place}.part[2]"):
        return tuple(RowView(words, soft=True) for words in _ratio_words(source, one))
    fields = tuple(
        source.choice(f"{place}.{key}[1]", name, _measures(), "", one.short) for key, name in _PAIR
    )
    return (RowView(fields=fields),)


_PAIR: Final = (("part", "Số đếm"), ("whole", "Trên tổng"))


def _measures() -> tuple[tuple[str, str], ...]:
    return tuple((name, key) for key, name in catalogue().names.items())


def _ratio_words(source: Source, one: Indicator) -> tuple[str, ...]:
    if not isinstance(one.ratios, Choice):
        return tuple(_ratio(ratio) for ratio in one.ratios)
    reading = next(r for r in source.campaign.readings if r.key == one.ratios.reading)
    return tuple(
        f"{option.short or option.text}: "
        + "; ".join(_ratio(ratio) for ratio in one.ratios.values[option.value])
        for option in reading.options
    )


def _ratio(ratio: Ratio) -> str:
    names = catalogue().names
    sums = [" + ".join(names[one] for one in many) for many in (ratio.part, ratio.whole)]
    part, whole = (f"({one})" if " + " in one else one for one in sums)
    return f"{part} / {whole}"


def _target_rows(source: Source, one: Indicator, place: str) -> tuple[RowView, ...]:
    target = one.target or Target()
    if one.smaller_is_better and one.target is None:
        return ()

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
    rows = [RowView(fields=(compare, whole) if one.target else (whole,))]
    if len(levels) > 1:
        rows.append(RowView("Mức giao riêng từng nhóm:", soft=True))
        rows.append(RowView(fields=levels))
    if target.measure:
        rows.append(RowView(_own_target_words(target), soft=True))
    if target.uplift:
        uplift = percent("uplift", "Kế hoạch tăng thêm", "không tăng")
        rows.append(RowView(_uplift_words(source, target), fields=(uplift,)))
    return tuple(rows)


def _own_target_words(target: Target) -> str:
    name = catalogue().names[target.measure or ""]
    return f"Đơn vị có mức giao riêng thì dùng mức đó: số liệu «{name}»."


def _uplift_words(source: Source, target: Target) -> str:
    if isinstance(target.uplift_way, Choice):
        return f"Hiểu theo «{source.reading_name(target.uplift_way.reading)}»"
    return "điểm phần trăm" if target.uplift_way is Uplift.POINTS else "so với mức giao"
