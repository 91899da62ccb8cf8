"""The sections of the page «Đợt thi đua» that say when, who and what: facts, dates, contents."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypedDict, Unpack

from thidua_desktop.domain import deadlines, vietnamese
from thidua_desktop.domain.campaigns import Campaign, Group, Milestone
from thidua_desktop.domain.deadlines import Notice
from thidua_desktop.domain.figures import Ratio
from thidua_desktop.domain.indicators import Indicator, Target, Uplift
from thidua_desktop.domain.readings import Choice, Readings
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.calendar import holidays_of
from thidua_desktop.services.campaign_fields import Document, shown, value_at
from thidua_desktop.services.campaign_views import (
    Addition,
    CardView,
    FieldView,
    Removal,
    RowView,
    SectionView,
    Typed,
)
from thidua_desktop.services.loading import catalogue, parsed

BOUNDS: Final = (("đúng ngày", "on"), ("chậm nhất", "by"), ("trước ngày", "before"))
COMPARISONS: Final = (
    ("trên", ">"),
    ("từ", ">="),
    ("bằng", "="),
    ("không quá", "<="),
    ("dưới", "<"),
)
GROUP_KINDS: Final = (("tập thể", "unit"), ("cá nhân", "person"))
RANKED: Final = (("được xếp hạng với nhau", "true"), ("chỉ được xét khen thưởng", "false"))
_KINDS: Final = {Kind.UNIT: "tập thể", Kind.PERSON: "cá nhân"}


class FieldFacts(TypedDict, total=False):
    """What a field may say besides its name; see `FieldView`."""

    optional: bool
    hint: str
    unit: str
    subject: str


@dataclass(frozen=True, slots=True)
class Source:
    """A campaign as a value, the document it was read from, and what the council decided."""

    key: str
    campaign: Campaign
    document: Document
    decided: Readings

    @property
    def readings(self) -> Readings:
        """Return the readings in force."""
        return self.campaign.readings_with(self.decided)

    def field(
        self,
        path: str,
        name: str,
        typed: Typed = Typed.TEXT,
        *,
        usual: int | None = None,
        **facts: Unpack[FieldFacts],
    ) -> FieldView:
        """Return the field for what stands at `path`; `usual` holds where nothing does."""
        found = value_at(self.document, path)
        value = shown(usual if found is None else found, typed)
        return FieldView(path, name, value, typed, **facts)

    def choice(
        self,
        path: str,
        name: str,
        choices: tuple[tuple[str, str], ...],
        usual: str,
        subject: str = "",
    ) -> FieldView:
        """Return the field for one of a few words of the schema; `usual` where none stands."""
        value = shown(value_at(self.document, path), Typed.CHOICE) or usual
        return FieldView(path, name, value, Typed.CHOICE, subject=subject, choices=choices)

    def reading_name(self, key: str) -> str:
        """Return the name of a reading."""
        return next(one.name for one in self.campaign.readings if one.key == key)

    def is_by_reading(self, path: str) -> bool:
        """Say whether what stands at `path` depends on a reading."""
        value = value_at(self.document, path)
        return isinstance(value, Mapping) and "reading" in value


def source_of(key: str, text: str, decided: Readings) -> Source:
    """Return a stored campaign; DataFileError where the document is not one."""
    return Source(key, parsed(text, key), tomllib.loads(text), decided)


# --- facts ---


def facts_section(source: Source) -> SectionView:
    """Return what the campaign is, when, who runs it, and on which legal bases."""
    campaign = source.campaign
    own = {deadlines.START_ID, deadlines.END_ID, ""}
    notices = tuple(one.text for one in _notices(source) if one.milestone in own)
    bases = len(campaign.legal_bases)
    return SectionView(
        "facts",
        "Thông tin chung",
        "info-circle",
        f"{bases} căn cứ",
        (_about_card(source), _days_card(source, notices), _office_card(source), _bases(source)),
        warnings=len(notices),
    )


def _about_card(source: Source) -> CardView:
    long = Typed.LONG
    return CardView(
        "about",
        "Đợt thi đua",
        rows=(
            RowView(fields=(source.field("name", "Tên đầy đủ", long),)),
            RowView(
                fields=(
                    source.field("short", "Tên ngắn"),
                    source.field("topic", "Về việc gì, hai ba chữ", optional=True),
                )
            ),
            RowView(fields=(source.field("theme", "Chủ đề", long),)),
            RowView(fields=(source.field("subjects", "Đối tượng thi đua", long),)),
            RowView(
                fields=(
                    source.field(
                        "plan",
                        "Kế hoạch, ghi như khi trích dẫn",
                        long,
                        optional=True,
                        hint="Kế hoạch số …/KH-UBND ngày … của …",
                    ),
                )
            ),
        ),
    )


def _days_card(source: Source, notices: tuple[str, ...]) -> CardView:
    campaign = source.campaign
    fields = [
        source.field(
            "start", "Ngày phát động", Typed.DAY, optional=True, hint="để trống nếu chưa rõ"
        ),
        source.field("end", "Ngày kết thúc", Typed.DAY),
        source.field(
            "stated-days",
            "Số ngày kế hoạch ghi",
            Typed.COUNT,
            optional=True,
            hint="không ghi",
            unit="ngày",
        ),
    ]
    if campaign.start is None:
        fields.insert(
            1,
            source.field(
                "earliest-start", "Không sớm hơn", Typed.DAY, optional=True, hint="chưa rõ"
            ),
        )
        said = "Chưa có ngày phát động: số liệu lũy kế đến ngày kết thúc vẫn xếp hạng được."
    else:
        days = deadlines.day_count(campaign.start, campaign.end)
        said = (
            f"Từ {vietnamese.day(campaign.start)} đến hết {vietnamese.day(campaign.end)}: "
            f"{days} ngày, kể cả ngày đầu và ngày cuối."
        )
    rows = (RowView(fields=tuple(fields)), RowView(said, soft=True))
    return CardView("days", "Thời gian", rows=rows, notices=notices)


def _office_card(source: Source) -> CardView:
    def part(key: str, name: str, hint: str = "") -> FieldView:
        return source.field(f"office.{key}", name, optional=True, hint=hint)

    rows = (
        RowView(fields=(source.field("office.name", "Cơ quan"), part("superior", "Cấp trên"))),
        RowView(
            fields=(
                part("province", "Tỉnh, thành phố"),
                part("place", "Địa danh ghi trên văn bản"),
                part("code", "Chữ viết tắt trong số văn bản", "UBND"),
            )
        ),
        RowView(
            fields=(
                part("council", "Hội đồng"),
                part("standing", "Bộ phận thường trực, nhận hồ sơ"),
            )
        ),
        RowView(
            fields=(
                part("head", "Chức danh người ký", "Chủ tịch UBND huyện"),
                source.field(
                    "office.signs",
                    "Các dòng phía trên chữ ký, mỗi dòng một ý",
                    Typed.LINES,
                    optional=True,
                ),
            )
        ),
    )
    return CardView("office", "Cơ quan tổ chức", "như in trên văn bản", rows)


def _bases(source: Source) -> CardView:
    rows = tuple(
        RowView(
            f"{number}.",
            (source.field(f"legal-bases[{number}]", f"Căn cứ {number}", Typed.LONG),),
            bare=True,
            removal=Removal(f"legal-bases[{number}]", f"căn cứ {number}"),
        )
        for number in range(1, len(source.campaign.legal_bases) + 1)
    )
    empty = (RowView("Chưa có căn cứ nào.", soft=True),)
    add = (Addition("legal-bases", "legal-base", "Thêm căn cứ"),)
    return CardView("legal-bases", "Căn cứ", rows=rows or empty, additions=add)


# --- milestones ---


def _notices(source: Source) -> tuple[Notice, ...]:
    campaign = source.campaign
    return deadlines.notices(campaign, source.readings, holidays_of(campaign))


def milestones_section(source: Source) -> SectionView:
    """Return every milestone, its notices and the working day that still satisfies it."""
    found = _notices(source)
    cards = tuple(_milestone_card(source, one, found) for one in source.campaign.milestones)
    warnings = sum(len(card.notices) for card in cards)
    return SectionView(
        "milestones",
        "Mốc thời gian",
        "calendar-event",
        f"{len(cards)} mốc",
        cards,
        additions=(Addition("milestones", "milestone", "Thêm mốc"),),
        warnings=warnings,
    )


def _milestone_card(source: Source, one: Milestone, notices: tuple[Notice, ...]) -> CardView:
    place, name = f"milestones.{one.id}", one.named(source.readings)

    def field(
        key: str, words: str, typed: Typed, hint: str = "", *, free: bool = False
    ) -> FieldView:
        return source.field(f"{place}.{key}", words, typed, optional=free, hint=hint, subject=name)

    rows = (
        *_milestone_names(source, one, place),
        RowView(
            fields=(
                field("opens", "Từ ngày", Typed.DAY, "không ghi", free=True),
                source.choice(f"{place}.bound", "Cách ghi hạn", BOUNDS, "on", name),
                field("day", "Ngày", Typed.DAY),
            )
        ),
        RowView(fields=(field("note", "Kế hoạch ghi", Typed.LONG, "không ghi", free=True),)),
        RowView(_working_day_words(source, one), soft=True),
    )
    said = tuple(notice.text for notice in notices if notice.milestone == one.id)
    return CardView(place, name, rows=rows, notices=said, removal=Removal(place, f"mốc «{name}»"))


def _milestone_names(source: Source, one: Milestone, place: str) -> tuple[RowView, ...]:
    if one.meanings is None:
        return (RowView(fields=(source.field(f"{place}.name", "Tên mốc"),)),)
    named = source.reading_name(one.meanings.reading)
    reading = next(r for r in source.campaign.readings if r.key == one.meanings.reading)
    fields = tuple(
        source.field(f"{place}.name.{option.value}", option.short or option.text)
        for option in reading.options
    )
    return (RowView(f"Tên theo cách hiểu «{named}»:", soft=True), RowView(fields=fields))


def _working_day_words(source: Source, one: Milestone) -> str:
    last = deadlines.last_working_day(one, holidays_of(source.campaign))
    if last is None:
        return "Không có ngày làm việc nào trong khoảng này."
    return f"Ngày làm việc cuối cùng còn kịp: {vietnamese.weekday(last)} {vietnamese.day(last)}."


# --- groups ---


def group_rows(source: Source, group: Group) -> tuple[RowView, ...]:
    """Return the fields of a group, without its conditions."""
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


def kind_words(kind: Kind) -> str:
    """Return `tập thể` or `cá nhân`."""
    return _KINDS[kind]


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
