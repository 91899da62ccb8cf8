"""Who meets what, as the command line prints it."""

import json
from pathlib import Path

import pytest

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.files import open_file
from thidua_desktop.services.office import office_of
from thidua_desktop.services.unit_views import Member

TABLES = Path(__file__).parents[1] / "files" / "tables"
CENTRE = "ttpvhcc-lang-son-2023"
LAND = "so-tnmt-lang-son-2024"
DAY = ("--as-of", "2023-10-30")


@pytest.fixture
def centre(tmp_path, thidua):
    path = tmp_path / "trung tâm.thidua"
    register = TABLES / "registers" / "ca-nhan-ttpvhcc.xlsx"
    assert thidua("new", path, "--preset", CENTRE, "--units", register)[0] == 0
    assert thidua("import", path, TABLES / "ca-nhan-ttpvhcc.xlsx")[0] == 0
    return path


def awards(thidua, path, *more):
    status, out, _ = thidua("awards", path, "--json", *more)
    assert status == 0
    return json.loads(out)


def criteria(subject):
    return {one["text"]: one for one in subject["awards"][0]["criteria"]}


def test_the_json_has_the_promised_keys_in_the_order_of_the_register(centre, thidua):
    found = awards(thidua, centre, *DAY)
    thuy = found["subjects"][1]

    assert (found["campaign"], found["as_of"], found["readings"]) == (CENTRE, "2023-10-30", {})
    assert len(found["subjects"]) == 21
    assert {key: thuy[key] for key in ("subject", "kind", "office", "group")} == {
        "subject": "Nguyễn Thị Thúy",
        "kind": "person",
        "office": "Phòng Nghiệp vụ - Kiểm soát thủ tục hành chính",
        "group": "Công chức, người lao động của Trung tâm",
    }
    assert [(one["award"], one["state"]) for one in thuy["awards"]] == [("giay-khen", "council")]
    assert criteria(thuy)["Có từ 05 tin, bài trở lên"] == {
        "text": "Có từ 05 tin, bài trở lên",
        "state": "met",
        "value": "8",
        "threshold": ">= 5",
    }


def test_a_blank_is_no_data_and_two_people_of_one_name_keep_their_own_figures(centre, thidua):
    subjects = awards(thidua, centre, *DAY)["subjects"]
    same_name = {one["office"]: one for one in subjects if one["subject"] == "Triệu Quang Quỳnh"}

    late = criteria(subjects[2])["Không có nhiệm vụ chậm muộn"]
    text = "Hồ sơ trực tuyến (tính riêng các TTHC đã cung cấp DVCTT) đạt 80% trở lên"
    online = {office: criteria(one)[text]["value"] for office, one in same_name.items()}

    assert (late["state"], late["value"]) == ("no_data", "")
    assert online == {"Sở Tư pháp": "80,00%", "Sở Giao thông vận tải": "74,49%"}


def test_a_hair_below_the_threshold_is_not_met(centre, thidua):
    subjects = {one["subject"]: one for one in awards(thidua, centre, *DAY)["subjects"]}

    below = criteria(subjects["Nông Hồng Hương"])["Đánh giá Rất hài lòng từ 98% trở lên"]
    exactly = criteria(subjects["Nguyễn Thanh Sơn"])["Đánh giá Rất hài lòng từ 98% trở lên"]
    nobody = criteria(subjects["Đàm Thị Ánh Quỳnh"])["Đánh giá Rất hài lòng từ 98% trở lên"]

    assert (below["state"], below["value"]) == ("not_met", "97,996%")
    assert (exactly["state"], exactly["value"]) == ("met", "98,00%")
    assert (nobody["state"], nobody["value"]) == ("not_applicable", "")


def test_without_json_a_person_reads_it(centre, thidua):
    status, out, _ = thidua("awards", centre, *DAY)

    assert status == 0
    assert "Nguyễn Thị Thúy (Phòng Nghiệp vụ - Kiểm soát thủ tục hành chính)" in out
    assert "- Có từ 05 tin, bài trở lên: đạt (8; cần từ 5)" in out
    assert "- Thực hiện tốt công tác tuyên truyền: chờ Hội đồng xác nhận" in out
    assert "Giấy khen của Chánh Văn phòng UBND tỉnh, cá nhân: 0 đạt, 2 chờ Hội đồng" in out
    assert (
        "Đánh giá Rất hài lòng đạt 98% trở lên: đạt (28.046 / 28.614 = 98,01%; cần từ 98%; "
        "cộng số liệu của 12 người)" in out
    )


def test_people_are_ordered_by_criteria_met_without_a_score(centre, thidua):
    _, out, _ = thidua("rank", centre, "--json", *DAY)
    staff, one_stop = json.loads(out)["groups"]
    _, text, _ = thidua("rank", centre, *DAY)

    assert (staff["id"], one_stop["id"]) == ("trung-tam", "mot-cua")
    assert [(one["rank"], one["unit"], one["score"]) for one in staff["rows"][:3]] == [
        (1, "Lộc Hồng Phượng", None),
        (1, "Nguyễn Thị Thúy", None),
        (3, "Vi Thu Linh", None),
    ]
    assert {one["unit"] for one in one_stop["rows"]} >= {
        "Triệu Quang Quỳnh (Sở Tư pháp)",
        "Triệu Quang Quỳnh (Sở Giao thông vận tải)",
    }
    assert {one["state"] for one in staff["not_ranked"]} == {"no_data"}
    assert "4/10" in text
    assert "3/9" in text  # nobody rated Đàm Thị Ánh Quỳnh: nine criteria are left


def test_an_explanation_counts_the_criteria_one_by_one(centre, thidua):
    status, out, _ = thidua("explain", centre, "Nguyễn Thị Thúy", *DAY)

    assert status == 0
    assert "4/10 tiêu chuẩn đạt · hạng 1" in out
    assert "6. Có từ 05 tin, bài trở lên: Đạt\n   8; cần từ 5\n   Nguồn: " in out
    assert "Số tiêu chuẩn đạt: 4/10" in out


def test_an_explanation_names_awards_also_where_nobody_is_ranked(tmp_path, thidua):
    path = tmp_path / "sở.thidua"
    register = TABLES / "registers" / "so-tnmt.xlsx"
    assert thidua("new", path, "--preset", LAND, "--units", register)[0] == 0
    assert thidua("import", path, TABLES / "thanh-toan.xls", "--accept-warnings")[0] == 0
    office = office_of(open_file(path))
    person = {Member.NAME: "Trần Văn An", Member.OFFICE: "Văn phòng Sở", Member.GROUP: "ca-nhan"}
    office.units.add(LAND, Kind.PERSON, person)
    branch = "Chi nhánh Văn phòng Đăng ký đất đai huyện Chi Lăng"

    status, unit, _ = thidua("explain", path, branch, "--as-of", "2025-01-06")
    also, man, _ = thidua("explain", path, "Trần Văn An", "--as-of", "2025-01-06")

    assert (status, also) == (0, 0)
    assert "– chưa xếp hạng" in unit
    paid = "- Thanh toán trực tuyến trên Cổng Dịch vụ công quốc gia đạt trên 45%: đạt ("
    assert unit.count(paid) == 1
    assert "    Nguồn: thanh-toan.xls, " in unit.partition(paid)[2]
    assert "không xếp thứ tự, chỉ xét khen thưởng" in man
    assert "Giấy khen của Giám đốc Sở: Hội đồng xác nhận" in man


def test_an_open_start_reads_a_stated_one_and_no_single_month(tmp_path, thidua):
    path = tmp_path / "sở.thidua"
    register = TABLES / "registers" / "so-tnmt.xlsx"
    assert thidua("new", path, "--preset", LAND, "--units", register)[0] == 0
    assert thidua("import", path, TABLES / "tu-lam.xlsx")[0] == 0

    (certificate, merit) = awards(thidua, path, "--as-of", "2025-01-06")["subjects"][0]["awards"]

    assert (certificate["award"], merit["award"]) == ("giay-khen", "bang-khen")
    assert (certificate["state"], merit["state"]) == ("council", "no_data")
    paid = certificate["criteria"][2]
    assert (paid["threshold"], paid["state"]) == ("> 45%", "no_data")


def test_a_reading_the_campaign_does_not_have_is_wrong_use(centre, thidua):
    status, out, said = thidua("awards", centre, "--reading", "uplift=points")

    assert (status, out) == (2, "")
    assert said


def test_who_is_left_out_of_a_ranking_by_criteria_still_shows_each_of_them(centre, thidua):
    status, out, _ = thidua("rank", centre, "--json", *DAY)

    assert status == 0
    left_out = json.loads(out)["groups"][0]["not_ranked"]
    tuan = next(one for one in left_out if one["unit"] == "Hoàng Ngọc Tuấn")
    states = {one["text"]: one["state"] for one in tuan["criteria"]}
    assert tuan["state"] == "no_data"
    assert len(states) == 10
    assert states["Không có nhiệm vụ chậm muộn"] == "no_data"
    assert states["Có từ 05 tin, bài trở lên"] == "met"
    assert states["Không có nhiệm vụ phải đính chính, chỉnh sửa nhiều lần"] == "not_met"


def test_who_is_left_out_of_a_ranking_by_targets_still_shows_each_of_them(tmp_path, thidua):
    path = tmp_path / "sở.thidua"
    register = TABLES / "registers" / "so-tnmt.xlsx"
    assert thidua("new", path, "--preset", LAND, "--units", register)[0] == 0
    assert thidua("import", path, TABLES / "thanh-toan.xls", "--accept-warnings")[0] == 0
    day = ("--as-of", "2025-01-06")

    _, out, _ = thidua("rank", path, "--json", *day)
    branch = "Chi nhánh Văn phòng Đăng ký đất đai huyện Bình Gia"
    _, said, _ = thidua("explain", path, branch, *day)

    (group,) = json.loads(out)["groups"]
    assert group["rows"] == []
    found = next(one for one in group["not_ranked"] if one["unit"] == branch)
    active, paid = found["criteria"]
    assert (active["state"], active["value"], active["threshold"]) == ("no_data", "", "> 90%")
    assert paid == {
        "text": "Tỷ lệ thanh toán trực tuyến trên Cổng Dịch vụ công quốc gia",
        "state": "not_met",
        "value": "38,63%",
        "threshold": "> 45%",
        "period": "2024-12",
    }
    title = "2. Tỷ lệ thanh toán trực tuyến trên Cổng Dịch vụ công quốc gia: Không đạt"
    step = said.partition(title)[2]
    assert "= 38,63%; cần trên 45%; mức giao 45%\n   Nguồn: thanh-toan.xls, " in step


def test_a_ranked_row_by_targets_has_every_target_as_a_criterion(tmp_path, thidua):
    path = tmp_path / "sở.thidua"
    register = TABLES / "registers" / "so-tnmt.xlsx"
    assert thidua("new", path, "--preset", LAND, "--units", register)[0] == 0
    assert thidua("import", path, TABLES / "tu-lam.xlsx")[0] == 0

    _, out, _ = thidua("rank", path, "--json", "--as-of", "2025-01-06")

    (group,) = json.loads(out)["groups"]
    for row in (*group["rows"], *group["not_ranked"]):
        assert [one["threshold"] for one in row["criteria"]] == ["> 90%", "> 45%"]
