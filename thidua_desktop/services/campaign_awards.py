"""The sections of the page «Đợt thi đua» on what is won: prizes, awards and their dossiers."""

from collections.abc import Iterator
from itertools import groupby

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Award, Prize
from thidua_desktop.domain.criteria import (
    Criterion,
)
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.campaign_rules import additions_to, criterion_rows, lower_first
from thidua_desktop.services.campaign_sections import (
    Source,
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

# --- awards and prizes ---


def awards_section(source: Source) -> SectionView:
    """Return prizes with their money, and awards with whom they are for and what is asked."""
    campaign = source.campaign
    cards = [_prize_card(source, group, prizes) for group, prizes in _prizes_by_group(source)]
    if cards:
        cards.append(_money_card(source))
    cards += [_award_card(source, one) for one in campaign.awards]
    total = vietnamese.money(campaign.total_prize_money) if campaign.prizes else ""
    caption = total or f"{len(campaign.awards)} hình thức"
    with_prizes = {one.group for one in campaign.prizes}
    additions = [
        Addition(f"prizes.{one.id}", "prize", f"Thêm giải cho {one.short}")
        for one in campaign.groups
        if one.ranked and one.id not in with_prizes
    ]
    additions.append(Addition("awards", "award", "Thêm hình thức khen"))
    title = "Hình thức khen và giải"
    return SectionView("awards", title, "award", caption, tuple(cards), additions=tuple(additions))


def _prizes_by_group(source: Source) -> Iterator[tuple[str, list[Prize]]]:
    for group, prizes in groupby(source.campaign.prizes, key=lambda one: one.group):
        yield group, list(prizes)


def _prize_card(source: Source, group: str, prizes: list[Prize]) -> CardView:
    rows: list[tuple[str | FieldView | Removal, ...]] = []
    notes = []
    for one in prizes:
        place = f"prizes.{one.id}"

        money = vietnamese.money(one.amount * one.count)
        rows.append(
            (
                source.field(f"{place}.name", "Tên giải"),
                source.field(f"{place}.amount", "Mức tiền một giải", Typed.COUNT, unit="đồng"),
                _count_of(source, place, one.count),
                money,
                Removal(place, f"{lower_first(one.name)}, {source.campaign.group(group).short}"),
            )
        )
        if one.condition is not None:
            notes += list(criterion_rows(source, one.condition))
    total = sum(one.amount * one.count for one in prizes)
    grid = GridView(
        ("Giải", "Mức tiền", "Số giải", "Thành tiền", ""),
        tuple(rows),
        f"Cộng {vietnamese.money(total)}",
    )
    named = source.campaign.group(group)
    head = (RowView(_condition_words(source, group), soft=True),) if notes else ()
    add = (Addition(f"prizes.{group}", "prize", "Thêm giải"),)
    return CardView(
        f"prizes.{group}",
        f"Giải thưởng: {named.short}",
        rows=(*head, *notes),
        grid=grid,
        grid_first=True,
        additions=add,
    )


def _condition_words(source: Source, group: str) -> str:
    """Say that a prize asks for more, and where a change of it changes other groups too."""
    prizes = source.campaign.prizes
    own = {one.condition.id for one in prizes if one.condition and one.group == group}
    others = {
        source.campaign.group(one.group).short
        for one in prizes
        if one.condition and one.condition.id in own and one.group != group
    }
    shared = f" (dùng chung với {', '.join(sorted(others))})" if others else ""
    return f"Điều kiện riêng{shared}:"


def _count_of(source: Source, place: str, count: int) -> FieldView:
    """Return the field of how many there are, which a document need not say when it is one."""
    return source.field(f"{place}.count", "Số giải", Typed.COUNT, usual=count)


def _money_card(source: Source) -> CardView:
    campaign = source.campaign
    total = vietnamese.money(campaign.total_prize_money)
    count = sum(one.count for one in campaign.prizes)
    note = source.field(
        "prize-note", "Ghi kèm giải thưởng", optional=True, hint="kèm Giấy khen của …"
    )
    said = RowView(f"Tất cả {count} giải, cần {total}.")
    return CardView("prize-note", "Tổng tiền thưởng", rows=(said, RowView(fields=(note,))))


def _award_card(source: Source, one: Award) -> CardView:
    place = f"awards.{one.id}"
    rows = [
        RowView(
            fields=(
                source.field(f"{place}.name", "Tên hình thức"),
                source.field(f"{place}.authority", "Người quyết định"),
            )
        ),
        RowView(
            fields=(
                source.field(
                    f"{place}.note", "Ghi chú", Typed.LONG, optional=True, hint="không có"
                ),
            )
        ),
    ]
    if one.for_winners:
        rows.append(RowView("Tặng cho mọi tập thể, cá nhân đạt giải."))
    rows.append(RowView(fields=_quota_fields(source, one, place)))
    additions: list[Addition] = []
    for title, criterion in _criteria_by_whom(source, one):
        rows.append(RowView(f"{title}:", soft=True))
        rows += criterion_rows(source, criterion)
        additions += additions_to(source, criterion, f"Thêm tiêu chuẩn, {lower_first(title)}")
    removal = Removal(place, f"hình thức «{one.name}»")
    return CardView(place, one.name, rows=tuple(rows), removal=removal, additions=tuple(additions))


def _quota_fields(source: Source, one: Award, place: str) -> tuple[FieldView, ...]:
    kinds = [kind for kind in Kind if any(g.kind is kind for g in source.campaign.groups)]
    fields: list[FieldView] = []
    for kind in kinds:
        words = kind_words(kind)
        fields += [
            source.field(
                f"{place}.quota.{kind}",
                f"Số lượng {words}, nhiều nhất",
                Typed.COUNT,
                optional=True,
                hint="không hạn chế",
                subject=one.name,
            ),
            source.field(
                f"{place}.reward.{kind}",
                f"Tiền thưởng {words}",
                Typed.COUNT,
                optional=True,
                hint="không ghi",
                unit="đồng",
                subject=one.name,
            ),
        ]
    return tuple(fields)


def _criteria_by_whom(source: Source, one: Award) -> Iterator[tuple[str, Criterion]]:
    for kind, criterion in one.criteria.items():
        yield kind_words(kind).capitalize(), criterion
    for group, criterion in one.by_group.items():
        yield source.campaign.group(group).short, criterion


# --- dossiers ---


def dossiers_section(source: Source) -> SectionView:
    """Return the papers of each award's dossier, and in how many copies."""
    cards = tuple(_dossier_card(source, one) for one in source.campaign.awards)
    parts = sum(len(one.parts) for one in source.campaign.awards)
    nothing = (RowView("Thêm hình thức khen trước, hồ sơ đi theo hình thức khen."),)
    empty = (CardView("none", "Chưa có hồ sơ", rows=nothing),)
    return SectionView("dossiers", "Hồ sơ", "folder2-open", f"{parts} thành phần", cards or empty)


def _dossier_card(source: Source, one: Award) -> CardView:
    place = f"awards.{one.id}"
    sets = source.field(
        f"{place}.sets", "Số bộ hồ sơ", Typed.COUNT, unit="bộ", subject=one.name, usual=one.sets
    )
    rows: list[tuple[str | FieldView | Removal, ...]] = []
    for number, part in enumerate(one.parts, 1):
        at = f"{place}.parts[{number}]"
        whose = kind_words(part.kind).capitalize() if part.kind else "Chung"
        rows.append(
            (
                source.field(f"{at}.name", f"Thành phần {number}", Typed.LONG),
                source.field(
                    f"{at}.copies", f"Số bản {number}", Typed.COUNT, unit="bản", usual=part.copies
                ),
                whose,
                "lập trong phần mềm" if part.form else "",
                Removal(at, f"«{part.name}»"),
            )
        )
    grid = GridView(("Thành phần", "Số bản mỗi bộ", "Của", "", ""), tuple(rows)) if rows else None
    add = (Addition(f"{place}.parts", "part", "Thêm thành phần"),)
    empty = () if rows else (RowView("Kế hoạch không nêu thành phần nào.", soft=True),)
    return CardView(
        f"{place}.dossier",
        one.name,
        rows=(RowView(fields=(sets,)), *empty),
        grid=grid,
        additions=add,
    )
