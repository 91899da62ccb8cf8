"""Money, quotas and the law on screen; the day of a decision kept; two awards for one achievement.

Three communes of Núi Thành, small enough to add up by hand, and the staff of Sở Nội vụ.
"""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QMenu
from screen_samples import (
    COUNTS,
    NUI_THANH,
    NUI_THANH_DAY,
    SO_NOI_VU,
    THREE_COMMUNES,
    nui_thanh_file,
    so_noi_vu_file,
)
from shown import lines

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.council import council_criteria
from thidua_desktop.services.files import create_file
from thidua_desktop.services.office import office_of
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.unit_views import Member
from thidua_desktop.ui.models.cells import CELL_ROLE
from thidua_desktop.ui.screens.awards_money import MoneyDialog
from thidua_desktop.ui.screens.campaign import CampaignScreen
from thidua_desktop.ui.screens.council_confirm import ConfirmDialog
from thidua_desktop.ui.screens.decisions_list import DecisionsDialog
from thidua_desktop.ui.screens.goals import GoalsDialog
from thidua_desktop.ui.screens.ranking_menu import row_menu
from thidua_desktop.ui.screens.ranking_tabs import AWARDS
from thidua_desktop.ui.screens.reports import ReportsScreen
from thidua_desktop.ui.screens.reports_add import AddReportDialog

DAY = date(2023, 12, 1)
CENTRE = "ttpvhcc-lang-son-2023"


@pytest.fixture
def points(show_ranking, tmp_path, runner):
    office = office_of(nui_thanh_file(tmp_path / "núi thành.thidua", THREE_COMMUNES))
    screen = show_ranking(office, runner, NUI_THANH, NUI_THANH_DAY)
    screen.open_tab(AWARDS)
    return screen


@pytest.fixture
def office(tmp_path):
    return office_of(
        so_noi_vu_file(tmp_path / "sở.thidua", {"Văn phòng Sở": {**COUNTS, "received_online": 80}})
    )


@pytest.fixture
def targets(show_ranking, office, runner):
    screen = show_ranking(office, runner, SO_NOI_VU, DAY)
    screen.open_tab(AWARDS)
    return screen


def money(screen):
    screen.notices.bar.money_button.click()
    return next(one for one in screen.findChildren(MoneyDialog) if one.isVisible())


def confirm_everything(office):
    everybody = [one.subject.id for one in office.units.participants(SO_NOI_VU)]
    for one in council_criteria(office.campaigns.load(SO_NOI_VU)):
        office.council.confirm(SO_NOI_VU, everybody, one.id, met=True, evidence="Biên bản")


def test_prizes_given_and_not_given_add_up(points):
    dialog = money(points)

    found = [one for one in lines(dialog.table) if one[1] == "UBND các xã, thị trấn"]
    assert [(one[0], one[2], one[4], one[5], one[6]) for one in found] == [
        ("Giải nhất", "1", "1", "7.000.000", "7.000.000"),
        ("Giải nhì", "1", "1", "4.500.000", "4.500.000"),
        ("Giải ba", "0", "1", "3.000.000", "0"),
        ("Giải khuyến khích", "0", "2", "2.000.000", "0"),
    ]
    assert dialog.total.text() == (
        "Cần chi theo kết quả hiện nay: 11.500.000 đồng; nhiều nhất, khi trao đủ: 26.500.000 đồng."
    )


def test_a_prize_nobody_qualifies_for_says_what_happens_to_it(points):
    dialog = money(points)

    dialog.table.choose(lambda one: one.name == "Giải ba" and one.given == 0)

    assert "không trao, không chi: không còn đơn vị nào đủ điều kiện" in dialog.detail.text()


def test_the_law_proposes_bases_and_form_and_the_day_moves_them(targets, office):
    dialog = money(targets)
    before = dialog.bases.text()

    dialog.day.editor.setText("15/01/2025")
    dialog.keep_button.click()

    assert "Nghị định số 91/2017/NĐ-CP" in before
    assert "Mẫu số 07" in before
    assert "Nghị định số 98/2023/NĐ-CP" in dialog.bases.text()
    assert "Mẫu số 08" in dialog.bases.text()
    assert lines(dialog.table)[0][5] == "1.410.000"
    assert office.legal.view(SO_NOI_VU, DAY).day == date(2025, 1, 15)
    notes = targets.notices.council.accessibleName()
    assert "Kế hoạch ghi mẫu báo cáo khác Mẫu số 08" in notes


def test_under_the_decree_of_2025_the_council_is_reminded_of_its_principles(targets):
    dialog = money(targets)
    before = dialog.mindful.isVisibleTo(dialog)

    dialog.day.editor.setText("01/7/2025")
    dialog.keep_button.click()

    assert not before
    assert dialog.mindful.isVisibleTo(dialog)
    assert "không làm căn cứ đề nghị cấp trên khen công trạng" in dialog.mindful.text()
    assert "Mẫu số 08 ban hành kèm theo Nghị định số 152/2025/NĐ-CP." in dialog.bases.text()
    assert "chưa có sẵn để in" not in dialog.bases.text()


def test_another_regime_is_kept_to_and_undone(targets, office):
    dialog = money(targets)
    dialog.day.editor.setText("15/01/2025")
    dialog.regime.setCurrentIndex(dialog.regime.findData("nd91"))

    dialog.keep_button.click()
    kept = lines(dialog.table)[1][5]
    office.history.undo(Progress())

    assert kept == "4.680.000"
    assert not office.legal.view(SO_NOI_VU, DAY).stated


def test_what_is_no_day_is_said_beside_the_field(targets, office):
    dialog = money(targets)
    dialog.day.editor.setText("31/02/2024")

    dialog.keep_button.click()

    said = [label.text() for label in dialog.day.findChildren(QLabel)]
    assert any("«31/02/2024» không dùng được" in text for text in said)
    assert not office.legal.view(SO_NOI_VU, DAY).stated


def test_two_awards_for_one_achievement_are_warned_of_and_marked(targets, office):
    confirm_everything(office)
    targets.refresh()

    notes = targets.notices.council.accessibleName()
    model = targets.table.model()
    cells = [model.index(row, 0).data(CELL_ROLE) for row in range(model.rowCount())]
    (marked,) = [one for one in cells if one is not None and one.mark]

    assert "không khen thưởng nhiều hình thức cho một thành tích" in notes
    assert marked.tip.startswith("Văn phòng Sở đủ tiêu chuẩn Giấy khen của Giám đốc Sở và Bằng")
    assert "nhiều hình thức" in money(targets).notice.accessibleName()


def test_the_menu_of_a_row_confirms_it(targets):
    targets.table.choose(lambda _: True)
    menu = row_menu(targets, targets.table.current_row(), targets.run_command)

    next(one for one in menu.actions() if one.text() == "Hội đồng xác nhận…").trigger()

    dialog = next(one for one in targets.findChildren(ConfirmDialog) if one.isVisible())
    assert len(dialog.table.marked) == 1
    assert isinstance(menu, QMenu)


def begin(qtbot, office, runner):
    screen = ReportsScreen(office, runner)
    qtbot.addWidget(screen)
    screen.show_campaign(SO_NOI_VU, DAY)
    screen.begin()
    return screen.findChildren(AddReportDialog)[0]


def test_a_report_begins_on_the_form_of_the_plan_and_says_so(qtbot, office, runner):
    dialog = begin(qtbot, office, runner)

    assert dialog.form.value == "nd91-2017/mau-07-tap-the"
    assert "Mẫu ghi trong kế hoạch của đợt thi đua." in dialog.status.accessibleName()


def test_a_report_begins_on_the_form_of_the_decisions_day_and_may_take_another(
    qtbot, office, runner
):
    office.legal.choose(SO_NOI_VU, "15/01/2025")
    dialog = begin(qtbot, office, runner)
    proposed = dialog.form.value

    dialog.form.setCurrentIndex(dialog.form.findData("nd91-2017/mau-07-tap-the"))
    dialog.add_button.click()

    assert proposed == "nd98-2023/mau-08-tap-the"
    (report,) = office.reports.all(SO_NOI_VU)
    assert "91" in report.form


def test_the_decisions_open_from_the_readings_of_the_campaign(qtbot, office, runner):
    office.decisions.record(SO_NOI_VU, {"uplift": "relative"}, "Hội đồng Sở", "theo biên bản")
    screen = CampaignScreen(office, runner)
    qtbot.addWidget(screen)
    screen.show()
    screen.show_campaign(SO_NOI_VU)
    hidden = screen.decisions_button.isVisible()
    screen.sections.choose("readings")

    screen.decisions_button.click()

    dialog = next(one for one in screen.findChildren(DecisionsDialog) if one.isVisible())
    assert not hidden
    assert lines(dialog.table)[0][3] == "Hội đồng Sở"


def test_common_goals_are_listed_with_what_was_added_up(show_ranking, tmp_path, runner):
    office = office_of(create_file(tmp_path / "trung tâm.thidua", CENTRE))
    for name, satisfied in (("Trần An", 99), ("Lê Bình", 96)):
        person = {Member.NAME: name, Member.OFFICE: "Sở Y tế", Member.GROUP: "mot-cua"}
        office.units.add(CENTRE, Kind.PERSON, person)
        (who,) = (one.subject.id for one in participants_named(office, name))
        for measure, count in (("rated_very_satisfied", satisfied), ("rated_total", 100)):
            office.figures.set_figure(CENTRE, who, measure, date(2023, 10, 30), str(count))
    screen = show_ranking(office, runner, CENTRE, DAY)
    screen.open_tab(AWARDS)

    assert "mục tiêu chung: 0/" in screen.notices.counts.accessibleName()
    screen.notices.counts.link_clicked.emit()

    (dialog,) = screen.findChildren(GoalsDialog)
    shown = [one.text() for one in dialog.findChildren(QLabel)]
    assert any("không đạt (195 / 200 = 97,50%; cần từ 98%" in one for one in shown)
    assert sum("chưa có số liệu" in one for one in shown) >= 2


def participants_named(office, name):
    return [one for one in office.units.participants(CENTRE) if one.subject.name == name]


def test_a_campaign_without_common_goals_offers_none(points):
    assert "ục tiêu chung" not in points.notices.counts.accessibleName()
