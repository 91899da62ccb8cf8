"""The room of a table, shared out among its columns; worked out by hand."""

from thidua_desktop.ui.widgets.column_widths import widths_within


def test_without_room_left_over_every_column_keeps_its_usual_width():
    assert widths_within([100, 80], [300, 90], [0], 150) == [100, 80]


def test_the_stretching_column_takes_what_is_left_over():
    assert widths_within([100, 80], [60, 70], [0], 400) == [320, 80]


def test_two_stretching_columns_share_equally_while_neither_is_cut():
    assert widths_within([100, 100, 80], [150, 40, 20], [0, 1], 481) == [200, 201, 80]


def test_a_stretching_column_that_would_be_cut_takes_from_the_one_with_room():
    # 100 are left over: 90 for the long names, the rest for the empty notes.
    assert widths_within([100, 100], [190, 20], [0, 1], 300) == [190, 110]


def test_a_fixed_column_is_widened_before_the_others_stretch():
    assert widths_within([100, 80], [60, 130], [0], 300) == [170, 130]


def test_a_fixed_column_is_widened_in_a_table_where_none_stretches():
    assert widths_within([100, 80], [60, 130], [], 300) == [100, 130]


def test_a_column_with_little_to_say_lends_its_room_to_a_name_that_would_be_cut():
    # 20 are left over, the names want 70 more: 50 come from the 60 the empty column has.
    assert widths_within([100, 80], [170, 20], [0], 200) == [170, 30]


def test_more_is_lent_where_others_take_of_what_is_left_over():
    # 20 are left over: 4 widen the date, 16 the names, and 54 for these come from the empty column.
    assert widths_within([100, 80, 50], [170, 20, 54], [0], 250) == [170, 26, 54]


def test_nothing_is_lent_where_no_name_is_cut():
    assert widths_within([100, 80], [110, 20], [0], 200) == [120, 80]


def test_with_too_little_for_all_the_least_wanting_column_is_not_cut():
    # 60 are left over, 20 + 500 are wanted.
    assert widths_within([100, 80], [600, 100], [0], 240) == [140, 100]
