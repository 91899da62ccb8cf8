"""«Vì sao?» on paper: from the source cell to the place, and what decided a tie."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from documents.contest import BY_TARGETS, CAMPAIGN, NAMES, ONLINE, PERIOD, contest
from documents.paper import pages_of

from thidua_desktop.documents.basis import PROVISIONAL, Basis
from thidua_desktop.documents.explanation import compose_why, source_words
from thidua_desktop.documents.model import Heading, Paragraph, TableBlock, Title
from thidua_desktop.documents.pdf import render_pdf
from thidua_desktop.documents.places import difference, place_sentences
from thidua_desktop.domain.campaigns import Better, Prize, RankBy, RankingRule, TieBreak
from thidua_desktop.domain.figures import Figure, Source
from thidua_desktop.domain.judgements import Judgement, Said, State
from thidua_desktop.domain.subjects import Participant, SubjectId, Unit

BY_CRITERIA = replace(
    CAMPAIGN,
    groups=(replace(CAMPAIGN.groups[0], considered=None),),
    ranking=RankingRule(RankBy.CRITERIA, criteria={"xa": CAMPAIGN.groups[0].considered}),
)


BY_TWO_TARGETS = replace(
    BY_TARGETS, ranking=replace(BY_TARGETS.ranking, indicators=("online", "late"))
)


def judged_on(figures):
    """Return a ranking by targets whose first row was judged on these very figures."""
    ranking = contest(BY_TARGETS)
    group = ranking.groups[0]
    judged = Judgement("target:online", ONLINE.name, State.MET, Said(figures=figures))
    rows = [
        replace(one, counted=(judged,))
        if one.participant.subject.name == "UBND xã Tam Hòa"
        else one
        for one in group.rows
    ]
    return replace(ranking, groups=(replace(group, rows=tuple(rows)), *ranking.groups[1:]))


def somebody(ranking, name):
    return next(one for one in ranking.participants if one.subject.name == name)


def why(ranking, name, **more):
    return compose_why(ranking, somebody(ranking, name), NAMES, **more)


def sentences(document):
    return [block.runs[0].text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document):
    """Return the tables by the heading above them, without its number."""
    found, heading = {}, ""
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text.split(". ", 1)[1]
        elif isinstance(block, TableBlock):
            found[heading] = block.rows
    return found


def row_of(ranking, name):
    rows = [(group, row) for group in ranking.groups for row in group.rows]
    return next(one for one in rows if one[1].participant.subject.name == name)


def places(ranking, name):
    group, row = row_of(ranking, name)
    return place_sentences(ranking.campaign, group, row, NAMES)


def test_a_ranked_unit_is_led_from_its_figures_to_its_prize():
    document = why(contest(), "UBND xã Tam Hòa")

    assert document.blocks[0].lines == ("UBND xã Tam Hòa",)
    assert sentences(document)[0] == (
        "UBND các xã, thị trấn: hạng 1 trên 2 được xếp hạng, 13,74 điểm. Giải nhất, 7.000.000 đồng."
    )
    assert tables(document)["Cách tính điểm"] == (
        ("Điểm gốc", "700 / 1.000 hồ sơ × 100", "70,00", "70,00"),
        (
            "Điểm trừ",
            "13 / 1.000 hồ sơ = 1,30%; mỗi 1% trừ 1 điểm, tối đa 5 điểm",
            "−1,30",
            "68,70",
        ),
        ("Hệ số hồ sơ", "1.000 hồ sơ, bậc từ 300", "× 0,2", "13,74"),
    )
    assert "Được trao giải nhất." in sentences(document)


def test_the_arithmetic_is_said_with_the_exact_score():
    assert (
        "Điểm xếp hạng: (70,00 − 1,30) × 0,2 = 13,74 "
        "(tính bằng số đúng 687/50, chỉ làm tròn khi in)."
    ) in sentences(why(contest(), "UBND xã Tam Hòa"))


def test_figures_stand_below_their_period_each_once():
    rows = tables(why(contest(), "UBND xã Tam Hòa"))["Số liệu đã dùng và nơi lấy"]

    assert rows[0] == ("Kỳ số liệu: 01/06/2023 – 31/12/2023",)
    assert [row[:2] for row in rows[1:]] == [
        ("Hồ sơ trực tuyến", "700"),
        ("Tổng số hồ sơ đã giải quyết", "1.000"),
        ("Hồ sơ trễ hạn", "13"),
    ]


def test_a_figure_says_its_cell_or_who_typed_it():
    source = Source("tong-hop.xlsx", "Tổng hợp", "C34", datetime(2024, 1, 5, tzinfo=UTC), "An")
    read = Figure(SubjectId(1), "online", PERIOD, count=5, source=source)
    typed = read._replace(by_hand=True)
    bare = read._replace(source=Source("so-lieu.csv"))

    words = [source_words(one) for one in (read, typed, bare)]

    assert words == [
        "ô C34, trang «Tổng hợp», tệp tong-hop.xlsx (An, 05/01/2024)",
        "nhập tay, An, 05/01/2024",
        "tệp so-lieu.csv",
    ]


def test_a_percentage_typed_by_hand_and_a_missing_value_are_shown_as_they_are():
    typed = Figure(SubjectId(1), "online", PERIOD, percent=Decimal("65.50"))
    lost = Figure(SubjectId(1), "late", PERIOD, missing="#DIV/0!")
    ranking = judged_on((typed, lost))

    document = why(ranking, "UBND xã Tam Hòa")

    rows = tables(document)["Số liệu đã dùng và nơi lấy"]
    assert ("Hồ sơ trực tuyến", "65,50%", "nhập tay") in rows
    assert ("Hồ sơ trễ hạn", "thiếu («#DIV/0!»)", "nhập tay") in rows


def test_who_missed_the_condition_is_told_by_how_much():
    document = why(contest(), "UBND xã Tam Anh")

    assert sentences(document)[:2] == [
        "UBND các xã, thị trấn: không xếp hạng, không đạt.",
        "Lý do: Trực tuyến từ 65%: 64.996 / 100.000 = 64,996%; cần từ 65%.",
    ]
    assert tables(document)["Điều kiện được xét"] == (
        ("Trực tuyến từ 65%", "64.996 / 100.000 = 64,996%; cần từ 65%", "Không đạt"),
    )


def test_who_reported_nothing_is_told_what_lacks():
    document = why(contest(), "UBND xã Tam Trà")

    assert sentences(document)[0] == "UBND các xã, thị trấn: không xếp hạng, chưa có số liệu."
    assert "Hồ sơ trực tuyến" in sentences(document)[1]
    assert "Số liệu đã dùng và nơi lấy" not in tables(document)


def test_by_targets_each_indicator_stands_against_its_target():
    document = why(contest(BY_TARGETS), "UBND xã Tam Hòa")

    grounds = "700 / 1.000 = 70,00%; cần từ 65%; mức giao 65%"
    assert tables(document)["So với chỉ tiêu"] == (
        ("Tỷ lệ hồ sơ trực tuyến", grounds, "107,69%", "Đạt"),
    )
    assert len(tables(document)["Số liệu đã dùng và nơi lấy"]) == 3
    assert sentences(document)[1].startswith(
        "Số chỉ tiêu đạt: 1 trên 1; mức đạt trung bình 107,69%"
    )


def test_by_targets_who_is_not_ranked_sees_every_target_and_where_its_counts_stand():
    ranking = contest(BY_TWO_TARGETS)

    document = why(ranking, "UBND xã Tam Hòa")

    assert sentences(document)[1] == "Lý do: Tỷ lệ trễ hạn: chưa có mức giao."
    assert tables(document)["So với chỉ tiêu"] == (
        ("Tỷ lệ hồ sơ trực tuyến", "700 / 1.000 = 70,00%; cần từ 65%; mức giao 65%", "Đạt"),
        ("Tỷ lệ trễ hạn", "13 / 1.000 = 1,30%; chưa có mức giao", "Chưa có số liệu"),
    )
    used = [row[:2] for row in tables(document)["Số liệu đã dùng và nơi lấy"]]
    assert ("Hồ sơ trực tuyến", "700") in used
    assert ("Hồ sơ trễ hạn", "13") in used


def test_by_criteria_the_criteria_met_are_counted():
    document = why(contest(BY_CRITERIA), "UBND xã Tam Hòa")

    assert "số tiêu chuẩn đạt: 1 trên 1." in sentences(document)[0]
    assert tables(document)["Tiêu chuẩn"][0][2] == "Đạt"


def test_neighbours_are_named_with_what_decided():
    assert places(contest(), "UBND xã Tam Hòa") == (
        "Đứng trước =UBND xã Tam Hải (hạng 2): điểm 13,74 so với 13,00.",
    )
    assert places(contest(), "=UBND xã Tam Hải") == (
        "Đứng sau UBND xã Tam Hòa (hạng 1): điểm 13,00 so với 13,74.",
    )


def test_equals_in_everything_are_left_to_the_council():
    said = places(contest(), "+Phòng Nội vụ")

    assert said[0] == ("Đồng hạng với @Phòng Tư pháp, bằng nhau ở mọi tiêu chí.")


def test_many_equals_are_named_in_one_sentence_and_a_prize_is_the_councils():
    campaign = replace(CAMPAIGN, prizes=(Prize("first", "Giải nhất", "co-quan", 3_500_000),))
    group, row = row_of(contest(campaign), "+Phòng Nội vụ")
    twins = [
        replace(row, participant=Participant(Unit(SubjectId(50 + n), f"Phòng {n}"), "co-quan"))
        for n in range(5)
    ]

    said = place_sentences(campaign, replace(group, rows=(row, *twins)), row, NAMES)

    assert " ".join(said) == (
        "Đồng hạng với Phòng 0, Phòng 1, Phòng 2 và 2 trường hợp khác, bằng nhau ở mọi tiêu chí; "
        "giải nào liên quan do Hội đồng quyết định."
    )


def test_an_equal_parted_by_a_tie_break_is_said_to_stand_above():
    campaign = with_ties(TieBreak(Better.LARGER, measure="online"))
    group, row = row_of(contest(campaign), "+Phòng Nội vụ")
    other = next(one for one in group.rows if one.rank == row.rank and one is not row)
    row, other = (
        replace(one, order_key=(one.score, Fraction(n))) for one, n in ((row, 9), (other, 8))
    )

    said = place_sentences(campaign, replace(group, rows=(row, other)), row, NAMES)

    assert " ".join(said) == (
        "Đồng hạng với @Phòng Tư pháp, xếp trước theo tiêu chí phụ: "
        "Hồ sơ trực tuyến 9 so với 8, lớn hơn xếp trước."
    )


def with_ties(*rules):
    return replace(CAMPAIGN, ranking=replace(CAMPAIGN.ranking, tie_breaks=rules))


@pytest.mark.parametrize(
    ("rule", "keys", "words"),
    [
        (
            TieBreak(Better.LARGER, measure="online"),
            (900, 800),
            "Hồ sơ trực tuyến 900 so với 800, lớn hơn xếp trước",
        ),
        (
            TieBreak(Better.SMALLER, indicator="late"),
            (Fraction(-1, 100), Fraction(-2, 100)),
            "Tỷ lệ trễ hạn 1,00% so với 2,00%, nhỏ hơn xếp trước",
        ),
        (
            TieBreak(Better.SMALLER, measure="late"),
            (Fraction(-3), Fraction(-(10**18))),
            "Hồ sơ trễ hạn 3 so với chưa có số liệu, nhỏ hơn xếp trước",
        ),
    ],
)
def test_a_tie_names_the_rule_that_broke_it(rule, keys, words):
    campaign = with_ties(rule)
    _, row = row_of(contest(campaign), "UBND xã Tam Hòa")
    one, other = (replace(row, order_key=(row.score, Fraction(key))) for key in keys)

    assert difference(campaign, one, other, NAMES) == words


def test_scores_that_look_alike_are_shown_with_the_digits_that_differ():
    _, row = row_of(contest(), "UBND xã Tam Hòa")
    one, other = (replace(row, order_key=(Fraction(key, 10**5),)) for key in (7851230, 7851240))

    assert difference(CAMPAIGN, one, other, NAMES) == "điểm 78,5123 so với 78,5124"


def test_a_negative_score_stays_negative():
    _, row = row_of(contest(), "UBND xã Tam Hòa")
    one, other = (replace(row, order_key=(Fraction(key),)) for key in (-1, -2))

    assert difference(CAMPAIGN, one, other, NAMES) == "điểm −1,00 so với −2,00"


def test_who_is_alone_in_a_group_is_told_so():
    groups = (replace(CAMPAIGN.groups[0], considered=None), CAMPAIGN.groups[1])
    ranking = contest(replace(CAMPAIGN, groups=groups))
    group, row = row_of(ranking, "UBND xã Tam Hòa")

    alone = place_sentences(ranking.campaign, replace(group, rows=(row,)), row, NAMES)

    assert alone == ("Là đơn vị, cá nhân duy nhất được xếp hạng trong nhóm.",)


def test_a_prize_left_to_the_council_is_said():
    campaign = replace(CAMPAIGN, prizes=(Prize("first", "Giải nhất", "co-quan", 3_500_000),))

    found = sentences(why(contest(campaign), "+Phòng Nội vụ"))

    assert "Giải nhất: Hội đồng quyết định giữa các đơn vị, cá nhân bằng nhau." in found


def test_without_a_prize_it_says_so_and_names_the_condition():
    condition = replace(CAMPAIGN.groups[0].considered, share=Fraction(7, 10), text="Từ 70%")
    prize = Prize("first", "Giải nhất", "xa", 7_000_000, condition=condition)

    document = why(contest(replace(CAMPAIGN, prizes=(prize,))), "=UBND xã Tam Hải")

    assert "Không có giải." in sentences(document)
    assert tables(document)["Giải thưởng"][0][0] == "Giải nhất: Từ 70%"


def test_readings_and_snapshot_are_stated():
    document = why(contest(), "UBND xã Tam Hòa", basis=Basis(decided={}, snapshot=PROVISIONAL))

    assert sentences(document)[0] == "SỐ LIỆU TẠM TÍNH"
    assert sentences(document)[-1] == (
        "- Thứ tự tính: (Điểm gốc − điểm trừ) × hệ số (chưa quyết định)."
    )
    assert document.footer == "UBND xã Tam Hòa. SỐ LIỆU TẠM TÍNH"


def test_a_stranger_is_refused():
    with pytest.raises(KeyError):
        compose_why(contest(), Participant(Unit(SubjectId(7), "Ai đó"), "xa"), NAMES)


@pytest.mark.parametrize("campaign", [CAMPAIGN, BY_TARGETS, BY_CRITERIA])
def test_every_sheet_fits_one_page(qapp, tmp_path, campaign):
    ranking = contest(campaign)

    for participant in ranking.participants:
        pages = pages_of(render_pdf(compose_why(ranking, participant, NAMES)), tmp_path)

        assert len(pages) == 1
        assert participant.subject.name in " ".join(pages[0].split())


def test_a_sheet_with_many_figures_goes_on_with_its_headings(qapp, tmp_path):
    figures = tuple(
        Figure(SubjectId(1), name, PERIOD, count=number)
        for number, name in enumerate([f"m{n}" for n in range(60)])
    )
    names = {**NAMES, **{one.measure: f"Số liệu {one.measure}" for one in figures}}
    ranking = judged_on(figures)
    who = somebody(ranking, "UBND xã Tam Hòa")

    document = compose_why(ranking, who, names)

    pages = pages_of(render_pdf(document), tmp_path)
    assert len(pages) > 1
    assert all("Số liệu Giá trị Nguồn" in page for page in pages[:2])


def test_the_sheet_is_headed_by_what_it_is():
    title = why(contest(), "UBND xã Tam Hòa").blocks[0]

    assert isinstance(title, Title)
    assert title.kind == "PHIẾU GIẢI THÍCH KẾT QUẢ XẾP HẠNG"
    assert "số liệu đến tháng 12/2023" in title.about
