"""The section of the page «Đợt thi đua» on its groups, and what a member must meet to be ranked."""

from typing import Final

from thidua_desktop.domain.campaigns import Group
from thidua_desktop.services.campaign_criteria import additions_to, criterion_rows
from thidua_desktop.services.campaign_sections import GROUP_KINDS, RANKED, Source, kind_words
from thidua_desktop.services.campaign_views import (
    Addition,
    CardView,
    Removal,
    RowView,
    SectionView,
    Typed,
    moves_of,
)

SEALS: Final = (("đóng dấu riêng", "true"), ("không có dấu riêng", "false"))


def groups_section(source: Source) -> SectionView:
    """Return the groups: what they are called, and what a member must meet to be ranked."""
    cards = [
        _group_card(source, one, number) for number, one in enumerate(source.campaign.groups, 1)
    ]
    add = (Addition("groups", "group", "Thêm nhóm"),)
    caption = f"{len(cards)} nhóm"
    return SectionView("groups", "Nhóm", "people", caption, tuple(cards), additions=add)


def _group_card(source: Source, group: Group, number: int) -> CardView:
    place, rows = f"groups.{group.id}", list(_group_rows(source, group))
    asked = f"{place}.considered"
    if group.considered is not None:
        considered = Removal(asked, f"điều kiện xét, {group.short}")
        rows.append(RowView("Chỉ xếp hạng khi đạt điều kiện:", soft=True, removal=considered))
        rows += criterion_rows(source, group.considered)
    additions = (
        additions_to(source, asked, group.considered, "điều kiện xét", kind=group.kind)
        if group.ranked
        else ()
    )
    many = len(source.campaign.groups)
    words = f"nhóm «{group.short}»"
    return CardView(
        place,
        group.name,
        kind_words(group.kind),
        tuple(rows),
        removal=Removal(place, words) if many > 1 else None,
        additions=additions,
        moves=moves_of(place, words, number, many),
    )


def _group_rows(source: Source, group: Group) -> tuple[RowView, ...]:
    place, name = f"groups.{group.id}", group.short
    return (
        RowView(fields=(source.field(f"{place}.name", "Tên nhóm", subject=name),)),
        RowView(
            fields=(
                source.field(
                    f"{place}.short", "Tên ngắn", optional=True, hint=group.short, subject=name
                ),
                source.field(
                    f"{place}.members",
                    "Gọi thành viên là",
                    optional=True,
                    hint=group.members,
                    subject=name,
                ),
            )
        ),
        RowView(
            fields=(
                source.field(
                    f"{place}.noun",
                    "Một thành viên gọi là",
                    optional=True,
                    hint=group.noun,
                    subject=name,
                ),
                source.choice(f"{place}.seal", "Văn bản", SEALS, "true", name),
            )
        ),
        RowView(
            fields=(
                source.choice(f"{place}.kind", "Gồm", GROUP_KINDS, "unit", name),
                source.choice(f"{place}.ranked", "Các thành viên", RANKED, "true", name),
            )
        ),
        RowView(
            fields=(
                source.field(
                    f"{place}.aliases",
                    "Tên khác trong danh sách, mỗi dòng một tên",
                    Typed.LINES,
                    optional=True,
                    subject=name,
                ),
            )
        ),
    )
