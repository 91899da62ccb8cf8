import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from thidua_desktop import assets
from thidua_desktop.domain.campaigns import Bound, RankBy
from thidua_desktop.domain.comparisons import Comparison
from thidua_desktop.domain.criteria import Combined, CountCriterion, OfficeCriterion
from thidua_desktop.domain.readings import Choice
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import DataFileError, UnknownChoiceError, UnknownKeyError
from thidua_desktop.importing.presets import (
    edit_document,
    load_preset,
    parse_campaign,
    preset_ids,
    to_toml,
    with_target,
)
from thidua_desktop.services.wording import describe

NUI_THANH = load_preset("nui-thanh-2023")
SO_NOI_VU = load_preset("so-noi-vu-lang-son-2023")

SMALL = """
schema = 1
id = "nho"
name = "Đợt thi đua nhỏ"
short = "Nhỏ"
theme = "Thử"
start = 2024-01-01
end = 2024-06-30
subjects = "Cá nhân"

[office]
name = "Sở Thử"

[groups.a]
name = "Nhóm A"
kind = "person"

[groups.b]
name = "Nhóm B"
kind = "person"

[criteria.tin-bai]
kind = "count"
text = "Từ 05 tin, bài"
measure = "news_items"
compare = ">="
count = 5

[criteria.giai-phap]
kind = "council"
text = "Có giải pháp"

[criteria.hai-trong-ba]
kind = "at-least"
text = "Hai trong ba"
need = 2
of = ["tin-bai", "giai-phap", "mot-trong"]

[criteria.mot-trong]
kind = "any"
text = "Một trong"
of = ["tin-bai", "giai-phap"]

[ranking]
by = "criteria"
criteria = { a = "hai-trong-ba", b = "mot-trong" }

[awards.giay-khen]
name = "Giấy khen"
authority = "Giám đốc"
group-criteria = { a = "hai-trong-ba", b = "mot-trong" }
quota = { person = 3 }
"""


@pytest.mark.parametrize("preset_id", preset_ids())
def test_every_preset_is_read_and_named_by_its_file(preset_id):
    campaign, text = load_preset(preset_id)

    assert campaign.id == preset_id
    assert parse_campaign(text, file="x") == campaign


@pytest.mark.parametrize("preset_id", preset_ids())
def test_a_preset_written_anew_says_the_same(preset_id):
    campaign, text = load_preset(preset_id)

    assert parse_campaign(to_toml(tomllib.loads(text)), file="x") == campaign


@pytest.mark.parametrize("preset_id", preset_ids())
def test_every_form_a_preset_names_ships(preset_id):
    campaign = load_preset(preset_id)[0]

    forms = [part.form for award in campaign.awards for part in award.parts if part.form]

    assert [form for form in forms if not assets.form(f"{form}.toml").exists()] == []


def test_a_preset_that_does_not_ship_is_refused_with_those_that_do():
    with pytest.raises(UnknownChoiceError) as caught:
        load_preset("khong-co")

    assert caught.value.choices == preset_ids()


def test_nui_thanh_says_what_the_plan_says():
    campaign = NUI_THANH[0]
    scoring = campaign.ranking.scoring

    assert (campaign.start, campaign.end) == (date(2023, 6, 1), date(2023, 12, 31))
    assert [(one.id, one.name) for one in campaign.groups] == [
        ("co-quan", "Các cơ quan chuyên môn thuộc UBND huyện"),
        ("xa", "UBND các xã, thị trấn"),
    ]
    assert [(one.group, one.name, one.amount, one.count) for one in campaign.prizes] == [
        ("co-quan", "Giải nhất", 3_500_000, 1),
        ("co-quan", "Giải nhì", 2_500_000, 1),
        ("co-quan", "Giải ba", 2_000_000, 1),
        ("xa", "Giải nhất", 7_000_000, 1),
        ("xa", "Giải nhì", 4_500_000, 1),
        ("xa", "Giải ba", 3_000_000, 1),
        ("xa", "Giải khuyến khích", 2_000_000, 2),
    ]
    assert [[option.value for option in one.options] for one in campaign.readings] == [
        ["document-order", "coefficient-first", "no-coefficient", "coefficient-added"],
        ["proportional", "full-percent"],
        ["pass-down", "vacant"],
    ]
    assert scoring is not None
    assert len(scoring.steps["factor"].bands) == 10
    assert isinstance(campaign.groups[0].considered, Combined)


def test_so_noi_vu_says_what_the_plan_says():
    campaign = SO_NOI_VU[0]
    bang_khen = campaign.awards[1]

    assert (campaign.start, campaign.end) == (date(2023, 8, 20), date(2023, 11, 30))
    assert campaign.stated_days == 100
    assert len(campaign.legal_bases) == 6
    assert [(one.day.day, one.bound) for one in campaign.milestones] == [
        (30, Bound.BY),
        (3, Bound.BEFORE),
        (6, Bound.BY),
    ]
    assert [one.key for one in campaign.readings][:3] == ["digitisation", "uplift", "exceed"]
    assert campaign.indicators["digitisation"].starts == (date(2018, 1, 1), date(2023, 8, 20))
    assert campaign.ranking.by is RankBy.TARGETS
    assert campaign.ranking.cap == Fraction(3, 2)
    assert isinstance(bang_khen.criteria[Kind.PERSON], Combined)
    assert isinstance(bang_khen.criteria[Kind.PERSON].members[2], OfficeCriterion)
    assert [part.kind for part in bang_khen.parts] == [None, None, Kind.UNIT, Kind.PERSON]


def test_the_province_says_what_the_plan_says():
    campaign = load_preset("ubnd-tinh-lang-son-2023")[0]
    compared = [(one.id, one.name) for one in campaign.groups if one.ranked]
    target = campaign.indicators["digitisation"].target

    assert (campaign.start, campaign.end) == (date(2023, 8, 20), date(2023, 11, 30))
    assert compared == [
        ("tinh", "Cấp tỉnh (sở, ban, ngành)"),
        ("huyen", "Cấp huyện"),
        ("xa", "Cấp xã"),
    ]
    assert [one.key for one in campaign.readings] == ["digitisation", "uplift", "exceed"]
    assert target is not None
    assert target.by_group == {
        "tinh": Fraction(7, 10),
        "huyen": Fraction(6, 10),
        "xa": Fraction(55, 100),
        "thuoc-tinh": Fraction(7, 10),
        "thuoc-huyen": Fraction(6, 10),
    }
    assert [(one.opens, one.day) for one in campaign.milestones] == [
        (date(2023, 12, 4), date(2023, 12, 6))
    ]
    assert [(one.id, one.sets, len(one.parts)) for one in campaign.awards] == [
        ("giay-khen", 1, 0),
        ("bang-khen", 1, 4),
    ]


def test_the_centre_says_what_the_plan_says():
    campaign = load_preset("ttpvhcc-lang-son-2023")[0]

    assert (campaign.start, campaign.end) == (None, date(2023, 10, 30))
    assert [(one.id, one.name, one.kind) for one in campaign.groups] == [
        ("trung-tam", "Công chức, người lao động của Trung tâm", Kind.PERSON),
        (
            "mot-cua",
            "Công chức một cửa các sở, ngành; nhân viên Bưu điện, Điện lực, Ngân hàng",
            Kind.PERSON,
        ),
    ]
    assert (campaign.readings, campaign.milestones) == ((), ())
    assert campaign.ranking.by is RankBy.CRITERIA
    assert campaign.ranking.criteria == campaign.awards[0].by_group
    assert [one.form for one in campaign.awards[0].parts] == ["nd91-2017/mau-07-ca-nhan"]


def test_the_department_of_environment_says_what_the_plan_says():
    campaign = load_preset("so-tnmt-lang-son-2024")[0]

    assert (campaign.start, campaign.end) == (None, date(2024, 12, 31))
    assert [(one.id, one.name) for one in campaign.groups if one.ranked] == [
        ("don-vi", "Phòng, đơn vị thuộc, trực thuộc Sở")
    ]
    assert campaign.readings == ()
    assert [(one.opens, one.day) for one in campaign.milestones] == [
        (date(2025, 1, 1), date(2025, 1, 2)),
        (date(2025, 1, 4), date(2025, 1, 6)),
    ]
    assert [(one.id, one.sets) for one in campaign.awards] == [("giay-khen", 1), ("bang-khen", 2)]
    targets = [one.target for one in campaign.indicators.values()]
    assert [(one.share, one.comparison) for one in targets if one] == [
        (Fraction(90, 100), Comparison.MORE),
        (Fraction(45, 100), Comparison.MORE),
    ]


def test_a_mixture_of_rules_needs_only_data():
    campaign = parse_campaign(SMALL, file="nho.toml")

    whole = campaign.awards[0].by_group["a"]
    assert isinstance(whole, Combined)
    assert whole.need == 2
    assert whole.members[0] == CountCriterion(
        "tin-bai", "Từ 05 tin, bài", "news_items", Comparison.AT_LEAST, 5
    )
    assert whole.members[2] is campaign.ranking.criteria["b"]
    assert campaign.ranking.by is RankBy.CRITERIA
    assert campaign.awards[0].quota == {Kind.PERSON: 3}
    assert campaign.groups[0].noun == "người"


def test_an_open_start_is_no_start():
    assert parse_campaign(SMALL.replace("start = 2024-01-01\n", ""), file="x").start is None


MISTAKES = [
    # what is wrong, in which document, what stands there, what is written instead, key, found
    ("unknown key", "n", 'topic = "DVC', 'topik = "DVC', "topik", "topik"),
    (
        "goal of an unknown measure",
        "s",
        "[criteria.tin-bai]",
        '[goals.a]\ntext = "x"\npart = ["x"]\nwhole = ["ideas"]\n\n[criteria.tin-bai]',
        "goals.a.part[1]",
        "x",
    ),
    (
        "goal without a limit",
        "s",
        "[criteria.tin-bai]",
        '[goals.a]\ntext = "x"\npart = ["ideas"]\nwhole = ["ideas"]\n\n[criteria.tin-bai]',
        "goals.a.compare",
        "",
    ),
    (
        "goal in words with a limit",
        "s",
        "[criteria.tin-bai]",
        '[goals.a]\ntext = "x"\npercent = "9"\n\n[criteria.tin-bai]',
        "goals.a.percent",
        "percent",
    ),
    (
        "earliest start after the end",
        "s",
        "start = 2024-01-01",
        "earliest-start = 2024-07-01",
        "earliest-start",
        "2024-07-01",
    ),
    ("unknown key deep", "n", "scale = 100", "skale = 100", "ranking.steps.base.skale", "skale"),
    ("missing field", "n", 'short = "Núi Thành 2023"', "", "short", ""),
    ("no schema", "s", "schema = 1", "", "schema", ""),
    ("newer schema", "s", "schema = 1", "schema = 2", "schema", "2"),
    ("text expected", "s", 'name = "Sở Thử"', "name = 7", "office.name", "7"),
    ("empty text", "s", 'name = "Sở Thử"', 'name = " "', "office.name", " "),
    ("date as text", "s", "end = 2024-06-30", 'end = "30/6/2024"', "end", "30/6/2024"),
    (
        "date with time",
        "s",
        "end = 2024-06-30",
        "end = 2024-06-30T08:00:00",
        "end",
        "2024-06-30 08:00:00",
    ),
    ("end before start", "s", "end = 2024-06-30", "end = 2023-06-30", "end", "2023-06-30"),
    (
        "window backwards",
        "n",
        "opens = 2024-01-01",
        "opens = 2024-02-01",
        "milestones.tong-ket.opens",
        "2024-02-01",
    ),
    (
        "unknown measure",
        "n",
        'part = ["online_total"]',
        'part = ["onlin_total"]',
        "indicators.online.part[1]",
        "onlin_total",
    ),
    (
        "no part",
        "n",
        'part = ["online_total"]',
        "part = []",
        "indicators.online.part",
        "danh sách 0 mục",
    ),
    (
        "part twice",
        "n",
        'part = ["online_total"]',
        'part = ["online_total", "online_total"]',
        "indicators.online.part",
        "danh sách 2 mục",
    ),
    (
        "not a list",
        "n",
        'part = ["online_total"]',
        'part = "online_total"',
        "indicators.online.part",
        "online_total",
    ),
    (
        "unknown indicator",
        "n",
        'indicators = ["late"]',
        'indicators = ["lat"]',
        "contents.2.indicators[1]",
        "lat",
    ),
    (
        "unknown group",
        "n",
        'group = "xa"\namount = 7000000',
        'group = "x"\namount = 7000000',
        "prizes.xa-nhat.group",
        "x",
    ),
    (
        "unknown group target",
        "n",
        'groups = { co-quan = "70"',
        'groups = { so = "70"',
        "indicators.online.target.groups.so",
        "so",
    ),
    (
        "unknown criterion",
        "n",
        'considered = "xet-xa"',
        'considered = "xet"',
        "groups.xa.considered",
        "xet",
    ),
    (
        "unknown criterion kind",
        "s",
        'kind = "council"',
        'kind = "board"',
        "criteria.giai-phap.kind",
        "board",
    ),
    (
        "criteria in a circle",
        "s",
        'of = ["tin-bai", "giai-phap"]',
        'of = ["hai-trong-ba"]',
        "criteria.mot-trong.of[1]",
        "hai-trong-ba",
    ),
    ("more than there are", "s", "need = 2", "need = 4", "criteria.hai-trong-ba.need", "4"),
    ("need of nothing", "s", "need = 2", "need = 0", "criteria.hai-trong-ba.need", "0"),
    (
        "unknown comparison",
        "s",
        'compare = ">="',
        'compare = "=>"',
        "criteria.tin-bai.compare",
        "=>",
    ),
    ("a count with a fraction", "s", "count = 5", "count = 5.5", "criteria.tin-bai.count", "5.5"),
    ("true is no number", "s", "count = 5", "count = true", "criteria.tin-bai.count", "true"),
    (
        "unknown reading",
        "n",
        'way = { reading = "deduction"',
        'way = { reading = "deduct"',
        "ranking.steps.deduction.way.reading",
        "deduct",
    ),
    (
        "reading incomplete",
        "n",
        ', full-percent = "full-percent" }',
        " }",
        "ranking.steps.deduction.way.full-percent",
        "",
    ),
    (
        "reading with a stranger",
        "n",
        ', full-percent = "full-percent" }',
        ', full-percent = "full-percent", other = "x" }',
        "ranking.steps.deduction.way.other",
        "other",
    ),
    (
        "one way is no choice",
        "n",
        (
            "[readings.first-prize.options.vacant]\n"
            'text = "Không trao giải nhất"\nshort = "Không trao"'
        ),
        "",
        "readings.first-prize",
        "một bảng",
    ),
    (
        "unknown step",
        "n",
        'no-coefficient = ["base", "deduction"]',
        'no-coefficient = ["base", "minus"]',
        "ranking.order.no-coefficient[2]",
        "minus",
    ),
    (
        "no rate first",
        "n",
        'no-coefficient = ["base", "deduction"]',
        'no-coefficient = ["deduction", "base"]',
        "ranking.order.no-coefficient",
        "deduction, base",
    ),
    (
        "bands not from 0",
        "n",
        "{ from = 0,",
        "{ from = 1,",
        "ranking.steps.factor.bands[1].from",
        "1",
    ),
    (
        "bands not rising",
        "n",
        "{ from = 600,",
        "{ from = 300,",
        "ranking.steps.factor.bands[3].from",
        "300",
    ),
    ("percent as a number", "n", 'percent = "65"', "percent = 65", "criteria.xet-xa.percent", "65"),
    (
        "percent over 100",
        "n",
        'percent = "65"',
        'percent = "165"',
        "criteria.xet-xa.percent",
        "165",
    ),
    (
        "percent with a comma",
        "n",
        'percent = "65"',
        'percent = "65,5"',
        "criteria.xet-xa.percent",
        "65,5",
    ),
    ("a binary number", "n", 'most = "5"', "most = 5.0", "ranking.steps.deduction.most", "5.0"),
    ("money below zero", "n", "amount = 7000000", "amount = -1", "prizes.xa-nhat.amount", "-1"),
    (
        "flag as text",
        "n",
        "for-winners = true",
        'for-winners = "có"',
        "awards.giay-khen.for-winners",
        "có",
    ),
    (
        "tie-break of nothing",
        "n",
        ', measure = "online_total" },',
        " },",
        "ranking.tie-breaks[1].indicator",
        "",
    ),
    (
        "tie-breaks where nothing is scored",
        "s",
        'by = "criteria"',
        'by = "criteria"\ntie-breaks = []',
        "ranking.tie-breaks",
        "tie-breaks",
    ),
    ("id in capitals", "s", "[groups.b]", "[groups.B]", "groups.B", "B"),
    ("id twice", "s", "[groups.b]", "[groups.a]", "dòng 18, cột 10", ""),
    ("not TOML", "s", "schema = 1", "schema : 1", "dòng 2, cột 8", ""),
    (
        "unknown class of award",
        "s",
        'authority = "Giám đốc"',
        'authority = "Giám đốc"\nbonus-class = "giay-khen"',
        "awards.giay-khen.bonus-class",
        "giay-khen",
    ),
    ("cut off", "s", "quota = { person = 3 }", 'quota = "', "dòng 52, cột 10", ""),
]


@pytest.mark.parametrize(
    ("document", "old", "new", "key", "found"),
    [pytest.param(*one[1:], id=one[0]) for one in MISTAKES],
)
def test_a_mistake_is_named_with_file_key_and_what_stood_there(document, old, new, key, found):
    text = NUI_THANH[1] if document == "n" else SMALL
    assert text.count(old) >= 1

    with pytest.raises(DataFileError) as caught:
        parse_campaign(text.replace(old, new, 1), file="thu.toml")

    error = caught.value
    assert (error.file, error.key, error.found) == ("thu.toml", key, found)
    assert error.expected
    stood = f", đang ghi «{found}»" if found else ""
    if isinstance(error, UnknownKeyError):
        sentence = str(describe(error))
        assert sentence.startswith(f"Tệp thu.toml: khóa «{key}» không có trong mẫu")
        assert sentence.endswith("Sửa hoặc bỏ khóa đó trong tệp rồi mở lại.")
        return
    assert str(describe(error)) == (
        f"Tệp thu.toml, mục «{key}»: cần {error.expected}{stood}. Sửa mục đó trong tệp rồi mở lại."
    )


SLIPS = [
    ("n", "end = 2023-12-31", "ends = 2023-12-31", "ends", "end"),
    ("n", 'topic = "DVC', 'Topic = "DVC', "Topic", "topic"),
    ("s", "[criteria.tin-bai]", "[critera.tin-bai]", "critera", "criteria"),
    ("s", "[groups.a]", "[group.a]", "group", "groups"),
    ("s", "[awards.", "[award.", "award", "awards"),
    ("n", "for-winners", "for_winners", "awards.giay-khen.for_winners", "for-winners"),
    ("s", 'name = "Sở Thử"', 'nane = "Sở Thử"', "office.nane", "name"),
    ("n", "whole = ", "hole = ", "indicators.online.hole", "whole"),
    ("n", "groups = { co-quan", "grups = { co-quan", "indicators.online.target.grups", "groups"),
    ("n", "scale = 100", "skale = 100", "ranking.steps.base.skale", "scale"),
    ("n", "points = ", "point = ", "ranking.steps.deduction.point", "points"),
    ("n", "from = 0,", "form = 0,", "ranking.steps.factor.bands[1].form", "from"),
    ("n", 'better = "', 'beter = "', "ranking.tie-breaks[1].beter", "better"),
    ("n", "way = { reading", "way = { readng", "ranking.steps.deduction.way.readng", "reading"),
    ("n", "amount = ", "amuont = ", "prizes.co-quan-nhat.amuont", "amount"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "old", "new", "key", "meant"), SLIPS)
def test_a_slip_is_named_before_what_it_leaves_missing(document, old, new, key, meant):
    text = NUI_THANH[1] if document == "n" else SMALL
    assert old in text

    with pytest.raises(UnknownKeyError) as caught:
        parse_campaign(text.replace(old, new, 1), file="thu.toml")

    assert (caught.value.key, caught.value.alike) == (key, meant)
    assert str(describe(caught.value)) == (
        f"Tệp thu.toml: khóa «{key}» không có trong mẫu; có phải là «{meant}»? "
        "Sửa hoặc bỏ khóa đó trong tệp rồi mở lại."
    )


def test_a_key_like_none_that_is_known_is_told_what_may_stand_there():
    with pytest.raises(UnknownKeyError) as caught:
        parse_campaign(SMALL.replace('name = "Sở Thử"', 'zzz = "Sở Thử"', 1), file="thu.toml")

    assert caught.value.alike == ""
    assert "ở đây còn ghi được: name, superior, place," in str(describe(caught.value))


def test_a_key_of_another_kind_is_told_apart_from_one_that_does_not_exist():
    with pytest.raises(DataFileError) as caught:
        parse_campaign(SMALL.replace('kind = "count"', 'kind = "count"\nneed = 2', 1), file="t")

    assert not isinstance(caught.value, UnknownKeyError)
    assert caught.value.key.endswith(".need")
    assert "không đi cùng" in caught.value.expected


def test_thirty_kinds_of_mistake_and_more_have_their_sentence():
    assert len({name for name, *_ in MISTAKES}) == len(MISTAKES) >= 50


def test_a_table_is_expected_where_a_value_stands():
    text = SMALL.replace('[office]\nname = "Sở Thử"', "").replace(
        "schema = 1", 'schema = 1\noffice = "Sở Thử"'
    )

    with pytest.raises(DataFileError) as caught:
        parse_campaign(text, file="thu.toml")

    assert (caught.value.key, caught.value.found) == ("office", "Sở Thử")


def test_a_long_value_is_cut_in_the_error():
    with pytest.raises(DataFileError) as caught:
        parse_campaign(SMALL.replace('kind = "council"', f'kind = "{"x" * 200}"'), file="thu.toml")

    assert caught.value.found == "x" * 60 + "…"


def test_text_is_composed_when_it_is_read():
    decomposed = SMALL.replace("Đợt thi đua nhỏ", "Xa\u0303 Tam Ho\u0300a")

    assert parse_campaign(decomposed, file="x").name == "Xã Tam Hòa"


def test_a_target_is_entered_and_cleared_again():
    entered = with_target(SO_NOI_VU[1], "services-active", Decimal("65.50"))
    cleared = with_target(entered, "services-active", None)

    target = parse_campaign(entered, file="x").indicators["services-active"].target
    assert target is not None
    assert target.share == Fraction(655, 1000)
    assert isinstance(target.uplift_way, Choice)
    assert parse_campaign(cleared, file="x") == SO_NOI_VU[0]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        (
            {"indicators.services-active.target.percent": "165"},
            "indicators.services-active.target.percent",
        ),
        ({"indicators.none.target.percent": "65"}, "indicators.none.target.percent"),
        ({"id.x": "65"}, "id.x"),
        ({"ranking.by": "luck"}, "ranking.by"),
    ],
)
def test_an_edit_that_makes_no_campaign_is_refused(changes, key):
    with pytest.raises(DataFileError) as caught:
        edit_document(SO_NOI_VU[1], changes, file="x.toml")

    assert (caught.value.file, caught.value.key) == ("x.toml", key)


def test_an_edit_changes_what_it_names_and_nothing_else():
    changed = edit_document(NUI_THANH[1], {"end": date(2023, 12, 29)}, file="x.toml")

    found = parse_campaign(changed, file="x.toml")
    assert found.end == date(2023, 12, 29)
    assert found.prizes == NUI_THANH[0].prizes
