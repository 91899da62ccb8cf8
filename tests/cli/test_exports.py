"""The commands that write one file of a campaign."""

import pytest

from thidua_desktop.services.demo import make_demo_file


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "mẫu.thidua"
    make_demo_file(path)
    return path


def test_a_calendar_is_written_once_and_never_over_another_file(demo, tmp_path, thidua):
    out = tmp_path / "mốc.ics"

    status, _, said = thidua("calendar", demo, "-o", out, "--campaign", "so-noi-vu-lang-son-2023")
    again, _, refused = thidua("calendar", demo, "-o", out, "--campaign", "nui-thanh-2023")

    assert (status, again) == (0, 1)
    assert "Đã ghi" in said
    assert "Đã có tệp" in refused
    assert "20231201" in out.read_text("utf-8")  # before Sunday 03/12: Friday 01/12


def test_a_calendar_of_one_of_several_campaigns_asks_which(demo, tmp_path, thidua):
    status, _, said = thidua("calendar", demo, "-o", tmp_path / "mốc.ics")

    assert status == 2
    assert "nui-thanh-2023" in said


def test_a_calendar_is_no_pdf(demo, tmp_path, thidua):
    status, _, said = thidua(
        "calendar", demo, "-o", tmp_path / "a.pdf", "--campaign", "nui-thanh-2023"
    )

    assert status == 2
    assert "«.ics»" in said


def test_the_summary_of_achievements_is_written_and_says_what_lacks(demo, tmp_path, thidua):
    out = tmp_path / "biểu.pdf"
    campaign = ("--campaign", "so-noi-vu-lang-son-2023")

    status, _, said = thidua("summary", demo, "-o", out, *campaign, "--as-of", "2023-12-01")
    early, _, lacking = thidua(
        *("summary", demo, "-o", tmp_path / "sớm.pdf", *campaign, "--as-of", "2023-09-01")
    )

    assert (status, early) == (0, 0)
    assert out.read_bytes().startswith(b"%PDF")
    assert said.strip().startswith("Đã ghi")
    assert "Chưa có tóm tắt thành tích" in lacking


def test_a_summary_for_an_award_there_is_not_names_those_there_are(demo, tmp_path, thidua):
    status, _, said = thidua(
        *("summary", demo, "-o", tmp_path / "a.pdf", "--award", "huan-chuong"),
        *("--campaign", "so-noi-vu-lang-son-2023"),
    )

    assert status == 2
    assert "«bang-khen»" in said


def test_a_campaign_is_given_to_another_office_as_a_file(demo, tmp_path, thidua):
    given, there = tmp_path / "mẫu.toml", tmp_path / "nơi khác.thidua"
    thidua("new", there, "--preset", "nui-thanh-2023")

    saved, _, _ = thidua("campaign", "save", demo, "-o", given, "--campaign", "nui-thanh-2023")
    status, _, said = thidua("campaign", "add", there, "--from", given)

    assert (saved, status) == (0, 0)
    assert "nui-thanh-2023-2" in said


def test_a_broken_preset_file_is_named_with_key_and_what_is_expected(demo, tmp_path, thidua):
    given = tmp_path / "hỏng.toml"
    thidua("campaign", "save", demo, "-o", given, "--campaign", "nui-thanh-2023")
    text = given.read_text("utf-8").replace('percent = "65"', 'percent = "650"')
    given.write_text(text, "utf-8")
    path = tmp_path / "sổ.thidua"
    thidua("new", path, "--preset", "nui-thanh-2023")

    status, _, said = thidua("campaign", "add", path, "--from", given)

    assert status == 1
    assert "Tệp hỏng.toml, mục «criteria.xet-xa.percent»: cần phần trăm từ 0 đến 100" in said


@pytest.mark.parametrize("options", [(), ("--preset", "nui-thanh-2023", "--from", "a.toml")])
def test_a_campaign_is_added_from_one_place(tmp_path, thidua, options):
    path = tmp_path / "sổ.thidua"
    thidua("new", path, "--preset", "so-noi-vu-lang-son-2023")

    status, _, said = thidua("campaign", "add", path, *options)

    assert status == 2
    assert "--preset" in said
    assert "--from" in said
