"""What-if: the effect beside the official ranking, in words; the file stays byte for byte."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

import pytest

from thidua_desktop.domain.figures import Period
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.domain.whatif import FigureTry, Scenario, TargetTry, ThresholdTry
from thidua_desktop.errors import (
    CannotWriteError,
    InvalidValueError,
    NameNeededError,
    UnknownChoiceError,
)
from thidua_desktop.services.campaign_adding import CampaignAdder
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.files import open_file
from thidua_desktop.services.office import office_of
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.ranking_tables import view_of
from thidua_desktop.services.unit_views import Member
from thidua_desktop.services.units import find_participant
from thidua_desktop.services.whatif_text import as_text, simulation_document, whatif_json
from thidua_desktop.services.whatif_typed import stepped, with_limit
from thidua_desktop.services.whatif_views import Change

DECEMBER = Period(date(2023, 6, 1), date(2023, 12, 31))


def who(office, name, key=POINTS):
    return find_participant(office.units.participants(key), name).subject.id


def groups(side):
    """Every group with all its columns, as the page «Xếp hạng» would show that ranking."""
    return view_of(side.loaded, side.ranking, ()).groups


def figure(office, name, measure, text):
    return office.whatif.figure(POINTS, DAY, who(office, name), measure, text)


def test_one_more_dossier_brings_a_commune_into_the_ranking(office):
    scenario = Scenario(figures=(figure(office, "Xã Tam Hải", "online_total", "80"),))

    found = office.whatif.try_out(POINTS, DAY, scenario)

    assert found.label == "MÔ PHỎNG"
    assert found.changes == ("Xã Tam Hải có 80 hồ sơ «Trực tuyến» thay vì 79",)
    moved = {one.name: one for one in found.moves}
    assert moved["Xã Tam Hải"].rank_before is None
    assert moved["Xã Tam Hải"].rank_after == 12
    assert groups(found.tried)[1].considered == groups(found.official)[1].considered + 1
    assert groups(found.official) == office.rankings.view(POINTS, DAY).groups


def test_nothing_tried_changes_nothing(office):
    found = office.whatif.try_out(POINTS, DAY, Scenario())

    assert (found.changes, found.moves, found.awards) == ((), (), ())
    assert found.summary == "Không có gì thay đổi."
    assert groups(found.tried) == groups(found.official)
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
        "Xã Tam Hải có 80 hồ sơ «Trực tuyến» thay vì 79",
        "Xã Tam Sơn không có số «Trực tuyến» (hiện là 2.649)",
        "Xã Tam Hải không có số «PAKN» (hiện cũng không có)",
        "mức giao «Trực tuyến» của UBND các xã, thị trấn là 50% thay vì 65%",
        "mức giao «Trực tuyến» là 60% thay vì 70%, 65%",
        "ngưỡng của «Hồ sơ trực tuyến từ 65% tổng số hồ sơ đã giải quyết» là 60% thay vì 65%",
        "ngưỡng của «Từ 100 hồ sơ trực tuyến trở lên» là 90 thay vì 100",
        "thứ tự tính hiểu là «Điểm gốc − điểm trừ, không dùng hệ số»",
        "bỏ «Giải nhất: hồ sơ trực tuyến từ 70% tổng số hồ sơ đã giải quyết»",
    )
    assert found.sentence == (f"Nếu {found.changes[0]}, {found.changes[1]}, và 7 giả định khác")
    assert "thay đổi giải khác" in found.summary
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

    rows = groups(found.tried)[0].rows
    before = groups(found.official)[0].rows
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
    ("key", "name", "measure", "text"),
    [
        (POINTS, "Xã Tam Sơn", "online_total", "-1"),
        (TARGETS, "Văn phòng Sở", "target_services_active", "200"),
    ],
)
def test_what_a_measure_does_not_take_is_refused(office, key, name, measure, text):
    with pytest.raises(InvalidValueError):
        office.whatif.figure(key, DAY, who(office, name, key), measure, text)


def test_a_measure_the_campaign_does_not_read_is_refused(office):
    with pytest.raises(UnknownChoiceError):
        figure(office, "Xã Tam Sơn", "complaints", "5")


# --- what is shown ---


def row_of(found, name):
    return next(row for one in found.groups for row in one.rows if row.full_name == name)


def test_one_dossier_wins_a_prize_and_takes_another(office):
    scenario = Scenario(figures=(figure(office, "Xã Tam Anh Bắc", "online_total", "16250"),))

    found = office.whatif.try_out(POINTS, DAY, scenario)

    winner, loser = row_of(found, "Xã Tam Anh Bắc"), row_of(found, "Xã Tam Xuân II")
    assert found.sentence == "Nếu Xã Tam Anh Bắc có 16.250 hồ sơ «Trực tuyến» thay vì 16.249"
    assert found.outcome == (
        "Thì Xã Tam Anh Bắc được giải nhì; Xã Tam Xuân II mất giải khuyến khích; "
        "2 thay đổi giải khác; 11 đơn vị đổi hạng."
    )
    assert (winner.before.rank, winner.after.rank, winner.after.score) == (None, 2, "65,00")
    assert (winner.words, loser.words) == ("Được giải", "Mất giải")
    assert loser.text == (
        "Xã Tam Xuân II: hạng 5 thành hạng 6; giải khuyến khích thành không có giải; "
        "Giấy khen của Chủ tịch UBND huyện: Đạt thành Không đạt"
    )
    assert row_of(found, "Xã Tam Sơn").change is Change.NOTHING
    assert row_of(found, "Xã Tam Giang").words == "Xuống 1"
    assert [len(one.changed) for one in found.groups] == [0, 12]


def test_who_is_taken_out_leaves_the_ranking(office):
    scenario = Scenario(figures=(figure(office, "Xã Tam Xuân I", "online_total", "1"),))

    found = office.whatif.try_out(POINTS, DAY, scenario)

    assert row_of(found, "Xã Tam Xuân I").words == "Rời bảng"
    assert found.summary == "Xã Tam Xuân I rời bảng xếp hạng."


def test_scores_alone_are_said(office):
    scenario = Scenario(dropped=("digitisation",))

    found = office.whatif.try_out(TARGETS, DAY, scenario)

    assert found.sentence == "Nếu bỏ «Số hóa»"
    assert row_of(found, "Ban Tôn giáo").words == "Đổi số đạt"
    assert row_of(found, "Ban Tôn giáo").text == "Ban Tôn giáo: đạt chỉ tiêu 0/3 thành 0/2"


def test_people_who_are_not_ranked_are_shown_with_their_awards(office):
    scenario = Scenario(readings={"digitisation": "results"})

    found = office.whatif.try_out(TARGETS, date(2023, 12, 1), scenario)

    people = found.groups[-1]
    assert (people.title, len(people.rows)) == ("Chỉ xét khen thưởng", 3)
    assert row_of(found, "Hoàng Văn Lâm (Văn phòng Sở)").words == "Đổi khen"
    assert "8 thay đổi về khen thưởng" in found.summary
    assert "Hội đồng xác nhận → Chưa có số liệu" in as_text(found)


def test_what_stands_anyway_is_no_supposition(office):
    who_ = who(office, "Xã Tam Hải")

    def try_(scenario, *figure):
        return office.whatif.desk(POINTS, DAY, scenario, figure=figure).scenario

    limits = {one.text: one for one in office.whatif.choices(POINTS).limits}
    online = limits["Mức giao «Trực tuyến», Xã, thị trấn: 65%"]
    count = limits["Ngưỡng «Từ 100 hồ sơ trực tuyến trở lên»: 100"]

    more = try_(Scenario(), who_, "online_total", "80")
    both = with_limit(with_limit(more, online, "60"), count, "90")

    assert [type(one) for one in both.parts] == [FigureTry, TargetTry, ThresholdTry]
    assert try_(more, who_, "online_total", "79") == Scenario()
    assert with_limit(with_limit(both, online, "65"), count, "100") == more
    assert both.targets == (TargetTry("online", Fraction(3, 5), "xa"),)


@pytest.mark.parametrize(("text", "by", "expected"), [("1.234", 1, "1.235"), ("0", -1, "0")])
def test_a_count_is_stepped_never_below_zero(text, by, expected):
    assert stepped(text, by) == expected
    assert stepped("nhiều", 1) == "nhiều"


def test_what_a_limit_cannot_be_is_refused(office):
    limits = {one.text: one for one in office.whatif.choices(POINTS).limits}

    with pytest.raises(InvalidValueError):
        with_limit(Scenario(), limits["Mức giao «Trực tuyến», Xã, thị trấn: 65%"], "120")
    with pytest.raises(InvalidValueError):
        with_limit(Scenario(), limits["Ngưỡng «Từ 100 hồ sơ trực tuyến trở lên»: 100"], "nhiều")


def test_a_figure_of_a_former_period_has_no_effect_and_this_is_said(office):
    former = Period(date(2023, 6, 1), date(2023, 11, 30))
    scenario = Scenario(figures=(FigureTry(who(office, "Xã Tam Hải"), "online_total", former, 70),))

    found = office.whatif.try_out(POINTS, DAY, scenario)

    assert found.notes == (
        (
            "Số giả định «Trực tuyến» của Xã Tam Hải (lũy kế đến 30/11/2023) không có tác dụng: "
            "sổ đã có số của kỳ sau."
        ),
    )


def test_a_near_miss_brings_the_figure_that_would_have_done(office):
    misses = office.near_misses.near_misses(POINTS, DAY)
    miss = next(one for one in misses if one.name == "Xã Tam Hải")

    found = office.whatif.try_out(POINTS, DAY, Scenario().plus(miss.remedy))

    assert found.changes == ("Xã Tam Hải có 80 hồ sơ «Trực tuyến» thay vì 79",)
    assert row_of(found, "Xã Tam Hải").words == "Vào bảng"


# --- what is copied and printed ---


def test_text_paper_and_json_all_say_that_it_is_a_simulation(office, tmp_path):
    scenario = Scenario(figures=(figure(office, "Xã Tam Hải", "online_total", "80"),))
    found = office.whatif.try_out(POINTS, DAY, scenario)
    path = tmp_path / "mô phỏng.pdf"

    text = as_text(found, "Thêm một hồ sơ").splitlines()
    paper = simulation_document(found)
    office.whatif.save_pdf(POINTS, DAY, scenario, "", path, replace=False)

    assert text[0] == text[-1] == "MÔ PHỎNG: không phải kết quả chính thức, sổ không thay đổi"
    assert "Phương án: Thêm một hồ sơ" in text
    assert "–\t12\tXã Tam Hải\tVào bảng\t–\t6,15\t\t" in text
    assert paper.footer == text[0]
    assert path.read_bytes().startswith(b"%PDF")
    assert whatif_json(found)["label"] == "MÔ PHỎNG"


def test_a_name_like_a_formula_stays_a_name_when_pasted(office):
    office.units.set_fact(POINTS, who(office, "Xã Tam Hải"), Member.NAME, "=1+1")

    text = as_text(office.whatif.try_out(POINTS, DAY, Scenario())).splitlines()

    assert any("\t'=1+1\t" in line for line in text)
    assert not any(line.startswith(("=", "+", "-", "@")) for line in text)


# --- what no longer fits ---


def test_a_scenario_whose_unit_left_says_so_and_keeps_the_rest(office):
    scenario = everything(office)
    office.whatif.save(POINTS, "Nhiều", scenario)
    office.units.remove(POINTS, who(office, "Xã Tam Sơn"))
    kept = office.whatif.named(POINTS, "nhieu")

    desk = office.whatif.desk(POINTS, DAY, kept.scenario, kept.names)

    assert desk.gone == ("Xã Tam Sơn không còn trong đợt thi đua: bỏ qua số liệu «Trực tuyến».",)
    assert len(desk.scenario.parts) == len(scenario.parts) - 1
    with pytest.raises(UnknownChoiceError):
        office.whatif.try_out(POINTS, DAY, kept.scenario)


def test_rules_that_went_are_named_as_they_were(office):
    scenario = Scenario(
        figures=(FigureTry(9999, "online_total", DECEMBER, 1),),
        targets=(TargetTry("gone", Fraction(1)), TargetTry("online", Fraction(1), "nhóm khác")),
        thresholds=(ThresholdTry("gone", Fraction(1)),),
        readings={"order": "gone", "gone": "x"},
        dropped=("gone",),
    )

    found = office.whatif.fit(POINTS, scenario, {"gone": "Tỷ lệ cũ", "order": "Thứ tự tính"})

    assert found.scenario == Scenario()
    assert found.gone == (
        "Một đơn vị, cá nhân không còn trong đợt thi đua: bỏ qua số liệu «Trực tuyến».",
        "Mức giao «Tỷ lệ cũ» không còn trong đợt thi đua: bỏ qua.",
        "Mức giao không còn trong đợt thi đua: bỏ qua.",
        "Ngưỡng của «Tỷ lệ cũ» không còn trong đợt thi đua: bỏ qua.",
        "Cách hiểu «Thứ tự tính» đã chọn không còn trong đợt thi đua: bỏ qua.",
        "Cách hiểu «Tỷ lệ cũ» đã chọn không còn trong đợt thi đua: bỏ qua.",
        "Tiêu chuẩn «Tỷ lệ cũ» không còn trong đợt thi đua: không cần bỏ nữa.",
    )


# --- keeping ---


def test_a_scenario_gets_another_name_and_undo_gives_the_old_one_back(office):
    office.whatif.save(POINTS, "Một", EVERYTHING)
    office.whatif.save(POINTS, "Hai", Scenario())

    office.whatif.rename(POINTS, "Một", "Ba")
    renamed = [one.name for one in office.whatif.list(POINTS)]
    office.history.undo(Progress())

    assert renamed == ["Ba", "Hai"]
    assert [one.name for one in office.whatif.list(POINTS)] == ["Một", "Hai"]
    with pytest.raises(InvalidValueError):
        office.whatif.rename(POINTS, "Một", "Hai")
    with pytest.raises(UnknownChoiceError):
        office.whatif.named(POINTS, "Bốn")


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


def test_a_unit_with_a_target_of_its_own_is_named_where_the_general_one_is_tried(office):
    key = CampaignAdder(office.workspace).from_preset("ubnd-tinh-lang-son-2023").key
    for name, group in (("Sở Một", "tinh"), ("Sở Hai", "tinh"), ("Huyện Ba", "huyen")):
        office.units.add(key, Kind.UNIT, {Member.NAME: name, Member.GROUP: group})
    for name in ("Sở Một", "Huyện Ba"):
        unit = who(office, name, key)
        day = date(2023, 11, 30)
        office.figures.set_figure(key, unit, "target_received_online", day, "65,5")

    def notes(group):
        scenario = Scenario(targets=(TargetTry("received-online", Fraction(1, 2), group),))
        return office.whatif.try_out(key, DAY, scenario).notes

    (everywhere,), (there,) = notes(""), notes("tinh")
    assert "của Sở Một, Huyện Ba giữ nguyên" in everywhere
    assert "của Sở Một giữ nguyên" in there
    assert notes("xa") == ()
