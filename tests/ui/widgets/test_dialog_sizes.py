"""How large a dialog opens."""

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from thidua_desktop.ui.widgets.dialogs import resize_within


@pytest.mark.parametrize(
    ("window", "grows", "expected"),
    [
        ((1366, 768), True, (820, 540)),
        ((1920, 1080), True, (1025, 675)),
        ((1920, 1080), False, (820, 540)),
    ],
)
def test_a_dialog_over_a_large_window_is_larger_if_it_grows(qtbot, window, grows, expected):
    behind = QWidget()
    qtbot.addWidget(behind)
    behind.resize(*window)
    dialog = QDialog(behind)

    resize_within(dialog, 820, 540, grows=grows)

    assert (dialog.width(), dialog.height()) == expected


def test_a_dialog_is_never_larger_than_the_window_behind_it(qtbot):
    behind = QWidget()
    qtbot.addWidget(behind)
    behind.resize(1920, 1080)
    dialog = QDialog(behind)

    resize_within(dialog, 1700, 900)

    assert (dialog.width(), dialog.height()) == (1880, 1040)
