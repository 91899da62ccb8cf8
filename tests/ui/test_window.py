"""The frame of the window: pages, commands, search, undo, sizes, dropped files."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel

from thidua_desktop.services.changes import Changes
from thidua_desktop.ui.models.cells import Chip, Tone
from thidua_desktop.ui.shell import CampaignChoice, PageSpec, SearchEntry, ShellState
from thidua_desktop.ui.theme import ThemeKeeper
from thidua_desktop.ui.tokens import Scheme
from thidua_desktop.ui.widgets.rail import Rail
from thidua_desktop.ui.window import MainWindow

OPEN = ShellState(
    file_name="nui-thanh-2023.thidua",
    saved="Đã lưu lúc 10:32",
    period="lũy kế đến 31/12/2023",
    campaigns=(CampaignChoice("a", "Núi Thành 2023"), CampaignChoice("b", "Lạng Sơn 2023")),
    campaign="a",
    phase="Đang tổng kết",
    deadline=Chip("Còn 7 ngày: họp Hội đồng", Tone.AMBER),
    undo="nhập số liệu tháng 11",
    badges={"figures": 3},
)


class Recorder:
    """A screen that remembers what it was told."""

    def __init__(self, key):
        self.widget = QLabel(key)
        self.told = []

    def refresh(self):
        self.told.append("refresh")

    def on_changed(self, changes):
        self.told.append(("changed", *sorted(changes.tables)))

    def show_filter(self, words):
        self.told.append(("filter", words))

    def run_command(self, key):
        self.told.append(("command", key))


@pytest.fixture
def done():
    return []


@pytest.fixture
def window(qtbot, qapp, look, done):
    keeper = ThemeKeeper(qapp, scheme=Scheme.LIGHT)
    pages = [
        PageSpec(key, title, icon, lambda key=key: Recorder(key), frozenset(commands))
        for key, title, icon, commands in (
            ("overview", "Tổng quan", "speedometer2", ()),
            ("figures", "Số liệu", "table", ("figures.import",)),
            ("ranking", "Xếp hạng", "list-ol", ()),
        )
    ]
    handlers = {
        "file.open": lambda: done.append("open"),
        "help.about": lambda: done.append("about"),
    }
    window = MainWindow(pages, lambda: QLabel("start"), keeper, handlers)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    yield window
    keeper.deleteLater()


@pytest.fixture
def opened(window):
    window.show_state(OPEN)
    return window


def spoken(action):
    return action.text().replace("&", "")


def menus(window):
    return [spoken(one) for one in window.menuBar().actions() if one.isVisible()]


def lines(window, name):
    menu = next(one.menu() for one in window.menuBar().actions() if spoken(one) == name)
    return [one.text() for one in menu.actions() if one.text() and one.isVisible()]


def told(window, key):
    return window.page(key).told


def test_without_a_file_only_what_works_without_one_is_offered(window):
    assert menus(window) == ["Tệp", "Xem", "Trợ giúp"]
    assert lines(window, "Tệp") == ["Mở sổ…", "Thoát"]


def test_with_a_file_open_the_first_page_is_shown_and_loaded(opened):
    assert opened.current_page == "overview"
    assert told(opened, "overview") == ["refresh"]
    assert "Núi Thành 2023" in opened.windowTitle()


def test_a_command_nobody_handles_is_not_on_the_menus(opened):
    assert lines(opened, "Số liệu") == ["Nhập bảng tính…"]
    assert "Hồ sơ" not in menus(opened)


def test_every_command_shown_has_words_in_vietnamese_and_its_own_keys(opened):
    keys = [one.shortcut().toString() for one in opened.actions() if not one.shortcut().isEmpty()]

    assert len(keys) == len(set(keys))


def test_control_and_a_number_opens_a_page(qtbot, opened):
    opened.activateWindow()
    qtbot.keyClick(opened, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    assert opened.current_page == "figures"
    assert opened.rail.list.currentIndex().row() == 1


def test_choosing_on_the_rail_opens_a_page(opened):
    opened.rail.show_current(2)

    assert opened.current_page == "ranking"


def test_a_page_is_made_only_when_it_is_first_shown(opened):
    assert opened.page("ranking") is None

    opened.open_page("ranking", "Xã Tam Sơn")

    assert told(opened, "ranking") == ["refresh", ("filter", "Xã Tam Sơn")]


def test_a_page_out_of_sight_hears_of_changes_when_it_is_shown_again(opened):
    opened.open_page("figures")
    opened.on_changed(Changes(frozenset({"figure"})))

    assert told(opened, "overview") == ["refresh"]
    assert told(opened, "figures") == ["refresh", ("changed", "figure")]

    opened.open_page("overview")
    assert told(opened, "overview") == ["refresh", ("changed", "figure")]


def test_another_file_gets_fresh_pages(opened):
    before = opened.page("overview")

    opened.forget_pages()
    opened.open_page("overview")

    assert opened.page("overview") is not before


def test_a_command_of_a_page_opens_it_and_is_run_there(opened):
    opened.run_command("figures.import")

    assert opened.current_page == "figures"
    assert told(opened, "figures") == ["refresh", ("command", "figures.import")]


def test_a_command_of_the_program_reaches_its_handler(qtbot, window, done):
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)

    assert done == ["open"]


def test_undo_is_named_in_the_corner_and_on_the_menu(qtbot, opened):
    assert "Hoàn tác: nhập số liệu tháng 11" in lines(opened, "Sửa")

    with qtbot.waitSignal(opened.undo_wanted):
        qtbot.keyClick(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_with_nothing_to_undo_the_corner_is_empty(opened):
    corner = opened.menuBar().cornerWidget()
    assert "nhập số liệu tháng 11" in corner.text()

    opened.show_state(ShellState(file_name="x.thidua"))

    assert corner.isHidden()


@pytest.mark.parametrize(
    ("typed", "page", "expected"),
    [
        ("xep hang", "ranking", ["refresh"]),
        ("tam hoa", "figures", ["refresh", ("filter", "Xã Tam Hòa")]),
        ("nhap bang", "figures", ["refresh", ("command", "figures.import")]),
    ],
)
def test_the_search_opens_pages_units_and_commands(qtbot, opened, typed, page, expected):
    opened.offer_search([SearchEntry("Xã Tam Hòa", "Nhóm 2", page="figures", filter="Xã Tam Hòa")])
    opened.run_command("edit.find")
    opened.top_bar.search.setText(typed)

    qtbot.keyClick(opened.top_bar.search, Qt.Key.Key_Return)

    assert opened.current_page == page
    assert told(opened, page) == expected


def test_the_rail_collapses_when_narrow_and_comes_back_when_wide(opened):
    opened.resize(1093, 614)
    assert opened.rail.is_collapsed
    assert opened.rail.width() == 54

    opened.resize(1366, 768)
    assert not opened.rail.is_collapsed
    assert opened.rail.width() == 190


def test_large_text_makes_a_wide_window_narrow(opened):
    for _ in range(5):
        opened.run_command("view.larger")

    assert opened.rail.is_collapsed

    opened.run_command("view.usual")
    assert not opened.rail.is_collapsed


def test_the_rail_can_be_collapsed_by_hand(qtbot, opened):
    qtbot.keyClick(opened, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)

    assert opened.rail.is_collapsed


def test_the_look_can_be_chosen(opened, qapp):
    opened.run_command("view.dark")

    assert qapp.palette().window().color().lightness() < 50
    assert [one.text() for one in opened.actions() if one.isChecked()] == ["Nền tối"]


def test_the_badge_of_a_page_is_read_out(opened):
    index = opened.rail.pages.index(1, 0)

    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Số liệu, 3 việc"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Số liệu (Ctrl+2)"


def test_the_switcher_names_the_campaign_and_asks_for_another(qtbot, opened):
    switcher = opened.top_bar.switcher
    assert switcher.accessibleName() == "Đợt thi đua: Núi Thành 2023"

    with qtbot.waitSignal(opened.campaign_chosen) as chosen:
        switcher._menu.actions()[1].trigger()

    assert chosen.args == ["b"]


def drop(window, *names):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(name) for name in names])
    move = Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5), move, content, button, keys)
    enter.ignore()
    window.dragEnterEvent(enter)
    if enter.isAccepted():
        window.dropEvent(QDropEvent(QPointF(5, 5), move, content, button, keys))
    return enter.isAccepted()


def test_tables_and_workbooks_can_be_dropped_other_files_not(qtbot, opened):
    dropped = []
    opened.files_dropped.connect(dropped.extend)

    assert drop(opened, "/so/Số liệu tháng 11.XLSX", "/so/anh.png")
    assert drop(opened, "/so/bảng.xlsm", "/so/bảng.tsv", "/so/bảng.xml")
    assert not drop(opened, "/so/anh.png")

    assert [one.name for one in dropped] == [
        "Số liệu tháng 11.XLSX",
        "bảng.xlsm",
        "bảng.tsv",
        "bảng.xml",
    ]


def test_a_success_is_said_in_the_status_bar(opened):
    opened.say("Đã ghi 21 số vào sổ")

    words = [one.text() for one in opened.status.findChildren(QLabel) if one.isVisible()]

    assert "Đã ghi 21 số vào sổ" in words
    assert "Đã lưu lúc 10:32" not in words


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_list_of_keys_names_what_can_be_pressed(qtbot, opened):
    opened.run_command("help.keys")
    dialog = next(one for one in opened.children() if type(one).__name__ == "KeysDialog")

    words = [one.text() for one in dialog.findChildren(QLabel)]

    assert "Nhập bảng tính" in words
    assert "Ctrl+I" in words
    assert "Hoàn tác" in words
    assert words[words.index("Dán khối ô từ Excel") + 1] == "Ctrl+V"
    dialog.accept()


def test_the_rail_shows_only_the_pages_there_are(qtbot):
    rail = Rail([("Tổng quan", "speedometer2")])
    qtbot.addWidget(rail)

    assert rail.pages.rowCount() == 1


def test_every_menu_opens_with_its_own_letter(opened):
    letters = [one.text()[one.text().index("&") + 1].lower() for one in opened.menuBar().actions()]

    assert len(set(letters)) == len(letters)
    assert all(letter.isascii() for letter in letters)


@pytest.mark.parametrize("presses", [0, 5], ids=["100", "150"])
def test_the_name_of_what_is_undone_never_pushes_a_menu_out(opened, presses):
    for _ in range(presses):
        opened.run_command("view.larger")
    opened.setMinimumSize(0, 0)
    opened.resize(640, 560)
    opened.show_state(replace(OPEN, undo="sửa tên một đơn vị rất dài " * 5))

    bar = opened.menuBar()
    last = [one for one in bar.actions() if one.isVisible()][-1]
    assert spoken(last) == "Trợ giúp"
    assert 0 < bar.actionGeometry(last).right() < bar.cornerWidget().x()
