"""The sections of the page «Đợt thi đua» that say when, who and what: facts, dates, groups."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypedDict, Unpack

from thidua_desktop.domain import deadlines, vietnamese
from thidua_desktop.domain.campaigns import Campaign, Milestone
from thidua_desktop.domain.deadlines import Notice
from thidua_desktop.domain.readings import Readings
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.calendar import holidays_of
from thidua_desktop.services.campaign_by_reading import BY_READING
from thidua_desktop.services.campaign_fields import Document, shown, value_at
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
from thidua_desktop.services.loading import parsed

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
    confirmed: Mapping[str, Sequence[str]]
    """How a criterion read each time the council spoke of a subject; empty where not known."""

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
        *,
        optional: bool = False,
    ) -> FieldView:
        """Return the field for one of a few words of the schema; `usual` where none stands."""
        value = shown(value_at(self.document, path), Typed.CHOICE) or usual
        return FieldView(
            path, name, value, Typed.CHOICE, optional=optional, subject=subject, choices=choices
        )

    def rule(
        self,
        path: str,
        name: str,
        choices: tuple[tuple[str, str], ...],
        usual: str,
        subject: str = "",
        *,
        optional: bool = False,
    ) -> FieldView:
        """Return the field for a word of the schema that may depend on a reading."""
        offered = (*choices, *self.readings_offered)
        if self.is_by_reading(path):
            key = value_at(self.document, path)["reading"]
            value = f"{BY_READING}{key}"
        else:
            value = shown(value_at(self.document, path), Typed.CHOICE) or usual
        return FieldView(
            path, name, value, Typed.CHOICE, optional=optional, subject=subject, choices=offered
        )

    def dependence(self, path: str, name: str, subject: str = "") -> tuple[FieldView, ...]:
        """Return the field that says whether what stands at `path` depends on a reading.

        There is none where the campaign has no readings.
        """
        if not self.campaign.readings:
            return ()
        value = ""
        if self.is_by_reading(path):
            value = f"{BY_READING}{value_at(self.document, path)['reading']}"
        choices = (("như nhau với mọi cách hiểu", ""), *self.readings_offered)
        place = f"{path}{BY_READING}"
        return (
            FieldView(
                place, name, value, Typed.CHOICE, optional=True, subject=subject, choices=choices
            ),
        )

    @property
    def readings_offered(self) -> tuple[tuple[str, str], ...]:
        """Return the readings as choices of what something may depend on."""
        return tuple(
            (f"theo cách hiểu «{one.name}»", f"{BY_READING}{one.key}")
            for one in self.campaign.readings
        )

    def ways_of(self, path: str) -> tuple[tuple[str, str], ...]:
        """Return the ways to read the rule at `path`: their words, and the path of each value.

        One without words where it does not depend on a reading.
        """
        if not self.is_by_reading(path):
            return (("", path),)
        key = value_at(self.document, path)["reading"]
        reading = next(one for one in self.campaign.readings if one.key == key)
        return tuple(
            (option.short or option.text, f"{path}.{option.value}") for option in reading.options
        )

    def many(
        self,
        path: str,
        name: str,
        choices: tuple[tuple[str, str], ...],
        **facts: Unpack[FieldFacts],
    ) -> FieldView:
        """Return the field for several of a few words of the schema."""
        value = shown(value_at(self.document, path), Typed.MANY)
        return FieldView(path, name, value, Typed.MANY, choices=choices, **facts)

    def reading_name(self, key: str) -> str:
        """Return the name of a reading."""
        return next(one.name for one in self.campaign.readings if one.key == key)

    def is_by_reading(self, path: str) -> bool:
        """Say whether what stands at `path` depends on a reading."""
        value = value_at(self.document, path)
        return isinstance(value, Mapping) and "reading" in value


def source_of(
    key: str, text: str, decided: Readings, confirmed: Iterable[tuple[str, str]] = ()
) -> Source:
    """Return a stored campaign; DataFileError where the document is not one.

    `confirmed` has a criterion and its words once for each subject the council has spoken of.
    """
    words: dict[str, list[str]] = {}
    for criterion, said in confirmed:
        words.setdefault(criterion, []).append(said)
    return Source(key, parsed(text, key), tomllib.loads(text), decided, words)


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
            RowView(fields=(source.field("status", "Ghi chú ngắn về kế hoạch", optional=True),)),
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
            moves=moves_of(
                f"legal-bases[{number}]",
                f"căn cứ {number}",
                number,
                len(source.campaign.legal_bases),
            ),
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
    every = source.campaign.milestones
    cards = tuple(
        replace(
            _milestone_card(source, one, found),
            moves=moves_of(f"milestones.{one.id}", f"mốc «{one.name}»", number, len(every)),
        )
        for number, one in enumerate(every, 1)
    )
    warnings = sum(len(card.notices) for card in cards)
    return SectionView(
        "milestones",
        "Mốc thời gian",
        "calendar-event",
        f"{len(cards)} mốc",
        cards,
        about="Chú ý về ngày và ngày làm việc cuối cùng còn kịp ghi ngay dưới từng mốc.",
        additions=(Addition("milestones", "milestone", "Thêm mốc"),),
        warnings=warnings,
        link=("Xuất lịch .ics…", "campaign.calendar"),
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
    own = source.field(f"{place}.name", "Tên mốc")
    depends = source.dependence(f"{place}.name", "Tên mốc theo cách hiểu", one.name)
    if one.meanings is None:
        return (RowView(fields=(own,)), *(RowView(fields=(each,)) for each in depends))
    fields = tuple(source.field(path, words) for words, path in source.ways_of(f"{place}.name"))
    return (RowView(fields=depends), RowView(fields=fields))


def _working_day_words(source: Source, one: Milestone) -> str:
    last = deadlines.last_working_day(one, holidays_of(source.campaign))
    if last is None:
        return "Không có ngày làm việc nào trong khoảng này."
    return f"Ngày làm việc cuối cùng còn kịp: {vietnamese.weekday(last)} {vietnamese.day(last)}."


def kind_words(kind: Kind) -> str:
    """Return `tập thể` or `cá nhân`."""
    return _KINDS[kind]
