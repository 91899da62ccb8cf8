"""The sentence under a field: read whole, even in a dialog that was just high enough."""

from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QVBoxLayout

from thidua_desktop.ui.widgets.cards import IconMark
from thidua_desktop.ui.widgets.inputs import Field

SENTENCE = "Cần năm bốn chữ số, như 2022, của quyết định khen thưởng lần ấy."


def test_a_tight_dialog_grows_until_the_sentence_is_whole(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    field = Field("Năm", QLineEdit())
    below = QLabel("Số quyết định")
    rows = QVBoxLayout(dialog)
    rows.addWidget(field)
    rows.addWidget(below)
    dialog.resize(200, 60)
    dialog.show()
    before = dialog.height()

    field.show_error(SENTENCE)
    qtbot.waitUntil(lambda: dialog.height() > before)
    said = next(one for one in field.findChildren(QLabel) if one.text() == SENTENCE)
    icon = field.findChild(IconMark)

    assert said.isVisible()
    assert icon.isVisible()
    assert said.height() >= said.heightForWidth(said.width())
    assert below.geometry().bottom() < dialog.height()

    field.show_error("")

    assert not said.isVisible()
    assert not icon.isVisible()
