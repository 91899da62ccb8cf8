"""The section of the page «Đợt thi đua» on where the plan can be read in several ways."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from thidua_desktop.domain.readings import Reading
from thidua_desktop.services.campaign_by_reading import BY_READING, values_by_reading
from thidua_desktop.services.campaign_sections import FieldFacts, Source
from thidua_desktop.services.campaign_views import (
    Addition,
    CardView,
    FieldView,
    Removal,
    RowView,
    SectionView,
    Typed,
)

IN_FORCE: Final = "đang dùng"
_AS_LONG: Final[FieldFacts] = {"optional": True, "hint": "như trên"}
_FEWEST: Final = 2
"""One way to read a rule is no choice."""


def readings_section(source: Source) -> SectionView:
    """Return the readings: their words, their ways, the default, what depends on them."""
    cards = tuple(_reading_card(source, one) for one in source.campaign.readings)
    open_ones = sum(one.key not in source.decided for one in source.campaign.readings)
    caption = f"{open_ones} chưa quyết định" if open_ones else f"{len(cards)} đã quyết định"
    nothing = (
        CardView("none", "Không có", rows=(RowView("Kế hoạch này không có chỗ hiểu nhiều cách."),)),
    )
    unused = sum(bool(card.notices) for card in cards)
    return SectionView(
        "readings",
        "Cách hiểu quy định",
        "patch-question",
        caption if cards else "không có",
        cards or nothing,
        about="Xem thử và quyết định cách hiểu ở trang Xếp hạng, cạnh kết quả thay đổi theo.",
        additions=(Addition("readings", "reading", "Thêm chỗ hiểu nhiều cách"),),
        warnings=unused,
        link=("Mở Xếp hạng", "ranking") if cards else ("", ""),
    )


def _reading_card(source: Source, one: Reading) -> CardView:
    place = f"readings.{one.key}"
    rows = [
        RowView(fields=(source.field(f"{place}.name", "Tên chỗ hiểu nhiều cách"),)),
        RowView(fields=(source.field(f"{place}.question", "Câu hỏi", Typed.LONG),)),
        *(row for option in one.options for row in _option_rows(source, one, option.value)),
        RowView("Mặc định khi chưa quyết định:", (_default_field(one),), bare=True),
    ]
    used = _used_by(source, one.key)
    notices = () if used else ("Chưa quy định nào theo cách hiểu này: chọn ở chính quy định đó",)
    if used:
        rows.append(RowView(f"Dùng cho: {'; '.join(used)}.", soft=True))
    return CardView(
        place,
        one.name,
        rows=tuple(rows),
        notices=notices,
        removal=Removal(place, f"cách hiểu «{one.name}»"),
        additions=(Addition(f"{place}.options", "option", "Thêm cách hiểu"),),
    )


def _option_rows(source: Source, one: Reading, value: str) -> tuple[RowView, ...]:
    place, option = f"readings.{one.key}.options.{value}", one.option(value)
    used, decided = source.readings[one.key], one.key in source.decided
    number = [each.value for each in one.options].index(value) + 1
    removal = Removal(place, f"cách hiểu «{option.short or option.text}»")
    state = IN_FORCE if decided else "mặc định, chưa quyết định"
    return (
        RowView(
            f"{number}.",
            (source.field(f"{place}.text", f"Cách hiểu {number}", Typed.LONG),),
            bare=True,
            chip=state if value == used else "",
            tone="green" if decided else "amber",
            removal=removal if len(one.options) > _FEWEST else None,
        ),
        RowView(
            "Nói gọn:",
            (source.field(f"{place}.short", f"Nói gọn cách {number}", **_AS_LONG),),
            depth=1,
            soft=True,
            bare=True,
        ),
    )


def _default_field(one: Reading) -> FieldView:
    choices = tuple((option.short or option.text, option.value) for option in one.options)
    path = f"readings.{one.key}.options{BY_READING}"
    return FieldView(path, "Mặc định", one.default, Typed.CHOICE, subject=one.name, choices=choices)


# --- what depends on a reading ---


def _used_by(source: Source, key: str) -> tuple[str, ...]:
    """Name in words every value that depends on a reading."""
    return tuple(_words_of(source, path) for path, _ in values_by_reading(source.document, key))


def _words_of(source: Source, path: str) -> str:
    for pattern, words in _PLACES.items():
        found = re.fullmatch(pattern, path)
        if found:
            return words(source, found[1] if found.groups() else "")
    return path


def _step(source: Source, name: str) -> str:
    scoring = source.campaign.ranking.scoring
    return scoring.steps[name].name if scoring else name


def _prize(source: Source, name: str) -> str:
    prize = next(one for one in source.campaign.prizes if one.id == name)
    return f"{prize.name}, {source.campaign.group(prize.group).short}"


_PLACES: Final[Mapping[str, Callable[[Source, str], str]]] = {
    r"ranking\.order": lambda _source, _name: "thứ tự các bước tính điểm",
    r"ranking\.steps\.([^.]+)\.apply": lambda source, name: f"cách dùng «{_step(source, name)}»",
    r"ranking\.steps\.([^.]+)\.way": lambda source, name: f"cách trừ «{_step(source, name)}»",
    r"indicators\.([^.]+)\.ratios": lambda source, name: (
        f"cách tính chỉ tiêu «{source.campaign.indicators[name].short}»"
    ),
    r"indicators\.([^.]+)\.target\.uplift-way": lambda source, name: (
        f"mức tăng thêm của «{source.campaign.indicators[name].short}»"
    ),
    r"criteria\.([^.]+)\.compare": lambda source, name: (
        f"so sánh trong «{source.document['criteria'][name]['text']}»"
    ),
    r"prizes\.([^.]+)\.if-unmet": lambda source, name: (
        f"khi không đạt điều kiện {_prize(source, name)}"
    ),
    r"milestones\.([^.]+)\.name": lambda source, name: (
        f"tên mốc «{next(one.name for one in source.campaign.milestones if one.id == name)}»"
    ),
}
