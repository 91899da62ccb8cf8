"""What-if: the effect beside the official ranking, in words; the file stays byte for byte."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

import pytest

from thidua_desktop.domain.figures import Period
from thidua_desktop.domain.whatif import FigureTry, Scenario, TargetTry, ThresholdTry
from thidua_desktop.errors import (
    CannotWriteError,
    InvalidValueError,
    NameNeededError,
    UnknownChoiceError,
)
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.files import open_file
from thidua_desktop.services.office import office_of
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.units import find_participant

DECEMBER = Period(date(2023, 6, 1), date(2023, 12, 31))


def who(office, name, key=POINTS):
    return find_participant(office.units.participants(key), name).subject.id


def figure(office, name, measure, text):
    return office.whatif.figure(POINTS, DAY, who(office, name), measure, text)


def test_one_more_dossier_brings_a_commune_into_the_ranking(office):
    scenario = Scenario(figures=(figure(office, "Xã Tam Hải", "online_total", "80"),))

    found = office.whatif.try_out(POINTS, DAY, scenario)

    assert found.label == "MÔ PHỎNG"
    assert found.changes == ("Xã Tam Hải, trực tuyến lũy kế đến 31/12/2023: 79 thành 80",)
    moved = {one.name: one for one in found.moves}
    assert moved["Xã Tam Hải"].rank_before is None
    assert moved["Xã Tam Hải"].rank_after == 12
    assert found.tried.groups[1].considered == found.official.groups[1].considered + 1
    assert found.official.groups == office.rankings.view(POINTS, DAY).groups


def test_nothing_tried_changes_nothing(office):
    found = office.whatif.try_out(POINTS, DAY, Scenario())

    assert (found.changes, found.moves, found.awards) == ((), (), ())
    assert found.summary == "Không có gì thay đổi."
    assert found.tried.groups == found.official.groups
    assert found.money_before == found.money_after


EVERYTHING = Scenario(
    targets=(TargetTry("online", Fraction(1, 2), "xa"), TargetTry("online", Fraction(3, 5))),
    thresholds=(
        ThresholdTry("xet-xa", Fraction("0.6")),
        ThresholdTry("co-quan-so-luong", Fraction(90)),
    ),
    readings={"order": "no-coefficient"},
    dropped=("giai-nhat",),
)


def everything(office):
    from dataclasses import replace

    figures = (
        figure(office, "Xã Tam Hải", "online_total", "80"),
        figure(office, "Xã Tam Sơn", "online_total", ""),
        FigureTry(who(office, "Xã Tam Hải"), "complaints", DECEMBER),
    )
    return replace(EVERYTHING, figures=figures)


def test_everything_at_once_is_said_in_words(office):
    found = office.whatif.try_out(POINTS, DAY, everything(office))

    assert found.changes == (
        "Xã Tam Hải, trực tuyến lũy kế đến 31/12/2023: 79 thành 80",
        "Xã Tam Sơn, trực tuyến lũy kế đến 31/12/2023: 2.649 thành không có",
        (
            "Mức giao «Tỷ lệ hồ sơ giải quyết qua DVC trực tuyến toàn trình, một phần», "
            "UBND các xã, thị trấn: 65% thành 50%"
        ),
        (
            "Mức giao «Tỷ lệ hồ sơ giải quyết qua DVC trực tuyến toàn trình, một phần»: "
            "70%, 65% thành 60%"
        ),
        "Ngưỡng của «Hồ sơ trực tuyến từ 65% tổng số hồ sơ đã giải quyết»: 65% thành 60%",
        "Ngưỡng của «Từ 100 hồ sơ trực tuyến trở lên»: 100 thành 90",
        "Thứ tự tính: Điểm gốc − điểm trừ, không dùng hệ số",
        "Bỏ «Giải nhất: hồ sơ trực tuyến từ 70% tổng số hồ sơ đã giải quyết»",
    )
    assert "đổi giải" in found.summary
    assert any(one.name == "Xã Tam Sơn" and one.prize_changes for one in found.moves)
    assert found.awards


def test_trying_leaves_every_byte_of_the_file_as_it_was(office):
    path = office.workspace.path
    before = sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns
    scenario = everything(office)

    office.whatif.try_out(POINTS, DAY, scenario)
    office.whatif.try_out(TARGETS, DAY, Scenario(dropped=("digitisation",)))
    office.whatif.choices(POINTS)
    office.whatif.list(POINTS)

    assert (sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns) == before
    assert [one.name for one in path.parent.glob(f"{path.name}-*")] == []


def test_a_file_open_for_reading_only_can_still_be_tried_on(office):
    reading = office_of(open_file(office.workspace.path, user="Bình", read_only=True))

    found = reading.whatif.try_out(POINTS, DAY, EVERYTHING)

    assert found.moves
    with pytest.raises(CannotWriteError):
        reading.whatif.save(POINTS, "Thử", EVERYTHING)


def test_an_indicator_dropped_from_a_campaign_of_targets(office):
    found = office.whatif.try_out(TARGETS, DAY, Scenario(dropped=("digitisation",)))

    rows = found.tried.groups[0].rows
    before = found.official.groups[0].rows
    assert int(rows[0].score_text.split("/")[1]) == int(before[0].score_text.split("/")[1]) - 1


@pytest.mark.parametrize(
    "scenario",
    [
        Scenario(readings={"order": "gì đó"}),
        Scenario(dropped=("gì đó",)),
        Scenario(targets=(TargetTry("late", Fraction(1)),)),
        Scenario(thresholds=(ThresholdTry("xet-co-quan", Fraction(1)),)),
        Scenario(figures=(FigureTry(9999, "online_total", DECEMBER, 1),)),
        Scenario(figures=(FigureTry(1, "gì đó", DECEMBER, 1),)),
    ],
)
def test_what_the_campaign_does_not_have_is_refused(office, scenario):
    with pytest.raises(UnknownChoiceError):
        office.whatif.try_out(POINTS, DAY, scenario)


# --- figures to try ---


def test_a_figure_goes_where_the_one_in_use_stands(office):
    day = date(2023, 12, 15)

    found = office.whatif.figure(POINTS, day, who(office, "Xã Tam Sơn"), "online_total", "1.234")

    assert (found.period.end, found.count) == (date(2023, 11, 30), 1234)


def test_where_there_is_none_it_goes_where_others_reported(office):
    office.figures.set_figure(POINTS, who(office, "Xã Tam Sơn"), "online_total", DECEMBER.end, "")
    with office.workspace.write("Bỏ", kind="edit") as session:
        for one in session.figures.of_subjects({who(office, "Xã Tam Sơn")}):
            session.figures.remove(one.subject, one.measure, one.period)

    found = figure(office, "Xã Tam Sơn", "online_total", "5")

    assert found.period == DECEMBER


def test_a_target_typed_has_no_period(office):
    unit = office.units.participants(TARGETS)[0].subject.id

    found = office.whatif.figure(TARGETS, DAY, unit, "target_services_active", "65,5")

    assert (found.period, found.percent) == (None, Decimal("65.5"))


@pytest.mark.parametrize(
    ("measure", "text"), [("online_total", "-1"), ("target_services_active", "200")]
)
def test_what_a_measure_does_not_take_is_refused(office, measure, text):
    with pytest.raises(InvalidValueError):
        figure(office, "Xã Tam Sơn", measure, text)


# --- keeping ---


def test_scenarios_are_kept_by_name_and_come_back_whole(office):
    scenario = everything(office)
    target = FigureTry(1, "target_services_active", None, percent=Decimal("65.5"))

    changes = office.whatif.save(POINTS, " Bỏ điều kiện ", scenario)
    office.whatif.save(POINTS, "Mức giao", Scenario(figures=(target,)))

    first, second = office.whatif.list(POINTS)
    assert changes.label == "Lưu phương án mô phỏng «Bỏ điều kiện»"
    assert (first.name, first.scenario) == ("Bỏ điều kiện", scenario)
    assert second.scenario.figures == (target,)
    assert office.whatif.list(TARGETS) == ()
    kept = office.whatif.try_out(POINTS, DAY, first.scenario)
    assert kept.moves == office.whatif.try_out(POINTS, DAY, scenario).moves


def test_keeping_and_forgetting_can_be_undone(office):
    office.whatif.save(POINTS, "Một", Scenario())
    office.whatif.save(POINTS, "Một", EVERYTHING)
    office.whatif.remove(POINTS, "Một")

    gone = office.whatif.list(POINTS)
    office.history.undo(Progress())
    back = office.whatif.list(POINTS)
    office.history.undo(Progress())
    former = office.whatif.list(POINTS)

    assert gone == ()
    assert [one.scenario for one in back] == [EVERYTHING]
    assert [one.scenario for one in former] == [Scenario()]


def test_a_scenario_needs_a_name(office):
    with pytest.raises(NameNeededError):
        office.whatif.save(POINTS, "", Scenario())


def test_what_may_be_changed_is_listed_with_its_value(office):
    found = office.whatif.choices(POINTS)

    assert [(one.id, one.value) for one in found.targets] == [("online", "70%, 65%")]
    assert ("co-quan-so-luong", "100") in [(one.id, one.value) for one in found.thresholds]
    assert {"xet-xa", "xet-co-quan", "giai-nhat"} <= {one.id for one in found.droppable}
    indicators = {one.id for one in office.whatif.choices(TARGETS).droppable}
    assert "digitisation" in indicators
