"""What the clerk sees and does in a table."""

from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QLineEdit

from thidua_desktop.ui.models.cells import Bar, Cell, Chip, Heading, Tone
from thidua_desktop.ui.models.rows import Column, RowGroup, RowsModel
from thidua_desktop.ui.theme import Role, Theme
from thidua_desktop.ui.tokens import Scheme, tokens_of
from thidua_desktop.ui.widgets.tables import Table

ROWS = (("Xã Tam Sơn", 77), ("Xã Tam Mỹ Tây", 40), ("ẲẪỖẾ Ỵgự", 38))
COLUMNS = (
    Column(Heading("Đơn vị", "3 xã"), lambda row: Cell(row[0]), lambda row: row[0], stretch=True),
    Column(
        Heading("Điểm", "thang 100", right=True),
        lambda row: Cell(str(row[1]), bar=Bar(Fraction(row[1], 100))),
        lambda row: row[1],
        width=150,
        compact_width=110,
    ),
    Column(Heading("Số"), lambda row: Cell("3"), right=True, width=80, editable=lambda row: True),
)


def make_table(qtbot, *, grid=False):
    table, model = Table(grid=grid), RowsModel(COLUMNS)
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show_model(model, identity=lambda row: row[0])
    model.replace_groups([RowGroup("Nhóm 1", ROWS, "3 đơn vị")])
    table.show()
    return table, model


@pytest.fixture
def table(qtbot):
    return make_table(qtbot)[0]


def test_choosing_a_row_tells_its_object(qtbot, table):
    with qtbot.waitSignal(table.row_chosen) as chosen:
        table.choose(lambda row: row[1] == 40)

    assert chosen.args == [ROWS[1]]


def test_enter_opens_the_row(qtbot, table):
    table.choose(lambda row: row[1] == 38)

    with qtbot.waitSignal(table.row_opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)

    assert opened.args == [ROWS[2]]


def test_the_selection_stays_on_its_row_through_sort_and_refresh(table):
    table.choose(lambda row: row[1] == 38)

    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    table.model().replace_groups([RowGroup("Nhóm 1", [("Xã mới", 1), *ROWS])])

    assert table.current_row() == ROWS[2]


def test_a_click_on_a_heading_sorts(qtbot, table):
    header = table.horizontalHeader()
    x = header.sectionViewportPosition(1) + 20

    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))

    assert [row[1] for row in table.model().shown_rows()] == [38, 40, 77]


def test_a_group_line_spans_the_table_and_closes_on_space(qtbot, table):
    assert table.columnSpan(0, 0) == len(COLUMNS)

    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Space)

    assert table.model().rowCount() == 1


def test_the_name_column_takes_the_room_left_over(table):
    widths = [table.columnWidth(column) for column in range(3)]

    assert sum(widths) == table.viewport().width()
    assert widths[1:] == [150, 80]


def test_rows_columns_and_header_follow_the_theme(table, look):
    look(Theme(compact=True))
    assert table.rowHeight(1) == 28
    assert table.rowHeight(0) == 24
    assert table.columnWidth(1) == 110

    look(Theme(percent=150))
    assert table.rowHeight(1) == 45
    assert table.columnWidth(1) == 225


def test_typing_over_a_cell_announces_the_row_and_the_text(qtbot):
    table, model = make_table(qtbot, grid=True)
    table.setCurrentIndex(model.index(1, 2))

    table.edit(model.index(1, 2))
    editor = table.findChild(QLineEdit)
    editor.setText("41 (*)")
    with qtbot.waitSignal(model.edited) as edited:
        qtbot.keyClick(editor, Qt.Key.Key_Return)

    assert edited.args == [ROWS[0], 2, "41 (*)"]
    assert editor.accessibleName() == "Số"


def colours_in(widget, area):
    image = widget.grab(area).toImage()
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def row_area(table, row):
    return QRect(0, table.rowViewportPosition(row), table.viewport().width(), table.rowHeight(row))


@pytest.mark.parametrize("scheme", Scheme)
def test_the_selected_row_has_a_fill_and_a_bar(table, look, scheme):
    look(Theme(scheme))
    table.choose(lambda row: row[1] == 77)
    table.clearFocus()

    seen = colours_in(table.viewport(), row_area(table, 1))

    assert tokens_of(scheme).selected.name() in seen
    assert table.viewport().grab().toImage().pixelColor(1, 40) == tokens_of(scheme).accent


def test_stacked_marks_are_not_cut_at_the_top_of_a_row(table, look):
    """The upper edge of the row is clear, and ink is found above the plain capital's top."""
    look(Theme(percent=150))
    top = table.rowViewportPosition(3)
    image = table.viewport().grab(QRect(12, top, 60, table.rowHeight(3))).toImage()
    ink = [
        y
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y).lightness() < 100
    ]

    assert min(ink) >= 2
    assert max(ink) < image.height() - 2


def test_a_missing_figure_is_hatched_and_said_in_words(qtbot):
    table = Table(grid=True)
    qtbot.addWidget(table)
    model = RowsModel([Column(Heading("Số"), lambda _: Cell("chưa có", missing=True), width=120)])
    table.show_model(model)
    model.replace([1])
    table.resize(200, 100)
    table.show()

    seen = colours_in(table.viewport(), row_area(table, 0))

    assert {tokens_of(Scheme.LIGHT).hatch_a.name(), tokens_of(Scheme.LIGHT).hatch_b.name()} <= seen
    assert model.index(0, 0).data() == "chưa có"


def test_a_negative_score_has_a_red_tick_and_no_fill(qtbot):
    table = Table()
    qtbot.addWidget(table)
    bar = Bar(Fraction(-3, 100))
    model = RowsModel([Column(Heading("Điểm"), lambda _: Cell("−3,00", bar=bar), width=180)])
    table.show_model(model)
    model.replace([1])
    table.resize(200, 100)
    table.show()

    seen = colours_in(table.viewport(), row_area(table, 0))

    assert tokens_of(Scheme.LIGHT).red.name() in seen
    assert tokens_of(Scheme.LIGHT).bar.name() not in seen


def test_a_chip_says_its_state_by_an_icon_and_a_word_not_by_colour_alone():
    for tone in (Tone.GREEN, Tone.RED, Tone.AMBER, Tone.GOLD, Tone.ENCOURAGE):
        assert Chip("Đạt", tone).icon_name


def test_the_bar_of_half_is_half_full(qtbot):
    table = Table()
    qtbot.addWidget(table)
    bar = Bar(Fraction(1, 2))
    model = RowsModel([Column(Heading("Điểm"), lambda _: Cell("50,00", bar=bar), width=200)])
    table.show_model(model)
    model.replace([1])
    table.resize(220, 100)
    table.show()

    image = table.viewport().grab().toImage()
    line = [image.pixelColor(x, table.rowHeight(0) // 2).name() for x in range(200)]
    filled = line.count(tokens_of(Scheme.LIGHT).bar.name())
    empty = line.count(tokens_of(Scheme.LIGHT).track.name())

    assert abs(filled - empty) <= 4
    assert filled > 30
    assert QColor(line[0]) == tokens_of(Scheme.LIGHT).surface


def test_a_long_heading_and_a_long_name_are_not_cut_while_there_is_room(qtbot):
    heading = "(1) nui-thanh-2023-10-truc-tuyen.xlsx"
    name = "Phòng Xây dựng chính quyền và Công tác thanh niên"
    columns = (
        Column(Heading("Đơn vị"), lambda row: Cell(row, strong=True), stretch=True),
        Column(Heading(heading, right=True), lambda _row: Cell("28.986"), right=True, width=90),
        Column(Heading("Ghi chú"), lambda _row: Cell(), stretch=True),
    )
    table, model = Table(), RowsModel(columns)
    qtbot.addWidget(table)
    table.resize(900, 200)
    table.show_model(model)
    model.replace([name])
    table.show()

    bold = QFontMetricsF(Theme().font(Role.BODY, weight=600))
    head = QFontMetricsF(Theme().font(Role.HEADER, weight=600))
    assert table.columnWidth(0) >= bold.horizontalAdvance(name) + 16
    assert table.columnWidth(1) >= head.horizontalAdvance(heading) + 16
    assert sum(table.columnWidth(place) for place in range(3)) == table.viewport().width()
