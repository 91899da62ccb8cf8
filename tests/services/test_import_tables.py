"""The table found once for all steps of the page, and its rows and lines put into words late."""

import pytest
from figure_samples import KEY, NOI_VU, TAM_SON, import_rows, make_office, write_table

from thidua_desktop.errors import RefusedFileError, UnknownChoiceError
from thidua_desktop.services.imports import ImportChoices
from thidua_desktop.services.progress import Progress


@pytest.fixture
def office(tmp_path):
    return make_office(tmp_path)


@pytest.fixture
def opened(office, tmp_path):
    """A table looked at by the page, that left its total of B5 blank."""
    path = write_table(tmp_path / "bảng.xlsx", [NOI_VU, ("Xã Tam Sơn", None, *TAM_SON[2:])])
    return office.imports.inspect(path, Progress())


# --- found once ---


def test_the_same_choices_get_the_same_table_without_another_search(opened):
    first = opened.book.found(ImportChoices(columns={"G": ""}))
    again = opened.book.found(ImportChoices(columns={"G": ""}, month="2023-12", values={"C5": "1"}))

    assert again[1] is first[1]


@pytest.mark.parametrize(
    "choices", [ImportChoices(columns={"G": ""}), ImportChoices(header=(4, 5))]
)
def test_a_choice_about_the_table_is_followed_after_the_table_was_found(office, opened, choices):
    found = office.imports.table(opened, ImportChoices())

    assert office.imports.table(opened, choices) != found
    assert office.imports.table(opened, ImportChoices()) == found


def test_another_sheet_is_looked_at_after_the_table_of_one_was_found(office, tmp_path):
    path = write_table(tmp_path / "hai trang.xlsx", [NOI_VU], others=["Phụ lục"])
    inspection = office.imports.inspect(path, Progress())
    office.imports.table(inspection, ImportChoices())

    with pytest.raises(RefusedFileError) as refused:
        office.imports.table(inspection, ImportChoices(sheet="Phụ lục"))

    assert refused.value.code == "no-table"


def test_a_reading_of_a_column_the_table_lacks_is_refused_though_the_table_is_known(opened):
    opened.book.found(ImportChoices())

    with pytest.raises(UnknownChoiceError):
        opened.book.found(ImportChoices(readings={"Z": "decimals"}))


# --- in words when looked at ---


def test_a_row_of_the_sheet_says_what_its_cells_say_and_nothing_beside_them(office, opened):
    rows = office.imports.table(opened, ImportChoices()).rows
    row = next(one for one in rows if one.number == 6)

    assert row.cells == ("2", "Xã Tam Sơn", "", "2649", "2059", "468", "122")
    assert [row.text(place) for place in (-1, 1, 2, 7)] == ["", "Xã Tam Sơn", "", ""]


def test_the_lines_say_before_after_and_by_how_much(office, tmp_path, opened):
    fewer = ("Xã Tam Sơn", 2757, 2650, 2000, 468, 122)
    import_rows(office, tmp_path / "trước.xlsx", [("Phòng Nội vụ", 1000, *NOI_VU[2:]), fewer])
    review = office.imports.review(KEY, opened, ImportChoices(values={"G5": "3"}), Progress())

    said = {one.cell: (one.kind, one.before, one.after, one.note) for one in review.lines}
    assert said["C5"] == ("changed", "1.000", "1.314", "+314")
    assert said["D6"] == ("changed", "2.650", "2.649", "−1")
    assert said["C6"] == ("changed", "2.757", "để trống", "")
    assert said["E5"] == ("same", "392", "392", "")
    assert said["G5"] == ("solved", "0", "3", "+3")
    assert (review.changed, review.changed_units) == (5, 2)
    line = next(one for one in review.lines if one.cell == "C6")
    assert (line.row, line.as_typed, line.name) == (6, "Xã Tam Sơn", "Xã Tam Sơn")
    assert line.measure
