"""The status bar says all of it in a wide window, and cuts no date in a narrow one."""

from PySide6.QtWidgets import QLabel

from thidua_desktop.ui.shell import ShellState
from thidua_desktop.ui.statusbar import StatusBar

STATE = ShellState(
    file_name="nui-thanh-2023.thidua",
    saved="Đã lưu lúc 10:32",
    period="lũy kế đến 31/12/2023",
    backup="05/01/2024 08:00",
)


def words_of(bar):
    return [one.text() for one in bar.findChildren(QLabel) if one.isVisible() and one.text()]


def test_the_last_backup_is_named_in_few_words_where_the_row_is_short(qtbot):
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(1400, 26)
    bar.show()
    bar.show_state(STATE)

    assert words_of(bar)[-1] == "Sao lưu gần nhất: 05/01/2024 08:00"

    bar.resize(560, 26)

    assert words_of(bar)[-1] == "Sao lưu: 05/01/2024 08:00"
    (label,) = [one for one in bar.findChildren(QLabel) if one.text().startswith("Sao lưu:")]
    assert label.toolTip() == "Sao lưu gần nhất: 05/01/2024 08:00"
