"""What the clerk decides, freezes and answers on Xếp hạng, and the tabs beside the groups.

`Xã Hai` has 66 % online: ranked, but not for the first prize (70 %); `Xã Ba` 64 %: not considered.
"""

from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox
from screen_samples import (
    NUI_THANH,
    NUI_THANH_DAY,
    SO_NOI_VU,
    THREE_COMMUNES,
    nui_thanh_file,
    so_noi_vu_file,
)
from shown import lines, opened

from thidua_desktop.services.office import office_of
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.units import find_participant
from thidua_desktop.ui.models.cells import GROUP_ROLE
from thidua_desktop.ui.screens.awards_tables import miss_columns
from thidua_desktop.ui.screens.ranking_said import SaidDialog
from thidua_desktop.ui.screens.ranking_tabs import AWARDS, FROZEN, MISSES
from thidua_desktop.ui.screens.snapshots_late import LateDialog
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.tokens import Scheme
from thidua_desktop.ui.widgets.save_file import PDF, WORKBOOK

END = date(2023, 12, 31)


@pytest.fixture
def office(tmp_path):
    return office_of(nui_thanh_file(tmp_path / "so.thidua", THREE_COMMUNES))


@pytest.fixture
def screen(show_ranking, office, runner):
    return show_ranking(office, runner, NUI_THANH, NUI_THANH_DAY)


def subtitle(screen):
    return screen.head.findChildren(type(screen.head.title))[1].text()


def say(screen, who="", why="", name=""):
    dialog = opened(screen, SaidDialog)
    for field, text in ((dialog.who, who), (dialog.why, why), (dialog.name, name)):
        if text:
            field.editor.setText(text)
    dialog.do_button.click()
    return dialog


def freeze(screen, name="Trước khi họp"):
    screen.freeze_button.click()
    say(screen, "Hội đồng thi đua huyện", "Theo biên bản họp", name)


def retype(screen, name, measure, text):
    office = screen.office
    unit = find_participant(office.units.participants(NUI_THANH), name).subject.id
    screen.on_changed(office.figures.set_figure(NUI_THANH, unit, measure, END, text))


def groups(table):
    model = table.model()
    found = [model.index(row, 0).data(GROUP_ROLE) for row in range(model.rowCount())]
    return [one.title for one in found if one]


def tab_words(screen):
    return [screen.tabs.tabText(number) for number in range(screen.tabs.count())]


def test_a_decision_asks_who_and_why_and_is_numbered(screen, office):
    screen.try_reading("order", "coefficient-first")

    screen.readings.adopt_button.click()
    dialog = opened(screen, SaidDialog)
    facts = {label.text() for label in dialog.findChildren(QLabel)}
    say(screen, "Hội đồng thi đua huyện", "Theo biên bản họp")

    (decision,) = office.decisions.list(NUI_THANH)
    assert "Thứ tự tính: Điểm gốc × hệ số − điểm trừ" in facts
    assert (decision.number, decision.who, decision.why) == (
        1,
        "Hội đồng thi đua huyện",
        "Theo biên bản họp",
    )
    assert not screen.readings.adopt_button.isVisibleTo(screen)


def test_a_decided_rule_cites_its_decision_and_the_others_stay_undecided(screen):
    screen.try_reading("order", "coefficient-first")
    screen.adopt_trial()

    say(screen, "Hội đồng thi đua huyện")

    tips = {key: choice.toolTip() for key, choice in screen.readings.choices.items()}
    assert "Quyết định số 1 ngày" in tips["order"]
    assert "Hội đồng thi đua huyện" in tips["order"]
    assert "chưa quyết định" in tips["deduction"]


def test_leaving_the_dialog_decides_nothing(screen, office):
    screen.try_reading("order", "coefficient-first")
    dialog = screen.adopt_trial()

    dialog.reject()

    assert office.decisions.list(NUI_THANH) == ()
    assert screen.readings.adopt_button.isVisibleTo(screen)


def test_nobody_named_means_the_user_of_the_program(screen, office):
    freeze(screen)
    screen.withdraw()
    say(screen, why="Còn số liệu nộp muộn")

    (info,) = office.snapshots.list(NUI_THANH)
    assert info.withdrawn.who == "Nguyễn Thị Văn thư"


def test_freezing_names_the_result_in_the_subtitle_with_its_code(screen, office):
    freeze(screen)

    info = office.snapshots.newest(NUI_THANH)
    assert (info.name, info.who, info.why) == (
        "Trước khi họp",
        "Hội đồng thi đua huyện",
        "Theo biên bản họp",
    )
    assert f"Kết quả chốt số 1, ngày {info.at:%d/%m/%Y}, mã {info.code}" in subtitle(screen)
    assert "tạm tính" not in subtitle(screen)


def test_a_result_cannot_be_frozen_without_a_name(screen, office):
    screen.freeze_button.click()
    dialog = opened(screen, SaidDialog)
    dialog.name.editor.setText("  ")

    dialog.do_button.click()

    assert dialog.isVisible()
    assert dialog.name.editor.property("error")
    assert office.snapshots.list(NUI_THANH) == ()


def test_the_freeze_dialog_warns_of_what_nobody_decided(screen):
    screen.freeze_button.click()

    dialog = opened(screen, SaidDialog)
    warning = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Chưa quyết định cách hiểu: Thứ tự tính" in warning


def test_without_changes_the_comparison_says_so(screen):
    freeze(screen)

    screen.open_tab(FROZEN)

    assert any(word == "So với bản chốt số 1" for word in tab_words(screen))
    assert lines(screen.frozen.table) == []
    assert not screen.frozen.table.isVisibleTo(screen)
    assert not screen.why.isVisibleTo(screen)


def test_what_moved_since_the_freeze_is_listed_before_and_after(screen):
    freeze(screen)

    retype(screen, "Xã Hai", "online_total", "990")
    retype(screen, "Xã Hai", "online_early", "600")
    screen.open_tab(FROZEN)

    table = screen.frozen.table
    assert "tạm tính, khác bản chốt số 1" in subtitle(screen)
    assert groups(table)[:2] == ["Đổi hạng, đổi giải", "Số liệu khác"]
    moved = {name: (before, after) for name, _, before, after in lines(table)[:2]}
    assert moved["Xã Một"] == ("hạng 1 · 23,10 · Giải nhất", "hạng 2 · 23,10 · Giải nhì")
    assert moved["Xã Hai"][0].startswith("hạng 2 · 19,80")
    figures = {(name, before, after) for name, _, before, after in lines(table)}
    assert ("Xã Hai", "660", "990") in figures


def test_a_trial_is_never_called_the_frozen_result(screen):
    freeze(screen)

    screen.try_reading("order", "coefficient-first")

    assert "tạm tính" in subtitle(screen)
    assert "Kết quả chốt" not in subtitle(screen)


def test_withdrawing_needs_a_reason_and_makes_the_result_provisional(screen, office):
    freeze(screen)
    screen.open_tab(FROZEN)
    screen.frozen.withdraw_button.click()

    dialog = say(screen, "Hội đồng thi đua huyện")
    assert dialog.isVisible()
    say(screen, why="Còn số liệu nộp muộn")

    (info,) = office.snapshots.list(NUI_THANH)
    assert info.withdrawn.why == "Còn số liệu nộp muộn"
    assert "tạm tính, chưa chốt" in subtitle(screen)
    assert "So với bản chốt số 1" not in tab_words(screen)


def test_withdrawing_or_answering_nothing_says_what_is_missing(screen):
    screen.run_command("ranking.withdraw")
    screen.run_command("ranking.late")

    said = [box.text() for box in screen.findChildren(QMessageBox)]
    assert said == [
        "Chưa có bản chốt nào để rút.",
        "Không có số liệu nào chờ Hội đồng trả lời.",
    ]


def late_dialog(screen):
    freeze(screen)
    retype(screen, "Xã Một", "online_total", "640")
    screen.notices.late.link_clicked.emit()
    return opened(screen, LateDialog)


def test_a_late_figure_is_noticed_and_can_be_accepted(screen, office):
    dialog = late_dialog(screen)
    dialog.why.editor.setText("Có văn bản giải trình")

    dialog.accept_button.click()

    (answer,) = office.late.pending(NUI_THANH).answered
    assert (answer.word, answer.why) == ("Chấp nhận", "Có văn bản giải trình")
    assert not screen.notices.late.isVisibleTo(screen)


def test_a_refused_late_figure_goes_back_and_undo_brings_it_again(screen, office):
    dialog = late_dialog(screen)
    assert screen.notices.late.isVisibleTo(screen)
    dialog.why.editor.setText("Nộp quá hạn")

    dialog.refuse_button.click()

    assert "Kết quả chốt số 1" in subtitle(screen)
    screen.on_changed(office.history.undo(Progress()))
    assert screen.notices.late.isVisibleTo(screen)


def test_an_answer_to_late_figures_needs_a_reason_and_a_figure(screen, office):
    dialog = late_dialog(screen)

    dialog.accept_button.click()
    for box in dialog.boxes.values():
        box.setChecked(False)

    assert dialog.isVisible()
    assert dialog.why.editor.property("error")
    assert not dialog.accept_button.isEnabled()
    assert office.late.pending(NUI_THANH).answered == ()


def test_near_misses_stand_closest_first_and_say_what_would_have_done(screen):
    screen.open_tab(MISSES)

    first, second = lines(screen.table)
    assert (first[0], first[-1]) == ("Xã Ba", "thiếu 1,00 điểm %")
    assert (second[0], second[-1]) == ("Xã Hai", "thiếu 4,00 điểm %")
    assert "Thêm 10 trong 1.000" in screen.why.why.note
    assert not screen.why.pdf_button.isVisibleTo(screen)


def test_awards_say_who_meets_which_with_the_criteria_beside(screen):
    screen.open_tab(AWARDS)
    screen.table.choose(lambda one: one.participant.subject.name == "Xã Một")

    standing = dict(lines(screen.table))
    assert standing == {"Xã Một": "Đạt", "Xã Hai": "Đạt", "Xã Ba": "Không đạt"}
    assert screen.why.why.figure == "1/1"
    screen.why.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "Giấy khen của Chủ tịch UBND huyện: Đạt" in copied
    assert "Đạt giải trong đợt thi đua" in copied


def test_what_only_the_council_knows_waits_for_it(show_ranking, tmp_path, runner):
    counts = {"services_total": 10, "services_active": 9}
    office = office_of(so_noi_vu_file(tmp_path / "so.thidua", {"Văn phòng Sở": counts}))
    screen = show_ranking(office, runner, SO_NOI_VU, NUI_THANH_DAY)

    screen.open_tab(AWARDS)

    ((name, commendation, _),) = lines(screen.table)
    assert (name, commendation) == ("Văn phòng Sở", "Hội đồng xác nhận")
    assert "1 chờ Hội đồng" in screen.notices.counts.accessibleName()


def test_the_explanation_becomes_a_page_to_print(screen, tmp_path):
    path = tmp_path / "vi-sao.pdf"
    screen.show_filter("xa")
    who = screen.table.current_row().participant

    screen.work.export_why(screen.shown, who, path, replace=False)

    assert path.read_bytes().startswith(b"%PDF")


def test_the_button_asks_where_the_page_goes(screen, qtbot):
    screen.show_filter("xa")

    screen.why.pdf_button.click()

    dialog = opened(screen, QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Vì sao Xã Một.pdf")


@pytest.mark.parametrize(("kind", "begins"), [(WORKBOOK, b"PK"), (PDF, b"%PDF")])
def test_a_frozen_result_is_exported_under_its_stamp(screen, tmp_path, kind, begins):
    freeze(screen)
    path = tmp_path / f"chot{kind.suffix}"

    screen.work.export(screen.shown, kind, path, replace=False)

    assert screen.shown.is_frozen_result
    assert path.read_bytes().startswith(begins)


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("kind", [MISSES, AWARDS])
def test_the_tables_fit_the_smallest_window(screen, look, scheme, kind):
    look(Theme(scheme, 100, compact=True))
    screen.resize(1039, 442)

    screen.open_tab(kind)

    assert screen.table.horizontalScrollBar().maximum() == 0


def test_a_command_with_nothing_to_do_says_so(show_ranking, tmp_path, runner):
    office = office_of(nui_thanh_file(tmp_path / "so.thidua", {("xa", "Xã Một"): None}))
    screen = show_ranking(office, runner, NUI_THANH, NUI_THANH_DAY)

    screen.run_command("ranking.freeze")
    screen.run_command("ranking.misses")

    said = [box.text() for box in screen.findChildren(QMessageBox)]
    assert said == ["Chưa có số liệu nào để chốt.", "Không có đơn vị, cá nhân nào suýt đạt."]
    assert opened(screen, SaidDialog) is None


def test_who_is_not_ranked_has_a_page_of_awards_to_print(show_ranking, tmp_path, runner):
    file = so_noi_vu_file(tmp_path / "so.thidua", {"Văn phòng Sở": {"services_total": 10}})
    office = office_of(file)
    with file.write("Thêm cá nhân", kind="test") as session:
        person = session.subjects.add_person("Nguyễn Văn Bình")
        session.participants.add(SO_NOI_VU, person, "ca-nhan")
    screen = show_ranking(office, runner, SO_NOI_VU, NUI_THANH_DAY)
    screen.open_tab(AWARDS)
    screen.table.choose(lambda one: one.participant.subject.name == "Nguyễn Văn Bình")

    screen.run_command("ranking.why")

    chooser = opened(screen, QFileDialog)
    assert chooser is not None
    assert chooser.selectedFiles()[0].endswith("Vì sao Nguyễn Văn Bình.pdf")


def test_in_a_small_window_a_near_miss_names_its_rate_and_what_it_was_missed_for(screen):
    misses = screen.shown.state.misses
    one = next(miss for miss in misses if miss.missed == ("giải nhất",))

    def shown(**how):
        cell = miss_columns(tight=True, **how)[1].cell(one)
        return cell.text, cell.note

    assert shown() == ("Trực tuyến", "Giải nhất")
    assert shown(alike=True) == ("Trực tuyến", "")
    assert miss_columns(tight=False)[1].cell(one).text == one.title
