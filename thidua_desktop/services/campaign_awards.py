"""The sections of the page «Đợt thi đua» on what is won: prizes, awards and their dossiers."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

from thidua_desktop.documents.forms import form_ids, load_form
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Award, Prize, UnmetPrize
from thidua_desktop.domain.criteria import Criterion
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.importing.legal import load_law
from thidua_desktop.services.campaign_criteria import additions_to, criterion_rows, option_rows
from thidua_desktop.services.campaign_sections import Source, kind_words
from thidua_desktop.services.campaign_views import (
    Addition,
    CardView,
    Cell,
    FieldView,
    GridView,
    Removal,
    RowView,
    SectionView,
    Typed,
    moves_of,
)

UNMET: Final = (
    ("xét đơn vị kế tiếp", UnmetPrize.PASS_DOWN.value),
    ("không trao", UnmetPrize.VACANT.value),
)
FOR_WINNERS: Final = (
    ("chỉ theo tiêu chuẩn dưới đây", "false"),
    ("tặng cho mọi tập thể, cá nhân đạt giải", "true"),
)
WHOSE: Final = (("Chung", ""), ("Tập thể", Kind.UNIT.value), ("Cá nhân", Kind.PERSON.value))

# --- awards and prizes ---


def awards_section(source: Source) -> SectionView:
    """Return prizes with their money, and awards with whom they are for and what is asked."""
    campaign = source.campaign
    cards = [_prize_card(source, group, prizes) for group, prizes in _prizes_by_group(source)]
    if cards:
        cards.append(_money_card(source))
    many = len(campaign.awards)
    cards += [_award_card(source, one, at, many) for at, one in enumerate(campaign.awards, 1)]
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
    rows: list[tuple[Cell, ...]] = []
    notes: list[RowView] = []
    additions = [Addition(f"prizes.{group}", "prize", "Thêm giải")]
    for number, one in enumerate(prizes, 1):
        place = f"prizes.{one.id}"

        money = vietnamese.money(one.amount * one.count)
        words = f"{lower_first(one.name)}, {source.campaign.group(group).short}"
        rows.append(
            (
                source.field(f"{place}.name", "Tên giải"),
                source.field(f"{place}.amount", "Mức tiền một giải", Typed.COUNT, unit="đồng"),
                _count_of(source, place, one.count),
                money,
                moves_of(place, words, number, len(prizes)),
                Removal(place, words),
            )
        )
        what = f"điều kiện của {lower_first(one.name)}"
        notes += _prize_rows(source, one, place, what)
        additions += additions_to(source, f"{place}.condition", one.condition, what)
    total = sum(one.amount * one.count for one in prizes)
    grid = GridView(
        ("Giải", "Mức tiền", "Số giải", "Thành tiền", "", ""),
        tuple(rows),
        f"Cộng {vietnamese.money(total)}",
    )
    named = source.campaign.group(group)
    return CardView(
        f"prizes.{group}",
        f"Giải thưởng: {named.short}",
        rows=tuple(notes),
        grid=grid,
        grid_first=True,
        additions=tuple(additions),
    )


def _prize_rows(source: Source, one: Prize, place: str, what: str) -> Iterator[RowView]:
    """Yield what a prize asks for besides the rank, and what becomes of it if that is not met."""
    if one.condition is None:
        return
    removal = Removal(f"{place}.condition", what)
    yield RowView(f"{one.name}{_shared_with(source, one)} chỉ trao khi:", removal=removal)
    yield from criterion_rows(source, one.condition, 1)
    path, name = f"{place}.if-unmet", "Đơn vị đứng đầu không đạt thì"
    unmet = source.rule(path, name, UNMET, UnmetPrize.PASS_DOWN.value, one.name)
    yield RowView(name, (unmet,), depth=1, bare=True)
    yield from option_rows(source, path, name, UNMET, 1)


def _shared_with(source: Source, prize: Prize) -> str:
    """Say whose prizes change too when this condition is changed."""
    condition = prize.condition
    others = [
        f"{lower_first(one.name)}, {source.campaign.group(one.group).short}"
        for one in source.campaign.prizes
        if one.id != prize.id and one.condition and condition and one.condition.id == condition.id
    ]
    return f" (điều kiện dùng chung với {'; '.join(others)})" if others else ""


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


def _award_card(source: Source, one: Award, number: int, many: int) -> CardView:
    place, words = f"awards.{one.id}", f"hình thức «{one.name}»"
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
        RowView(
            fields=(
                source.choice(f"{place}.for-winners", "Tặng", FOR_WINNERS, "false", one.name),
                source.choice(
                    f"{place}.bonus-class",
                    "Tiền thưởng theo luật",
                    _bonus_classes(),
                    "",
                    one.name,
                    optional=True,
                ),
            )
        ),
        RowView(fields=_quota_fields(source, one, place)),
    ]
    additions: list[Addition] = []
    for path, title, kind, criterion in _whom(source, one):
        if criterion is not None:
            removal = Removal(path, f"tiêu chuẩn {title}, {one.name}")
            rows.append(RowView(f"Tiêu chuẩn {title}:", soft=True, removal=removal))
            rows += criterion_rows(source, criterion)
        additions += additions_to(source, path, criterion, f"tiêu chuẩn {title}", kind=kind)
    return CardView(
        place,
        one.name,
        rows=tuple(rows),
        removal=Removal(place, words),
        additions=tuple(additions),
        moves=moves_of(place, words, number, many),
    )


def _bonus_classes() -> tuple[tuple[str, str], ...]:
    return (("không ghi", ""), *((name, key) for key, name in load_law().classes.items()))


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


def _whom(source: Source, one: Award) -> Iterator[tuple[str, str, Kind, Criterion | None]]:
    """Yield whom criteria may be written for: each kind there is, each group on its own.

    A group is offered where there is another of its kind.
    """
    groups = source.campaign.groups
    for kind in Kind:
        same = [group for group in groups if group.kind is kind]
        if same:
            path = f"awards.{one.id}.criteria.{kind}"
            yield path, f"của {kind_words(kind)}", kind, one.criteria.get(kind)
        for group in same if len(same) > 1 else ():
            path = f"awards.{one.id}.group-criteria.{group.id}"
            yield path, f"riêng của nhóm «{group.short}»", kind, one.by_group.get(group.id)


def lower_first(words: str) -> str:
    """Return words with a small first letter, unless it begins an abbreviation."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"


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
    rows: list[tuple[Cell, ...]] = []
    many = len(one.parts)
    for number, part in enumerate(one.parts, 1):
        at = f"{place}.parts[{number}]"
        rows.append(
            (
                source.field(f"{at}.name", f"Thành phần {number}", Typed.LONG),
                source.field(
                    f"{at}.copies", f"Số bản {number}", Typed.COUNT, unit="bản", usual=part.copies
                ),
                source.choice(f"{at}.kind", f"Của ai {number}", WHOSE, "", optional=True),
                source.choice(
                    f"{at}.form",
                    f"Lập bằng mẫu {number}",
                    _forms(part.form),
                    part.form,
                    optional=True,
                ),
                moves_of(at, f"«{part.name}»", number, many),
                Removal(at, f"«{part.name}»"),
            )
        )
    grid = (
        GridView(("Thành phần", "Số bản mỗi bộ", "Của", "Mẫu", "", ""), tuple(rows))
        if rows
        else None
    )
    add = (Addition(f"{place}.parts", "part", "Thêm thành phần"),)
    empty = () if rows else (RowView("Kế hoạch không nêu thành phần nào.", soft=True),)
    return CardView(
        f"{place}.dossier",
        one.name,
        rows=(RowView(fields=(sets,)), *empty),
        grid=grid,
        additions=add,
    )


def _forms(current: str) -> tuple[tuple[str, str], ...]:
    """Return the forms the program prints, as choices of how a paper is made."""
    known = _forms_known()
    own = () if not current or current in {key for _, key in known} else ((current, current),)
    return (("lập ngoài phần mềm", ""), *known, *own)


@lru_cache(maxsize=1)
def _forms_known() -> tuple[tuple[str, str], ...]:
    forms = [load_form(name) for name in form_ids()]
    return tuple((f"{one.name}, {kind_words(one.kind)}", one.id) for one in forms)
