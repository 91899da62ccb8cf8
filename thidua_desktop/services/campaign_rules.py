"""The sections of the page «Đợt thi đua» that say by which rules: scoring, readings, awards.

A rule reads as sentences; the numbers in it that an office may set are fields beside them.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Better, Group, RankBy, RankingRule
from thidua_desktop.domain.criteria import (
    Combined,
    CouncilCriterion,
    CountCriterion,
    Criterion,
    OfficeCriterion,
    RateCriterion,
    TargetCriterion,
)
from thidua_desktop.domain.readings import Choice, Reading, Readings, chosen
from thidua_desktop.domain.scoring import (
    Apply,
    Deduct,
    DeductionStep,
    FactorStep,
    RateStep,
    Scoring,
    Step,
    band_words,
)
from thidua_desktop.services.campaign_fields import value_at
from thidua_desktop.services.campaign_sections import (
    COMPARISONS,
    Source,
    group_rows,
    kind_words,
)
from thidua_desktop.services.campaign_views import (
    Addition,
    CardView,
    FieldView,
    GridView,
    Removal,
    RowView,
    SectionView,
    Typed,
)
from thidua_desktop.services.loading import catalogue

IN_FORCE: Final = "đang dùng"
_DEEPEST: Final = 6


# --- criteria ---


def criterion_rows(source: Source, criterion: Criterion, depth: int = 0) -> Iterator[RowView]:
    """Yield a criterion as nested sentences: each with its threshold, combinations as heads."""
    place = f"criteria.{criterion.id}"
    text = source.field(f"{place}.text", "Tiêu chuẩn", Typed.LONG)
    match criterion:
        case Combined():
            yield _combined_row(source, criterion, place, depth)
            for number, member in enumerate(criterion.members, 1):
                head, *rest = criterion_rows(source, member, min(depth + 1, _DEEPEST))
                if not isinstance(member, Combined) and len(criterion.members) > 1:
                    removal = Removal(f"{place}.of[{number}]", f"tiêu chuẩn «{member.text}»")
                    head = replace(head, removal=removal)
                yield from (head, *rest)
        case OfficeCriterion():
            yield RowView("", (text,), depth, chip="xét ở đơn vị công tác", bare=True)
        case CouncilCriterion():
            yield RowView("", (text,), depth, chip="Hội đồng xác nhận", bare=True)
        case TargetCriterion():
            chip = "theo mức giao"
            yield RowView("", (text, *_compare(source, place)), depth, chip, bare=True)
        case RateCriterion():
            share = source.field(f"{place}.percent", "Ngưỡng", Typed.PERCENT, unit="%")
            yield RowView("", (text, *_compare(source, place), share), depth, bare=True)
        case CountCriterion():
            count = source.field(f"{place}.count", "Ngưỡng", Typed.COUNT)
            yield RowView("", (text, *_compare(source, place), count), depth, bare=True)


def _compare(source: Source, place: str) -> tuple[FieldView, ...]:
    if source.is_by_reading(f"{place}.compare"):
        return ()
    return (source.choice(f"{place}.compare", "So sánh", COMPARISONS, ">="),)


def _combined_row(source: Source, one: Combined, place: str, depth: int) -> RowView:
    many = len(one.members)
    if one.need is None:
        return RowView(f"{one.text}: đạt tất cả {many} tiêu chuẩn sau", depth=depth)
    if value_at(source.document, f"{place}.need") is None:
        return RowView(f"{one.text}: đạt một trong {many} tiêu chuẩn sau", depth=depth)
    need = source.field(f"{place}.need", "Ít nhất", Typed.COUNT, unit=f"trong {many} tiêu chuẩn")
    return RowView(f"{one.text}: đạt ít nhất", (need,), depth, bare=True)


def additions_to(
    source: Source, criterion: Criterion | None, menu: str = "Thêm tiêu chuẩn"
) -> tuple[Addition, ...]:
    """Return what can be added to a combination: for the council, or one for each indicator."""
    if not isinstance(criterion, Combined):
        return ()
    place = f"criteria.{criterion.id}.of"
    rates = [
        Addition(place, f"criterion:{one.id}", f"Ngưỡng của {one.short}", menu)
        for one in source.campaign.indicators.values()
    ]
    return (Addition(place, "criterion", "Hội đồng xác nhận", menu), *rates)


# --- groups ---


def groups_section(source: Source) -> SectionView:
    """Return the groups: what they are called, and what a member must meet to be ranked."""
    cards = [_group_card(source, one) for one in source.campaign.groups]
    add = (Addition("groups", "group", "Thêm nhóm"),)
    caption = f"{len(cards)} nhóm"
    return SectionView("groups", "Nhóm", "people", caption, tuple(cards), additions=add)


def _group_card(source: Source, group: Group) -> CardView:
    place, rows = f"groups.{group.id}", list(group_rows(source, group))
    additions: tuple[Addition, ...] = ()
    if group.considered is not None:
        considered = Removal(f"{place}.considered", f"điều kiện xét, {group.short}")
        rows.append(RowView("Chỉ xếp hạng khi đạt điều kiện:", soft=True, removal=considered))
        rows += criterion_rows(source, group.considered)
        additions = additions_to(source, group.considered, "Thêm điều kiện")
    elif group.ranked:
        additions = (Addition(place, "considered", "Thêm điều kiện xét"),)
    several = len(source.campaign.groups) > 1
    removal = Removal(place, f"nhóm «{group.short}»") if several else None
    caption = kind_words(group.kind)
    return CardView(place, group.name, caption, tuple(rows), removal=removal, additions=additions)


# --- scoring ---


def scoring_section(source: Source) -> SectionView:
    """Return how members of a group are put in order, one sentence per step."""
    rule = source.campaign.ranking
    if rule.scoring is not None:
        cards = _points_cards(source, rule, rule.scoring)
        caption = f"{len(rule.scoring.steps)} bước"
    elif rule.by is RankBy.TARGETS:
        cards, caption = (_targets_card(source, rule),), "so với chỉ tiêu"
    else:
        cards, caption = (_criteria_card(source, rule),), "theo tiêu chuẩn"
    cards = (_way_card(source), *cards)
    return SectionView("scoring", "Cách tính điểm", "list-ol", caption, cards)


WAYS: Final = (
    ("chấm điểm theo các bước", "points"),
    ("so với chỉ tiêu, không chấm điểm", "targets"),
    ("theo số tiêu chuẩn đạt", "criteria"),
)
WAY_PATH: Final = "ranking.by"


def _way_card(source: Source) -> CardView:
    way = source.choice(WAY_PATH, "Cách xếp hạng", WAYS, "")
    return CardView("way", "Cách xếp hạng", rows=(RowView("Xếp hạng", (way,), bare=True),))


def _points_cards(source: Source, rule: RankingRule, scoring: Scoring) -> tuple[CardView, ...]:
    steps = [_step_card(source, one) for one in scoring.steps.values()]
    ties = [_tie_words(source, rule, number) for number in range(len(rule.tie_breaks))]
    last = "Vẫn bằng nhau thì Hội đồng quyết định, bảng xếp hạng ghi rõ."
    order = [RowView(f"{number}. {words}") for number, words in enumerate(ties, 1)]
    tie_card = CardView(
        "tie-breaks",
        "Bằng điểm mà liên quan đến giải",
        rows=(*order, RowView(last, soft=True)),
    )
    return (_order_card(source, scoring), *steps, tie_card)


def _order_card(source: Source, scoring: Scoring) -> CardView:
    reading = _reading_of(source, scoring)
    if reading is None:
        said = f"Điểm = {formula(scoring, source.readings)}"
        additions = _step_additions(source)
        return CardView("order", "Công thức", rows=(RowView(said),), additions=additions)
    rows = [RowView(f"Theo cách hiểu «{reading.name}»:", soft=True)]
    for option in reading.options:
        under = {**source.readings, reading.key: option.value}
        used = source.readings[reading.key] == option.value
        said = f"Điểm = {formula(scoring, under)}"
        rows.append(
            RowView(said, depth=1, chip=IN_FORCE if used else "", tone="green", soft=not used)
        )
    return CardView("order", "Công thức", rows=tuple(rows))


def _step_additions(source: Source) -> tuple[Addition, ...]:
    menu, place = "Thêm bước", "ranking.steps"
    found = []
    for one in source.campaign.indicators.values():
        found += [
            Addition(place, f"step-rate:{one.id}", f"Cộng điểm theo {one.short}", menu),
            Addition(place, f"step-deduction:{one.id}", f"Trừ điểm theo {one.short}", menu),
        ]
    return (*found, Addition(place, "step-factor", "Hệ số theo số hồ sơ", menu))


def _step_removal(source: Source, step: Step) -> Removal | None:
    """Return how a step is taken out: not the first, nor one that an order by readings names."""
    order = value_at(source.document, "ranking.order")
    if not isinstance(order, list) or step.id not in order[1:]:
        return None
    return Removal(f"ranking.steps.{step.id}", f"bước «{step.name}»")


def _reading_of(source: Source, scoring: Scoring) -> Reading | None:
    """Return the reading that decides the order of the steps, or what a factor does."""
    factors = [one.apply for one in scoring.steps.values() if isinstance(one, FactorStep)]
    for value in (scoring.order, *factors):
        if isinstance(value, Choice):
            return next(one for one in source.campaign.readings if one.key == value.reading)
    return None


def formula(scoring: Scoring, readings: Readings) -> str:
    """Return the score as a formula: `(Điểm gốc − Điểm trừ) × Hệ số hồ sơ`."""
    said, simple = "", True
    for step in scoring.in_order(readings):
        name = step.name
        if not said:
            said = name
        elif isinstance(step, FactorStep) and chosen(step.apply, readings) is Apply.MULTIPLY:
            said = f"{said if simple else f'({said})'} × {name}"
            simple = True
        else:
            said = f"{said} {'−' if isinstance(step, DeductionStep) else '+'} {name}"
            simple = False
    return said


def _step_card(source: Source, step: Step) -> CardView:
    place = f"ranking.steps.{step.id}"
    indicators = source.campaign.indicators
    match step:
        case RateStep():
            name = lower_first(indicators[step.indicator].name)
            rows = _rate_rows(source, name, place)
            return CardView(place, step.name, rows=rows, removal=_step_removal(source, step))
        case DeductionStep():
            rows = _deduction_rows(source, step, place)
            return CardView(place, step.name, rows=rows, removal=_step_removal(source, step))
        case _:
            return _factor_card(source, step, place)


def _rate_rows(source: Source, name: str, place: str) -> tuple[RowView, ...]:
    scale = source.field(f"{place}.scale", "Thang điểm", Typed.COUNT, unit="điểm")
    if value_at(source.document, f"{place}.of-target") is None:
        return (RowView(f"Lấy {name}, nhân với", (scale,), bare=True),)
    most = source.field(f"{place}.of-target", "Tính nhiều nhất", Typed.DECIMAL, unit="lần mức giao")
    return (
        RowView(f"Lấy kết quả chia mức giao của {name}, nhân với", (scale,), bare=True),
        RowView("Kết quả chia mức giao tính nhiều nhất", (most,), bare=True),
    )


def _deduction_rows(source: Source, step: DeductionStep, place: str) -> tuple[RowView, ...]:
    name = lower_first(source.campaign.indicators[step.indicator].name)
    points = source.field(f"{place}.points", "Mỗi 1% trừ", Typed.DECIMAL, unit="điểm")
    most = source.field(f"{place}.most", "Trừ nhiều nhất", Typed.DECIMAL, unit="điểm")
    way = chosen(step.way, source.readings)
    words = "phần lẻ dưới 1% cũng trừ" if way is Deduct.PROPORTIONAL else "chỉ tính phần trăm tròn"
    if isinstance(step.way, Choice):
        words = f"{words} (theo cách hiểu «{source.reading_name(step.way.reading)}»)"
    return (
        RowView(f"Trừ điểm theo {name}: cứ 1% trừ", (points,), bare=True),
        RowView("Trừ nhiều nhất", (most,), bare=True),
        RowView(f"{words[0].upper()}{words[1:]}.", soft=True),
    )


def _factor_card(source: Source, step: FactorStep, place: str) -> CardView:
    name = catalogue().names[step.measure]
    following = [after.lowest for _, after in pairwise(step.bands)]
    rows: list[tuple[str | FieldView | Removal, ...]] = []
    for number, band in enumerate(step.bands, 1):
        at = f"{place}.bands[{number}]"
        words = band_words(band.lowest, following[number - 1] if number <= len(following) else None)
        lowest = source.field(f"{at}.from", f"Bậc {number} từ", Typed.COUNT, unit="hồ sơ")
        factor = source.field(f"{at}.factor", f"Hệ số bậc {number}", Typed.DECIMAL)
        first = vietnamese.count(0) if number == 1 else lowest
        taken: Removal | str = Removal(at, words) if number > 1 else ""
        rows.append((words.removeprefix("bậc ").capitalize(), first, factor, taken))
    grid = GridView(("Bậc", "Từ", "Hệ số", ""), tuple(rows))
    rule = source.choice(
        f"{place}.apply", "Cách dùng", (("nhân với hệ số", "multiply"), ("cộng hệ số", "add")), ""
    )
    by_reading = isinstance(step.apply, Choice)
    said = f"Hệ số theo {lower_first(name)}"
    row = RowView(f"{said}:" if by_reading else said, () if by_reading else (rule,), bare=True)
    add = (Addition(f"{place}.bands", "band", "Thêm bậc"),)
    removal = _step_removal(source, step)
    return CardView(place, step.name, rows=(row,), grid=grid, removal=removal, additions=add)


def _tie_words(source: Source, rule: RankingRule, number: int) -> str:
    one = rule.tie_breaks[number]
    name = (
        catalogue().names[one.measure]
        if one.measure
        else source.campaign.indicators[one.indicator].name
    )
    better = "lớn hơn" if one.better is Better.LARGER else "nhỏ hơn"
    return f"{name} {better} thì xếp trên."


def _targets_card(source: Source, rule: RankingRule) -> CardView:
    names = ", ".join(source.campaign.indicators[one].short for one in rule.indicators)
    volume = [catalogue().names[one] for one in rule.volume]
    cap = source.field("ranking.cap", "Tính nhiều nhất", Typed.DECIMAL, unit="lần chỉ tiêu")
    rows = [
        RowView("Kế hoạch không chấm điểm: thứ tự dưới đây chỉ để so với chỉ tiêu.", soft=True),
        RowView(f"1. Đạt nhiều chỉ tiêu hơn thì xếp trên ({names})."),
        RowView("2. Bằng nhau: mức đạt bình quân cao hơn. Mỗi chỉ tiêu tính", (cap,), bare=True),
    ]
    if volume:
        rows.append(RowView(f"3. Vẫn bằng nhau: nhiều hồ sơ hơn ({volume[0]})."))
    return CardView("order", "Thứ tự so với chỉ tiêu", rows=tuple(rows))


def _criteria_card(source: Source, rule: RankingRule) -> CardView:
    rows = [RowView("Xếp theo số tiêu chuẩn đạt; không chấm điểm.")]
    rows += [
        RowView(f"{source.campaign.group(group).short}: {lower_first(one.text)}", soft=True)
        for group, one in rule.criteria.items()
    ]
    return CardView("order", "Thứ tự theo tiêu chuẩn", rows=tuple(rows))


# --- readings ---


def readings_section(source: Source) -> SectionView:
    """Return where the plan can be read in several ways, and which way is in force."""
    cards = tuple(_reading_card(source, one) for one in source.campaign.readings)
    open_ones = sum(one.key not in source.decided for one in source.campaign.readings)
    caption = f"{open_ones} chưa quyết định" if open_ones else f"{len(cards)} đã quyết định"
    nothing = (
        CardView("none", "Không có", rows=(RowView("Kế hoạch này không có chỗ hiểu nhiều cách."),)),
    )
    return SectionView(
        "readings",
        "Cách hiểu quy định",
        "patch-question",
        caption if cards else "không có",
        cards or nothing,
        about="Xem thử và quyết định cách hiểu ở trang Xếp hạng, cạnh kết quả thay đổi theo.",
        link=("Mở Xếp hạng", "ranking") if cards else ("", ""),
    )


def _reading_card(source: Source, one: Reading) -> CardView:
    used, decided = source.readings[one.key], one.key in source.decided
    state = IN_FORCE if decided else "mặc định, chưa quyết định"
    tone = "green" if decided else "amber"
    rows = [RowView(one.question)]
    rows += [
        RowView(
            option.text,
            depth=1,
            chip=state if option.value == used else "",
            tone=tone,
            soft=option.value != used,
        )
        for option in one.options
    ]
    return CardView(f"readings.{one.key}", one.name, rows=tuple(rows))


def lower_first(words: str) -> str:
    """Return words with a small first letter, unless it begins an abbreviation."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"
