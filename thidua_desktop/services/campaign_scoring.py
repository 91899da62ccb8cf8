"""The section of the page «Đợt thi đua» that says how members of a group are put in order.

A rule reads as sentences; the numbers and words in it that an office may set are fields in them.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Better, RankBy, RankingRule, TieBreak
from thidua_desktop.domain.readings import Readings, chosen
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
from thidua_desktop.services.campaign_by_reading import BY_READING
from thidua_desktop.services.campaign_changes import TIE_INDICATOR, TIE_MEASURE, WAY_PATH
from thidua_desktop.services.campaign_criteria import (
    additions_to,
    criterion_rows,
    indicators,
    measures,
    option_rows,
)
from thidua_desktop.services.campaign_fields import value_at
from thidua_desktop.services.campaign_readings import IN_FORCE
from thidua_desktop.services.campaign_sections import Source
from thidua_desktop.services.campaign_views import (
    Addition,
    CardView,
    FieldView,
    GridView,
    Removal,
    RowView,
    SectionView,
    Typed,
    moves_of,
)

WAYS: Final = (
    ("chấm điểm theo các bước", "points"),
    ("so với chỉ tiêu, không chấm điểm", "targets"),
    ("theo số tiêu chuẩn đạt", "criteria"),
)
DEDUCTIONS: Final = (
    ("phần lẻ dưới 1% cũng trừ", Deduct.PROPORTIONAL.value),
    ("chỉ tính phần trăm tròn", Deduct.FULL_PERCENT.value),
)
APPLICATIONS: Final = (
    ("nhân với hệ số", Apply.MULTIPLY.value),
    ("cộng hệ số", Apply.ADD.value),
)
BETTER: Final = (
    ("lớn hơn thì xếp trên", Better.LARGER.value),
    ("nhỏ hơn thì xếp trên", Better.SMALLER.value),
)


def scoring_section(source: Source) -> SectionView:
    """Return how members of a group are put in order, one sentence per step."""
    rule = source.campaign.ranking
    if rule.scoring is not None:
        cards = _points_cards(source, rule, rule.scoring)
        caption = f"{len(rule.scoring.steps)} bước"
    elif rule.by is RankBy.TARGETS:
        cards, caption = (_targets_card(source),), "so với chỉ tiêu"
    else:
        cards, caption = (_criteria_card(source, rule),), "theo tiêu chuẩn"
    cards = (_way_card(source), *cards)
    return SectionView("scoring", "Cách tính điểm", "list-ol", caption, cards)


def _way_card(source: Source) -> CardView:
    way = source.choice(WAY_PATH, "Cách xếp hạng", WAYS, "")
    columns = source.many(
        "ranking.columns",
        "Chỉ tiêu hiện trong bảng xếp hạng",
        indicators(source),
        optional=True,
        hint="các chỉ tiêu dùng để xếp",
    )
    rows = [RowView("Xếp hạng", (way,), bare=True)]
    if source.campaign.indicators:
        rows.append(RowView("Bảng xếp hạng hiện", (columns,), bare=True))
    return CardView("way", "Cách xếp hạng", rows=tuple(rows))


def _points_cards(source: Source, rule: RankingRule, scoring: Scoring) -> tuple[CardView, ...]:
    steps = [_step_card(source, one) for one in scoring.steps.values()]
    return (_order_card(source, scoring), *steps, _tie_card(source, rule))


# --- the order of the steps ---


def _order_card(source: Source, scoring: Scoring) -> CardView:
    path = "ranking.order"
    depends = source.dependence(path, "Thứ tự các bước")
    rows = [RowView("Thứ tự các bước", depends, bare=True)] if depends else []
    additions: list[Addition] = []
    for words, place in source.ways_of(path):
        rows += _order_rows(source, scoring, place, words)
        additions += _steps_left_out(source, scoring, place, words)
    additions += _step_additions(source)
    return CardView("order", "Công thức", rows=tuple(rows), additions=tuple(additions))


def _order_rows(source: Source, scoring: Scoring, place: str, words: str) -> Iterator[RowView]:
    """Yield the formula, and each step in it with how it can be moved or taken out."""
    order = value_at(source.document, place)
    under, used = dict(source.readings), False
    if words:
        key, option = _reading_at(source), place.rpartition(".")[2]
        used = under[key] == option
        under[key] = option
        yield RowView(f"Khi hiểu «{words}»:", soft=True)
    yield from _formula_rows(source, scoring, under, order, used=used, by_order=bool(words))
    for number, name in enumerate(order, 1):
        at, step = f"{place}[{number}]", scoring.steps[name]
        removal = Removal(at, f"bước «{step.name}» khỏi công thức") if number > 1 else None
        moves = tuple(
            one
            for one in moves_of(at, f"bước «{step.name}»", number, len(order))
            if _may_move(scoring, order, number, one.by)
        )
        yield RowView(f"{number}. {step.name}", depth=1, removal=removal, moves=moves)


def _formula_rows(
    source: Source,
    scoring: Scoring,
    under: Readings,
    order: list[str],
    *,
    used: bool,
    by_order: bool,
) -> Iterator[RowView]:
    """Yield the formula; one for each way to read what a factor does, where that differs."""
    factor = next(
        (
            one.id
            for one in scoring.steps.values()
            if isinstance(one, FactorStep) and one.id in order
            if source.is_by_reading(f"ranking.steps.{one.id}.apply")
        ),
        "",
    )
    if not factor or by_order:
        chip = IN_FORCE if used else ""
        said = f"Điểm = {formula(scoring, under)}"
        yield RowView(said, chip=chip, tone="green", soft=by_order and not used)
        return
    key = value_at(source.document, f"ranking.steps.{factor}.apply")["reading"]
    for words, place in source.ways_of(f"ranking.steps.{factor}.apply"):
        option = place.rpartition(".")[2]
        said = f"Điểm = {formula(scoring, {**under, key: option})}"
        used = source.readings[key] == option
        chip = IN_FORCE if used else ""
        yield RowView(f"Khi hiểu «{words}»: {said}", chip=chip, tone="green", soft=not used)


def _reading_at(source: Source) -> str:
    return str(value_at(source.document, "ranking.order")["reading"])


def _may_move(scoring: Scoring, order: list[str], number: int, by: int) -> bool:
    """Say whether the first step is still one that points come from after a move."""
    moved = list(order)
    moved.insert(number - 1 + by, moved.pop(number - 1))
    return isinstance(scoring.steps[moved[0]], RateStep)


def _steps_left_out(source: Source, scoring: Scoring, place: str, words: str) -> Iterator[Addition]:
    order = value_at(source.document, place)
    menu = f"Đưa bước vào công thức «{words}»" if words else "Đưa bước vào công thức"
    for one in scoring.steps.values():
        if one.id not in order:
            yield Addition(place, f"order-step:{one.id}", one.name, menu)


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
    """Return how a step is taken out: not one that a score begins with."""
    orders = [value_at(source.document, place) for _, place in source.ways_of("ranking.order")]
    if any(order[0] == step.id for order in orders):
        return None
    return Removal(f"ranking.steps.{step.id}", f"bước «{step.name}»")


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


# --- steps ---


def _step_card(source: Source, step: Step) -> CardView:
    place = f"ranking.steps.{step.id}"
    name = RowView(fields=(source.field(f"{place}.name", "Tên bước"),))
    removal = _step_removal(source, step)
    match step:
        case RateStep():
            rows = (name, *_rate_rows(source, step, place))
            return CardView(place, step.name, "cộng điểm", rows, removal=removal)
        case DeductionStep():
            rows = (name, *_deduction_rows(source, place))
            return CardView(place, step.name, "trừ điểm", rows, removal=removal)
        case _:
            return _factor_card(source, step, place, name, removal)


def _rate_rows(source: Source, step: RateStep, place: str) -> tuple[RowView, ...]:
    indicator = source.choice(f"{place}.indicator", "Chỉ tiêu", indicators(source), "", step.name)
    scale = source.field(
        f"{place}.scale", "Thang điểm", Typed.COUNT, unit="điểm", subject=step.name
    )
    rows = [RowView("Lấy", (indicator,), bare=True), RowView("nhân với", (scale,), bare=True)]
    if source.campaign.indicators[step.indicator].target:
        most = source.field(
            f"{place}.of-target",
            "Chia cho mức giao, tính nhiều nhất",
            Typed.DECIMAL,
            optional=True,
            hint="không chia",
            unit="lần mức giao",
            subject=step.name,
        )
        rows.append(RowView("Chia cho mức giao, tính nhiều nhất", (most,), bare=True))
    return tuple(rows)


def _deduction_rows(source: Source, place: str) -> tuple[RowView, ...]:
    indicator = source.choice(f"{place}.indicator", "Chỉ tiêu", indicators(source), "")
    points = source.field(f"{place}.points", "Mỗi 1% trừ", Typed.DECIMAL, unit="điểm")
    most = source.field(f"{place}.most", "Trừ nhiều nhất", Typed.DECIMAL, unit="điểm")
    way = source.rule(f"{place}.way", "Cách trừ", DEDUCTIONS, "")
    return (
        RowView("Trừ điểm theo", (indicator,), bare=True),
        RowView("Cứ 1% trừ", (points,), bare=True),
        RowView("Trừ nhiều nhất", (most,), bare=True),
        RowView("Cách trừ:", (way,), bare=True),
        *option_rows(source, f"{place}.way", "Cách trừ", DEDUCTIONS),
    )


def _factor_card(
    source: Source, step: FactorStep, place: str, name: RowView, removal: Removal | None
) -> CardView:
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
    measure = source.choice(f"{place}.measure", "Số liệu", measures(), "", step.name)
    rule = source.rule(f"{place}.apply", "Cách dùng", APPLICATIONS, "", step.name)
    return CardView(
        place,
        step.name,
        "hệ số",
        rows=(
            name,
            RowView("Hệ số theo", (measure,), bare=True),
            RowView("Cách dùng:", (rule,), bare=True),
            *option_rows(source, f"{place}.apply", "Cách dùng", APPLICATIONS),
        ),
        grid=GridView(("Bậc", "Từ", "Hệ số", ""), tuple(rows)),
        removal=removal,
        additions=(Addition(f"{place}.bands", "band", "Thêm bậc"),),
    )


# --- ties ---


def _tie_card(source: Source, rule: RankingRule) -> CardView:
    rows = [
        _tie_row(source, one, number, len(rule.tie_breaks))
        for number, one in enumerate(rule.tie_breaks, 1)
    ]
    last = RowView("Vẫn bằng nhau thì Hội đồng quyết định, bảng xếp hạng ghi rõ.", soft=True)
    menu, place = "Thêm tiêu chí phụ", "ranking.tie-breaks"
    additions = [
        Addition(place, f"tie-break:{TIE_INDICATOR}{one.id}", f"Theo {one.short}", menu)
        for one in source.campaign.indicators.values()
    ]
    additions.append(
        Addition(place, f"tie-break:{TIE_MEASURE}resolved_total", "Theo một số đếm", menu)
    )
    title = "Bằng điểm mà liên quan đến giải"
    return CardView("tie-breaks", title, rows=(*rows, last), additions=tuple(additions))


def _tie_row(source: Source, one: TieBreak, number: int, many: int) -> RowView:
    place, words = f"ranking.tie-breaks[{number}]", f"tiêu chí phụ {number}"
    offered = (
        *((name, f"{TIE_INDICATOR}{key}") for name, key in indicators(source)),
        *((name, f"{TIE_MEASURE}{key}") for name, key in measures()),
    )
    value = f"{TIE_MEASURE}{one.measure}" if one.measure else f"{TIE_INDICATOR}{one.indicator}"
    what = FieldView(
        f"{place}{BY_READING}", f"Tiêu chí phụ {number}", value, Typed.CHOICE, choices=offered
    )
    better = source.choice(f"{place}.better", f"Bên nào hơn {number}", BETTER, "")
    return RowView(
        f"{number}.",
        (what, better),
        bare=True,
        removal=Removal(place, words),
        moves=moves_of(place, words, number, many),
    )


# --- rankings without points ---


def _targets_card(source: Source) -> CardView:
    counted = source.many("ranking.indicators", "Chỉ tiêu được đếm", indicators(source))
    volume = source.many(
        "ranking.volume",
        "Số hồ sơ để so khi vẫn bằng nhau, số có trước được dùng",
        measures(),
        optional=True,
        hint="không so",
    )
    cap = source.field("ranking.cap", "Tính nhiều nhất", Typed.DECIMAL, unit="lần chỉ tiêu")
    rows = (
        RowView("Kế hoạch không chấm điểm: thứ tự dưới đây chỉ để so với chỉ tiêu.", soft=True),
        RowView("1. Đạt nhiều chỉ tiêu hơn thì xếp trên, đếm", (counted,), bare=True),
        RowView("2. Bằng nhau: mức đạt bình quân cao hơn. Mỗi chỉ tiêu tính", (cap,), bare=True),
        RowView("3. Vẫn bằng nhau: nhiều hồ sơ hơn, so", (volume,), bare=True),
    )
    return CardView("order", "Thứ tự so với chỉ tiêu", rows=rows)


def _criteria_card(source: Source, rule: RankingRule) -> CardView:
    rows = [RowView("Xếp theo số tiêu chuẩn đạt; không chấm điểm.")]
    additions: list[Addition] = []
    for group in source.campaign.groups:
        one = rule.criteria.get(group.id)
        if one is not None:
            rows.append(RowView(f"{group.short}:", soft=True))
            rows += criterion_rows(source, one)
        if one is not None or group.ranked:
            place, what = f"ranking.criteria.{group.id}", f"tiêu chuẩn, {group.short}"
            additions += additions_to(source, place, one, what, kind=group.kind)
    return CardView("order", "Thứ tự theo tiêu chuẩn", rows=tuple(rows), additions=tuple(additions))
