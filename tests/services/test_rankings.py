"""The ranking as shown: sensitivity in words, explanations that end in the score."""

import pytest

from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.units import find_participant


@pytest.fixture
def view(office):
    return office.rankings.view(POINTS, DAY)


def why(view, office, name):
    return view.why(find_participant(office.units.participants(POINTS), name))


def test_it_says_which_reading_changes_prizes(view):
    by_key = {one.key: one for one in view.readings}

    assert view.headline == "thứ tự tính làm thay đổi giải thưởng"
    assert by_key["order"].changes_prizes
    assert not by_key["deduction"].changes_prizes
    assert not by_key["first-prize"].changes_prizes
    assert by_key["order"].effects[0] == (
        "Điểm gốc × hệ số − điểm trừ: Thị trấn Núi Thành nhận giải khuyến khích, "
        "Xã Tam Xuân II không còn giải"
    )


def test_a_decided_reading_is_marked_and_holds(office):
    office.campaigns.decide(POINTS, {"order": "no-coefficient"})

    view = office.rankings.view(POINTS, DAY)

    (order,) = (one for one in view.readings if one.key == "order")
    assert (order.value, order.decided) == ("no-coefficient", True)
    assert view.groups[1].rows[0].full_name == "Xã Tam Hiệp"


def test_a_reading_tried_changes_nothing_in_the_file(office):
    tried = office.rankings.view(POINTS, DAY, {"order": "no-coefficient"})

    assert tried.groups[1].rows[0].full_name == "Xã Tam Hiệp"
    assert office.rankings.view(POINTS, DAY).groups[1].rows[0].full_name == "Xã Tam Sơn"


def test_the_explanation_ends_in_the_score(view, office):
    found = why(view, office, "Xã Tam Sơn")

    assert [step.value for step in found.steps] == ["Đạt", "91,66", "−4,43", "× 0,9"]
    assert (found.result_value, found.formula) == ("78,51", "(91,66 − 4,43) × 0,9")
    assert found.prize.amount == 7_000_000


def test_who_is_not_ranked_is_told_why(view, office):
    found = why(view, office, "Xã Tam Hải")

    assert found.caption == "không xếp hạng"
    assert "79 / 122 = 64,75%; cần từ 65%" in found.note


def test_every_step_names_its_cells(view, office):
    text = why(view, office, "Xã Tam Sơn").as_text()

    assert "nui-thanh-2023-12.xlsx, trang «Tổng hợp», ô G34" in text


def test_columns_say_the_thresholds(view):
    offices, communes = view.groups

    assert [one.subtitle for one in communes.criterion_columns] == ["từ 65%", "từ 70%"]
    assert offices.criterion_columns[0].subtitle == "từ 70%; từ 100 hồ sơ"


def test_targets_rank_without_points(office):
    view = office.rankings.view(TARGETS, DAY)

    (group,) = view.groups
    assert group.score_subtitle == "so với chỉ tiêu"
    assert group.rows[0].score is None
    assert group.rows[0].score_text == "3/3"
    assert group.rows[-1].full_name == "Ban Tôn giáo"


def test_every_target_names_its_cells_ranked_or_not(office):
    ranked = office.rankings.view(TARGETS, DAY)
    office.campaigns.set_target(TARGETS, "services-active", None)
    left_out = office.rankings.view(TARGETS, DAY)

    assert left_out.groups[0].rows == ()
    found = (ranked, ranked.groups[0].rows), (left_out, left_out.groups[0].not_ranked)
    for view, shown in ((view, one) for view, every in found for one in every):
        steps = view.why(shown.participant).steps
        assert len(steps) == 3
        assert all(one.state for one in steps)
        assert any(one.figures for one in steps)
    best = ranked.why(ranked.groups[0].rows[0].participant)
    assert "cần từ 70%; mức giao 70%" in best.steps[0].text
    assert "Nguồn: " in best.as_text()
