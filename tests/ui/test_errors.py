"""What the user reads when something goes wrong, and that Qt speaks Vietnamese."""

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QMessageBox, QWidget

from thidua_desktop.errors import Cancelled, NotAWorkspaceError
from thidua_desktop.ui.errors import ask, show_error, tell
from thidua_desktop.ui.qt_words import QtWords


@pytest.fixture
def parent(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


@pytest.fixture
def vietnamese(qapp):
    words = QtWords(qapp)
    qapp.installTranslator(words)
    yield
    qapp.removeTranslator(words)


def box_of(parent):
    return parent.findChild(QMessageBox)


def labels(box):
    return [button.text() for button in box.buttons()]


def test_an_expected_error_says_what_happened_to_the_file_and_what_to_do(parent, vietnamese):
    show_error(parent, NotAWorkspaceError(Path("bang-diem.thidua")))

    box = box_of(parent)
    assert "bang-diem.thidua" in box.text()
    assert box.informativeText()
    assert labels(box) == ["Đóng"]


def test_what_the_user_stopped_is_not_an_error(parent):
    show_error(parent, Cancelled())

    assert box_of(parent) is None


def test_our_own_bug_is_logged_and_has_details_to_copy(parent, vietnamese, caplog):
    with caplog.at_level(logging.ERROR):
        show_error(parent, ZeroDivisionError("of all things"))

    box = box_of(parent)
    assert "of all things" in box.detailedText()
    assert "Chi tiết" in "".join(labels(box))
    assert "unexpected error" in caplog.text
    assert box.defaultButton().text() == "Đóng"


def test_asking_names_the_loss_and_does_nothing_on_cancel(parent):
    done = []
    ask(parent, what="Xóa 3 số?", lost="Mất 3 số.", do_it="Xóa 3 số", then=lambda: done.append(1))
    box = box_of(parent)
    assert [button.text() for button in box.buttons() if getattr(button, "is_danger", False)] == [
        "Xóa 3 số"
    ]

    box.escapeButton().click()
    assert done == []

    ask(parent, what="Xóa 3 số?", lost="Mất 3 số.", do_it="Xóa 3 số", then=lambda: done.append(1))
    box = parent.findChildren(QMessageBox)[-1]
    next(button for button in box.buttons() if button.text() == "Xóa 3 số").click()
    assert done == [1]


def test_telling_needs_no_choice(parent, vietnamese):
    tell(parent, "Đã xuất 28 tệp.")

    assert labels(box_of(parent)) == ["Đóng"]


def test_every_standard_button_is_vietnamese(qapp, vietnamese):
    box = QMessageBox()
    kinds = [kind for kind in QMessageBox.StandardButton if kind.name not in SPECIAL]
    box.setStandardButtons(QMessageBox.StandardButton.NoButton)
    words = {kind.name: box.addButton(kind).text() for kind in kinds}

    english = {name: text for name, text in words.items() if text.isascii()}

    assert english == {}


SPECIAL = {
    "NoButton",
    "FirstButton",
    "LastButton",
    "ButtonMask",
    "Default",
    "Escape",
    "FlagMask",
    "YesAll",
    "NoAll",
}


def test_the_menu_of_a_text_field_is_vietnamese(qtbot, vietnamese):
    line = QLineEdit("abc")
    qtbot.addWidget(line)
    line.show()
    menu = line.createStandardContextMenu()
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]

    assert words == ["&Hoàn tác", "&Làm lại", "&Cắt", "&Sao chép", "&Dán", "Xóa", "Chọn tất cả"]


def test_words_we_do_not_know_stay_as_they_are(qapp, vietnamese):
    assert QCoreApplication.translate("X", "Something %1 unknown") == "Something %1 unknown"
