"""A text with linked figures: what is shown, what is stored, that a figure stays one piece."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor

from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.widgets.linked_text import LinkedTextEdit

VALUES = {"rate": "82,20%", "count": "1.284"}


@pytest.fixture
def edit(qtbot):
    edit = LinkedTextEdit()
    qtbot.addWidget(edit)
    edit.resize(400, 100)
    edit.set_values(VALUES)
    edit.show()
    return edit


def copied(edit):
    edit.selectAll()
    return edit.createMimeDataFromSelection().text()


def test_a_stored_text_comes_back_as_it_was(edit):
    text = "Số hóa {{count}} hồ sơ,\nđạt {{rate}}{{rate}}; số {{gone}} không còn"

    edit.show_text(text)

    assert edit.text() == text
    assert copied(edit) == "Số hóa 1.284 hồ sơ,\nđạt 82,20%82,20%; số chưa có không còn"


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Co")))
pieces = st.lists(st.one_of(words, st.sampled_from(["{{rate}}", "{{count}}", "\n"])), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(pieces)
def test_showing_and_reading_is_stable(edit, parts):
    edit.show_text("".join(parts))
    once = edit.text()

    edit.show_text(once)

    assert edit.text() == once


def test_backspace_takes_a_figure_as_a_whole(edit, qtbot):
    edit.show_text("đạt {{rate}}")
    edit.moveCursor(QTextCursor.MoveOperation.End)

    qtbot.keyClick(edit, Qt.Key.Key_Backspace)

    assert edit.text() == "đạt "


def test_an_inserted_figure_does_not_stick_to_the_words_around_it(edit):
    edit.show_text("đạttrong năm")
    cursor = edit.textCursor()
    cursor.setPosition(3)
    edit.setTextCursor(cursor)

    edit.insert_figure("rate")

    assert edit.text() == "đạt {{rate}} trong năm"


def test_a_new_value_is_shown_without_the_text_being_edited(edit, qtbot):
    edit.show_text("đạt {{rate}}")

    with qtbot.assertNotEmitted(edit.edited):
        edit.set_values({"rate": "90,00%"})

    assert copied(edit) == "đạt 90,00%"


def test_a_figure_copied_inside_the_program_stays_linked(edit):
    edit.show_text("đạt {{rate}}")
    edit.selectAll()
    taken = edit.createMimeDataFromSelection()
    edit.show_text("")

    edit.insertFromMimeData(taken)

    assert edit.text() == "đạt {{rate}}"


def test_pasting_brings_words_only_and_in_composed_letters(edit):
    rich = QMimeData()
    rich.setHtml("<b style='font-size:40px'>Ho\u0301a</b>")
    rich.setText("Ho\u0301a")
    edit.show_text("")

    edit.insertFromMimeData(rich)

    assert edit.text() == "Hóa"
    assert edit.textCursor().charFormat().fontPointSize() == 0


def test_undo_takes_an_inserted_figure_back_in_one_step(edit):
    edit.show_text("đạt")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.insert_figure("rate")

    edit.undo()

    assert edit.text() == "đạt"


def test_the_text_grows_and_never_scrolls(edit):
    edit.show_text("một dòng")
    low = edit.height()

    edit.show_text("\n".join(["một dòng"] * 12))

    assert edit.height() >= 12 * 20 > low
    assert edit.verticalScrollBar().maximum() == 0


def test_a_long_hint_has_room_until_something_is_written(edit):
    low = edit.height()

    edit.set_hint("Địa điểm trụ sở chính, điện thoại, chức năng, nhiệm vụ được giao. " * 6)
    high = edit.height()
    edit.resize(250, edit.height())
    narrow = edit.height()
    edit.show_text("đã soạn")

    assert narrow > high > low
    assert edit.height() == low


def test_a_larger_text_size_gives_higher_lines(edit, look):
    edit.show_text("\n".join(["một dòng"] * 6))
    usual = edit.height()

    look(Theme(percent=150))

    assert edit.height() >= usual * 1.4
    assert edit.text().count("\n") == 5


def test_words_are_counted_with_a_figure_as_one(edit):
    edit.show_text("đạt {{rate}} trong năm")

    assert edit.words() == 4
