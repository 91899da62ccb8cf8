"""The council's word in the window, with the registers and tables of campaigns 3 and 4.

Who is marked, on what grounds, and what «Khen thưởng» and «Vì sao?» say afterwards.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from thidua_desktop.services.campaign_editing import CampaignEditor
from thidua_desktop.services.files import create_file, open_file
from thidua_desktop.services.import_orders import ImportOrder, import_table
from thidua_desktop.services.office import office_of
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.units import find_participant
from thidua_desktop.ui.models.cells import CELL_ROLE, GROUP_ROLE
from thidua_desktop.ui.screens.council_confirm import ConfirmDialog
from thidua_desktop.ui.screens.ranking import RankingScreen
from thidua_desktop.ui.screens.ranking_tabs import AWARDS
from thidua_desktop.ui.tasks import TaskRunner

TABLES = Path(__file__).parents[2] / "files" / "tables"
CENTRE, CENTRE_DAY = "ttpvhcc-lang-son-2023", date(2023, 10, 30)
LAND, LAND_DAY = "so-tnmt-lang-son-2024", date(2025, 1, 6)
POINTS = "nui-thanh-2023"
EVIDENCE = "Biên bản họp ngày 02/01/2025"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("đợt")
    made = {}
    for key, register, tables in (
        (CENTRE, "ca-nhan-ttpvhcc.xlsx", ("ca-nhan-ttpvhcc.xlsx",)),
        (LAND, "so-tnmt.xlsx", ("thanh-toan.xls", "tu-lam.xlsx")),
    ):
        made[key] = folder / f"{key}.thidua"
        workspace = create_file(made[key], key, TABLES / "registers" / register)
        for table in tables:
            import_table(workspace, key, TABLES / table, ImportOrder(accept_warnings=True))
    return made


@pytest.fixture
def show(qtbot, files, tmp_path, runner):
    def opened(key, day):
        copy = tmp_path / files[key].name
        shutil.copy(files[key], copy)
        screen = RankingScreen(office_of(open_file(copy, user="Trần Thị An")), runner)
        screen.changed.connect(screen.on_changed)
        qtbot.addWidget(screen)
        screen.resize(1176, 669)
        screen.show()
        screen.show_campaign(key, day)
        screen.open_tab(AWARDS)
        return screen

    return opened


@pytest.fixture
def land(show):
    return show(LAND, LAND_DAY)


def dialog_of(screen):
    return next(one for one in screen.findChildren(ConfirmDialog) if one.isVisible())


def ask(screen):
    screen.notices.bar.confirm_button.click()
    return dialog_of(screen)


def lines(table):
    model = table.model()
    columns = range(model.columnCount())
    return {
        model.index(row, 1).data(CELL_ROLE).spoken: [
            model.index(row, column).data(CELL_ROLE).spoken for column in columns
        ]
        for row in range(model.rowCount())
        if model.index(row, 0).data(GROUP_ROLE) is None
    }


def standing(screen, name):
    """Return the words of the awards beside a name on «Khen thưởng»."""
    model = screen.table.model()
    for row in range(model.rowCount()):
        cells = [model.index(row, column).data(CELL_ROLE) for column in range(model.columnCount())]
        if cells[0] is not None and cells[0].tip == name:
            return [cell.spoken for cell in cells[1:]]
    raise AssertionError(name)


def one(screen, name):
    participants = screen.office.units.participants(screen.shown.key)
    return find_participant(participants, name).subject.id


def say(dialog, screen, criterion, *names, button="met_button", evidence=EVIDENCE):
    dialog.choose(criterion)
    dialog.table.mark([one(screen, name) for name in names])
    dialog.evidence.editor.setText(evidence)
    getattr(dialog, button).click()


def panel(screen):
    return {label.text() for label in screen.why.findChildren(QLabel)}


def test_a_word_needs_evidence(land):
    dialog = ask(land)

    say(dialog, land, "noi-dung-2", "Văn phòng Sở", evidence="  ")

    errors = [label.text() for label in dialog.evidence.findChildren(QLabel)]
    assert "Ghi căn cứ: in kèm kết quả, sau này tra lại." in errors
    assert lines(dialog.table)["Văn phòng Sở"][2:] == ["Chờ xác nhận", "–"]


def test_three_contents_of_five_and_a_solution_make_the_award(land):
    dialog = ask(land)
    names = ("Văn phòng Sở", "Phòng Quản lý đất đai")

    for criterion in ("giai-phap-hieu-qua", "noi-dung-2", "noi-dung-3", "noi-dung-4"):
        say(dialog, land, criterion, *names)

    assert [standing(land, name)[0] for name in names] == ["Đạt", "Đạt"]
    assert standing(land, "Trung tâm Phát triển quỹ đất")[0] == "Hội đồng xác nhận"
    assert lines(dialog.table)["Văn phòng Sở"][2] == "Đạt"
    assert lines(dialog.table)["Văn phòng Sở"][3].startswith(f"{EVIDENCE} (Trần Thị An, ")


def test_the_panel_says_what_the_word_rests_on(land):
    dialog = ask(land)
    say(dialog, land, "noi-dung-2", "Văn phòng Sở")
    dialog.reject()

    land.table.choose(lambda row: row.participant.subject.name == "Văn phòng Sở")

    said = f"Hội đồng đã xác nhận: {EVIDENCE} (Trần Thị An, "
    assert any(text.startswith(said) for text in panel(land))
    assert any(f"{said}" in line for line in land.why.why.as_text().splitlines())


def test_a_denial_is_taken_back_and_one_undo_takes_back_several(land):
    dialog = ask(land)
    names = ("Văn phòng Sở", "Phòng Quản lý đất đai")
    say(dialog, land, "giai-phap-hieu-qua", *names, button="deny_button")
    denied = [standing(land, name)[0] for name in names]

    say(dialog, land, "giai-phap-hieu-qua", names[0], button="back_button", evidence="")
    taken_back = [standing(land, name)[0] for name in names]
    land.office.history.undo(Progress())
    land.office.history.undo(Progress())
    land.refresh()

    assert denied == ["Không đạt", "Không đạt"]
    assert taken_back == ["Hội đồng xác nhận", "Không đạt"]
    assert [standing(land, name)[0] for name in names] == ["Hội đồng xác nhận"] * 2


def test_words_rewritten_after_the_answer_are_quoted_and_asked_about_again(land):
    dialog = ask(land)
    say(dialog, land, "noi-dung-2", "Văn phòng Sở")
    dialog.reject()
    editor = CampaignEditor(land.office.workspace)
    text = editor.view(LAND).fields()["criteria.noi-dung-2.text"]
    editor.change(LAND, text, "Nội dung 2: rà soát TTHC và báo cáo đúng hạn")
    land.refresh()

    again = ask(land)
    again.choose("noi-dung-2")
    again.only_waiting.click()
    state, grounds = lines(again.table)["Văn phòng Sở"][2:]
    told = again.about.text()
    say(again, land, "noi-dung-2", "Văn phòng Sở", evidence="Biên bản số 15")
    again.reject()
    land.table.choose(lambda row: row.participant.subject.name == "Văn phòng Sở")

    assert state == "Đạt, lời cũ"
    assert grounds.startswith("Hội đồng xác nhận theo lời cũ: «Nội dung 2: rà soát TTHC đủ")
    assert "hỏi lại Hội đồng" in told
    assert not any("theo lời cũ" in text for text in panel(land))


def test_nothing_can_be_said_of_nobody(land):
    dialog = ask(land)

    enabled = [
        button.isEnabled() for button in (dialog.met_button, dialog.deny_button, dialog.back_button)
    ]
    assert enabled == [False, False, False]


def test_rows_are_marked_with_the_keyboard(land, qtbot):
    dialog = ask(land)
    table = dialog.table
    table.setFocus()

    qtbot.keyClick(table, Qt.Key.Key_Space)
    first = len(table.marked)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    second = len(table.marked)
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    everybody = len(table.marked)
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    assert (first, second, everybody, len(table.marked)) == (1, 2, 17, 0)


def test_a_mark_is_spoken(land):
    dialog = ask(land)
    model = dialog.table.model()
    box = dialog.table.currentIndex().siblingAtColumn(0)
    before = model.data(box, Qt.ItemDataRole.AccessibleTextRole)

    dialog.table.toggle(dialog.table.current_row())

    assert before == "Chưa chọn"
    assert model.data(box, Qt.ItemDataRole.AccessibleTextRole) == "Đã chọn"


def test_what_was_said_shows_even_where_the_dialog_is_closed_at_once(qtbot, files, tmp_path):
    copy = tmp_path / files[LAND].name
    shutil.copy(files[LAND], copy)
    runner = TaskRunner()
    screen = RankingScreen(office_of(open_file(copy, user="Trần Thị An")), runner)
    qtbot.addWidget(screen)
    screen.show()
    screen.show_campaign(LAND, LAND_DAY)
    qtbot.waitUntil(lambda: screen.shown is not None)
    screen.run_command("ranking.confirm")
    qtbot.waitUntil(lambda: bool(screen.findChildren(ConfirmDialog)))
    dialog = dialog_of(screen)

    with qtbot.waitSignal(screen.changed) as changed:
        say(dialog, screen, "noi-dung-2", "Văn phòng Sở")
        dialog.reject()

    assert changed.args[0].touch("confirmation")
    runner.shut_down()


def test_a_search_and_who_waits_narrow_the_list(land):
    dialog = ask(land)
    dialog.search.setText("chi cuc")
    found = set(lines(dialog.table))
    dialog.all_button.click()
    dialog.evidence.editor.setText(EVIDENCE)
    dialog.met_button.click()

    dialog.only_waiting.click()

    assert found == {"Chi cục Bảo vệ môi trường"}
    assert lines(dialog.table) == {}


def test_enter_on_a_row_opens_at_what_waits_for_it(land, qtbot):
    land.table.setFocus()
    land.table.choose(lambda row: row.participant.subject.name == "Trung tâm Phát triển quỹ đất")

    qtbot.keyClick(land.table, Qt.Key.Key_Return)

    dialog = dialog_of(land)
    assert dialog.table.marked == {one(land, "Trung tâm Phát triển quỹ đất")}
    assert dialog.question.criterion == "giai-phap-hieu-qua"


def test_a_rate_nothing_arose_for_is_offered_with_a_word_of_its_own(show):
    screen = show(CENTRE, CENTRE_DAY)
    dialog = ask(screen)

    dialog.choose("rat-hai-long")

    assert "Khi có số liệu thì tính theo số liệu." in dialog.about.text()
    (row,) = lines(dialog.table).values()
    assert row[1:3] == [
        "Đàm Thị Ánh Quỳnh (Sở Tư pháp)",
        "Không phát sinh",
    ]


def test_people_of_two_groups_are_confirmed_each_by_their_own_criteria(show):
    screen = show(CENTRE, CENTRE_DAY)
    dialog = ask(screen)
    common = ("tich-cuc-huong-ung", "guong-mau", "cong-so-van-minh", "nhiem-vu-khac")

    for criterion in (*common, "vuot-nhiem-vu", "tuyen-truyen"):
        say(dialog, screen, criterion, "Nguyễn Thị Thúy")

    name = "Nguyễn Thị Thúy (Phòng Nghiệp vụ - Kiểm soát thủ tục hành chính)"
    assert standing(screen, name) == ["Đạt"]
    dialog.choose("tuyen-truyen")
    assert len(lines(dialog.table)) == 8


def test_a_campaign_of_figures_alone_says_that_nothing_waits(qtbot, tmp_path, runner):
    workspace = create_file(
        tmp_path / "núi thành.thidua", POINTS, TABLES / "registers" / "nui-thanh.xlsx"
    )
    import_table(workspace, POINTS, TABLES / "hai-dau-moi-1.xlsx", ImportOrder())
    screen = RankingScreen(office_of(workspace), runner)
    qtbot.addWidget(screen)
    screen.show()
    screen.show_campaign(POINTS, date(2024, 1, 5))

    screen.run_command("ranking.confirm")

    box = next(one for one in screen.findChildren(QMessageBox) if one.isVisible())
    assert box.text().startswith("Đợt thi đua này không có tiêu chuẩn nào")
