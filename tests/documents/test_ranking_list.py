"""The printed ranking: the same places as everywhere, with the reasons."""

from dataclasses import replace

import pytest
from documents.contest import BY_TARGETS, CAMPAIGN, contest
from documents.paper import pages_of

from thidua_desktop.documents.basis import PROVISIONAL, Basis
from thidua_desktop.documents.model import NationalHeading, Paragraph, TableBlock
from thidua_desktop.documents.ranking_list import compose_ranking, ranking_pdf
from thidua_desktop.domain.campaigns import Prize, RankBy, RankingRule


def tables(document):
    return [block for block in document.blocks if isinstance(block, TableBlock)]


def sentences(document):
    return [block.runs[0].text for block in document.blocks if isinstance(block, Paragraph)]


def test_the_list_is_across_and_headed_by_the_office():
    document = compose_ranking(contest())

    assert document.landscape
    assert document.blocks[0] == NationalHeading(
        "UBND TỈNH QUẢNG NAM", "UBND HUYỆN NÚI THÀNH", "Núi Thành, ngày …… tháng …… năm ……"
    )


def test_places_show_rates_formula_score_and_prize():
    places = tables(compose_ranking(contest()))[0]

    assert places.rows[0] == (
        "1", "UBND xã Tam Hòa", "70,00%", "1,30%", "(70,00 − 1,30) × 0,2", "13,74", "Giải nhất",
        "7.000.000",
    )  # fmt: skip
    assert places.rows[1][2] == "65,002%"


def test_who_is_not_ranked_is_listed_with_the_reason():
    outside = tables(compose_ranking(contest()))[1]

    assert [row[1:3] for row in outside.rows] == [
        ("UBND xã Tam Anh", "Không đạt"),
        ("UBND xã Tam Trà", "Chưa có số liệu"),
    ]


def test_every_ranked_unit_is_explained_in_sentences():
    explained = tables(compose_ranking(contest()))[2]

    assert explained.rows[0][2].startswith("Điểm gốc: 700 / 1.000 hồ sơ × 100 → 70,00; Điểm trừ")


def test_a_tie_for_a_prize_is_left_to_the_council():
    campaign = replace(CAMPAIGN, prizes=(Prize("first", "Giải nhất", "co-quan", 3_500_000),))

    found = sentences(compose_ranking(contest(campaign)))

    assert "Giải nhất: Hội đồng quyết định giữa +Phòng Nội vụ, @Phòng Tư pháp." in found


def test_a_prize_nobody_gets_is_said_to_be_vacant():
    campaign = replace(CAMPAIGN, prizes=(Prize("third", "Giải ba", "xa", 1, count=3),))

    found = sentences(compose_ranking(contest(campaign)))

    assert "Giải ba: không trao, không còn đơn vị nào đủ điều kiện." in found


IN_FORCE = "Cách hiểu quy định đang dùng. Thứ tự tính: (Điểm gốc − điểm trừ) × hệ số"


def test_the_readings_in_force_are_stated_below_each_table():
    document = compose_ranking(contest())

    places = [place for place, one in enumerate(document.blocks) if has_scores(one)]

    assert [document.blocks[place + 1].runs[0].text for place in places] == [f"{IN_FORCE}."] * 2


def has_scores(block):
    return isinstance(block, TableBlock) and "Điểm" in [one.title for one in block.columns]


@pytest.mark.parametrize(
    ("basis", "state"),
    [
        (Basis(decided={}), "chưa quyết định"),
        (Basis(decided={"order": "document-order"}), "Hội đồng đã quyết định"),
        (
            Basis({"order": "document-order"}, {"order": "Quyết định số 2 ngày 05/01/2024"}),
            "Quyết định số 2 ngày 05/01/2024",
        ),
        (
            Basis(decided={"order": "no-coefficient"}),
            "đang thử; Hội đồng đã quyết định: Điểm gốc − điểm trừ",
        ),
    ],
)
def test_each_reading_says_whether_the_council_decided_it(basis, state):
    found = sentences(compose_ranking(contest(), basis=basis))

    assert f"{IN_FORCE} ({state})." in found


def test_a_frozen_result_is_named_on_the_first_page_and_at_the_foot_of_each():
    line = "Chốt lần 2 lúc 10:32 ngày 05/01/2024, mã K7W3-MAXP"

    document = compose_ranking(contest(), basis=Basis(snapshot=line))

    assert sentences(document)[0] == line
    assert document.footer == f"Bảng xếp hạng: Dịch vụ công. {line}"


def test_a_provisional_result_says_so_on_every_page(qapp, tmp_path):
    pages = pages_of(ranking_pdf(contest(), basis=Basis(snapshot=PROVISIONAL)), tmp_path)

    assert len(pages) > 1
    assert all("SỐ LIỆU TẠM TÍNH" in page for page in pages)


def test_without_a_snapshot_nothing_is_said_of_one():
    assert compose_ranking(contest()).footer == ""


def test_the_money_of_all_prizes_is_added_up():
    assert "Tổng tiền thưởng các giải: 11.500.000 đồng." in sentences(compose_ranking(contest()))


def test_the_list_is_signed_by_its_maker_and_by_the_council_or_the_office():
    office = replace(CAMPAIGN.office, signs=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"))
    by_office = replace(CAMPAIGN, office=office)
    by_council = replace(CAMPAIGN, office=replace(office, council="Hội đồng Thi đua huyện"))

    signed = [compose_ranking(contest(one)).blocks[-1] for one in (by_office, by_council)]

    assert [one.left.lines for one in signed] == [("NGƯỜI LẬP BẢNG",)] * 2
    assert signed[0].right.lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert signed[1].right.lines == ("TM. HỘI ĐỒNG", "CHỦ TỊCH")


def test_a_campaign_without_readings_or_figures_still_prints():
    campaign = replace(BY_TARGETS, readings=(), indicators={}, groups=CAMPAIGN.groups[1:])
    campaign = replace(campaign, ranking=replace(campaign.ranking, indicators=()))

    document = compose_ranking(contest(campaign))

    assert "Chưa có đơn vị, cá nhân nào được xếp hạng." in sentences(document)


def test_by_targets_the_targets_met_take_the_place_of_points():
    document = compose_ranking(contest(BY_TARGETS))

    places = tables(document)[0]
    assert document.blocks[1].kind == "BẢNG XẾP HẠNG SO VỚI CHỈ TIÊU"
    assert "Điểm" not in [column.title for column in places.columns]
    assert places.rows[0][-3] == "1/1"


@pytest.mark.parametrize("campaign", [CAMPAIGN, BY_TARGETS])
def test_the_pdf_holds_every_name(qapp, tmp_path, campaign):
    ranking = contest(campaign)

    words = " ".join(" ".join(pages_of(ranking_pdf(ranking), tmp_path)).split())

    for group in ranking.groups:
        for row in (*group.rows, *group.not_ranked):
            assert row.participant.subject.name in words


def test_a_group_without_prizes_has_no_columns_for_them():
    document = compose_ranking(contest())

    with_prizes, without = tables(document)[0], tables(document)[3]

    assert "Giải" in [column.title for column in with_prizes.columns]
    assert "Giải" not in [column.title for column in without.columns]
    assert len(without.rows[0]) == len(without.columns)


def test_a_campaign_by_criteria_counts_those_met():
    group = CAMPAIGN.groups[0]
    campaign = replace(
        CAMPAIGN,
        groups=(replace(group, considered=None),),
        ranking=RankingRule(RankBy.CRITERIA, criteria={group.id: group.considered}),
    )

    places, _, criteria, held = tables(compose_ranking(contest(campaign)))

    assert [column.title for column in places.columns][3] == "Số tiêu chuẩn đạt"
    assert places.rows[0][3] == "1/1"
    assert criteria.rows == (("1", "Trực tuyến từ 65%"),)
    assert [column.title for column in held.columns][2:] == [
        "Đạt", "Không đạt", "Chờ Hội đồng", "Không phát sinh",
    ]  # fmt: skip
    assert [row[1:4] for row in held.rows] == [
        ("=UBND xã Tam Hải", "1 (65,002%)", ""),
        ("UBND xã Tam Hòa", "1 (70,00%)", ""),
        ("UBND xã Tam Anh", "", "1 (64,996%)"),
    ]
