"""What the columns of a layout were taken for, from one import to the next."""

from dataclasses import replace

import pytest
from figure_samples import KEY, NOI_VU, TAM_SON, UNTIL_NOVEMBER, make_office, write_table
from openpyxl import load_workbook

from thidua_desktop.errors import DataFileError, UnknownChoiceError
from thidua_desktop.services.campaign_adding import CampaignAdder
from thidua_desktop.services.campaign_editing import CampaignEditor
from thidua_desktop.services.import_orders import ImportOrder, import_table
from thidua_desktop.services.imports import ImportChoices
from thidua_desktop.services.progress import Progress

LATE_LEFT_OUT = {"G": ""}


@pytest.fixture
def office(tmp_path):
    return make_office(tmp_path)


def take(office, path, choices=None):
    """Import a table, as the page does: with what is remembered of its layout."""
    inspection = office.imports.inspect(path, Progress())
    chosen = choices or ImportChoices()
    known = office.imports.remembered(KEY, inspection, chosen)
    chosen = known.choices if known else chosen
    review = office.imports.review(KEY, inspection, chosen, Progress())
    office.imports.apply(KEY, review, chosen, Progress())


def proposed(office, path, choices=None):
    inspection = office.imports.inspect(path, Progress())
    return office.imports.remembered(KEY, inspection, choices or ImportChoices())


def changed(path, **cells):
    """Write other texts into cells of a table: `G4="Số hồ sơ trễ"`."""
    book = load_workbook(path)
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    book.save(path)
    return path


def november(folder, **cells):
    path = write_table(folder / "t11.xlsx", [NOI_VU], period=UNTIL_NOVEMBER)
    return changed(path, **cells)


def december(folder, **cells):
    return changed(write_table(folder / "t12.xlsx", [NOI_VU, TAM_SON]), **cells)


def test_nothing_is_proposed_for_a_layout_never_seen(office, tmp_path):
    take(office, november(tmp_path))

    assert proposed(office, december(tmp_path, G4="Hồ sơ quá hạn, trễ hẹn")) is None


def test_columns_are_taken_next_month_as_they_were_taken(office, tmp_path):
    take(office, november(tmp_path), ImportChoices(columns=LATE_LEFT_OUT))

    found = proposed(office, december(tmp_path))

    assert found.choices.columns == LATE_LEFT_OUT
    assert found.words.startswith("Ghép cột như lần nhập ngày ")
    assert "t11.xlsx" in found.words


def test_what_was_recognised_rightly_needs_no_choice(office, tmp_path):
    take(office, november(tmp_path))

    assert proposed(office, december(tmp_path)).choices == ImportChoices()


def test_spelling_and_numbers_in_headings_do_not_matter(office, tmp_path):
    then = november(tmp_path, G4="Hồ sơ trễ hẹn tháng 11/2023")
    take(office, then, ImportChoices(columns=LATE_LEFT_OUT))

    found = proposed(office, december(tmp_path, G4="HỒ SƠ  TRỄ HẸN tháng 12/2023"))

    assert found is not None


def test_a_table_moved_by_a_column_is_still_known(office, tmp_path):
    take(office, november(tmp_path), ImportChoices(columns=LATE_LEFT_OUT))
    path = december(tmp_path)
    book = load_workbook(path)
    book.worksheets[0].insert_cols(1)
    book.save(path)

    assert proposed(office, path).choices.columns == {"H": ""}


def test_a_header_chosen_by_hand_is_found_again_a_line_lower(office, tmp_path):
    path = november(tmp_path, B3="(ghi chú của văn thư)")
    take(office, path, ImportChoices(header=(3, 4)))
    later = december(tmp_path, B3="(ghi chú của văn thư)")
    book = load_workbook(later)
    book.worksheets[0].insert_rows(1)
    book.save(later)

    assert proposed(office, later).choices.header == (4, 5)


def test_what_the_clerk_said_already_wins(office, tmp_path):
    take(office, november(tmp_path), ImportChoices(columns={"F": "", "G": ""}))

    found = proposed(office, december(tmp_path), ImportChoices(columns={"G": "online_on_time"}))

    assert found.choices.columns == {"F": "", "G": "online_on_time"}


def test_undoing_an_import_forgets_its_mapping(office, tmp_path):
    take(office, november(tmp_path))
    assert office.mappings.all(KEY)

    office.history.undo(Progress())

    assert office.mappings.all(KEY) == ()


def test_the_list_says_what_each_column_is(office, tmp_path):
    take(office, november(tmp_path), ImportChoices(columns=LATE_LEFT_OUT))

    (one,) = office.mappings.all(KEY)

    assert (one.file, one.who, one.used) == ("t11.xlsx", "Nguyễn Thị Hà", 5)
    assert [(c.letter, c.heading, c.role) for c in one.columns][1:3] == [
        ("B", "Tên đơn vị", "unit"),
        ("C", "Tổng số hồ sơ đã giải quyết", "resolved_total"),
    ]


def test_a_mapping_is_edited_and_a_role_belongs_to_one_column(office, tmp_path):
    take(office, november(tmp_path))
    (one,) = office.mappings.all(KEY)

    changes = office.mappings.set_role(KEY, one.signature, 5, "resolved_late")

    assert changes.label == "Sửa cách ghép cột của t11.xlsx"
    roles = [column.role for column in office.mappings.all(KEY)[0].columns]
    assert roles[5:] == ["resolved_late", ""]
    assert proposed(office, december(tmp_path)).choices.columns == {"F": "resolved_late", "G": ""}
    office.history.undo(Progress())
    assert office.mappings.all(KEY) == (one,)


def test_a_mapping_is_removed_and_comes_back_by_undo(office, tmp_path):
    take(office, november(tmp_path))
    (one,) = office.mappings.all(KEY)

    office.mappings.remove(KEY, one.signature)

    assert proposed(office, december(tmp_path)) is None
    with pytest.raises(UnknownChoiceError):
        office.mappings.remove(KEY, one.signature)
    office.history.undo(Progress())
    assert office.mappings.all(KEY) == (one,)


def test_the_command_line_uses_it_and_a_map_wins(office, tmp_path):
    take(office, november(tmp_path), ImportChoices(columns={"F": "", "G": ""}))
    order = ImportOrder(ImportChoices(columns={"G": "resolved_late"}), dry_run=True)

    with_map = import_table(office.workspace, KEY, december(tmp_path), order)
    anew = import_table(
        office.workspace, KEY, december(tmp_path), replace(order, ignore_mapping=True)
    )

    assert with_map.messages[0].startswith("Lưu ý: Ghép cột như lần nhập ngày")
    assert with_map.plan.columns["resolved_late"] == "G"
    assert "online_on_time" not in with_map.plan.columns
    assert "online_on_time" in anew.plan.columns
    assert not any("Ghép cột" in message for message in anew.messages)


def test_mappings_travel_with_a_campaign_saved_as_a_file(office, tmp_path):
    take(office, november(tmp_path), ImportChoices(columns=LATE_LEFT_OUT))
    CampaignEditor(office.workspace).save_preset(KEY, tmp_path / "mau.toml")

    other = make_office(tmp_path_of(tmp_path, "khac"), ())
    added = CampaignAdder(other.workspace).from_file(tmp_path / "mau.toml")

    (one,), (there,) = office.mappings.all(KEY), other.mappings.all(added.key)
    assert (there.signature, there.columns, there.day) == (one.signature, one.columns, one.day)
    assert "mapping" in added.changes.tables
    # Saved again from there, the campaign's own document is not stretched by them.
    CampaignEditor(other.workspace).save_preset(added.key, tmp_path / "mau-2.toml")
    assert (tmp_path / "mau-2.toml").read_text("utf-8").count("[[mappings]]") == 1


def test_last_years_campaign_brings_its_mappings(office, tmp_path):
    take(office, november(tmp_path))

    added = CampaignAdder(office.workspace).copy(
        KEY, years=1, short="Núi Thành 2024", with_members=False
    )

    assert [one.signature for one in office.mappings.all(added.key)] == [
        one.signature for one in office.mappings.all(KEY)
    ]


@pytest.mark.parametrize(
    ("mappings", "key"),
    [
        ("[[mappings]]\nday = 2023-12-05\ncolumns = []\n", "mappings[1].file"),
        (
            '[[mappings]]\nfile = "a"\nday = 2023-12-05\ncolumns = [{letter = "B", role = "x"}]\n',
            "mappings[1].columns[1].role",
        ),
        (
            '[[mappings]]\nfile = "a"\nday = 2023-12-05\ncolumns = []\nheader = [5, 4]\n',
            "mappings[1].header",
        ),
    ],
)
def test_a_mistake_in_a_mapping_is_named(office, tmp_path, mappings, key):
    CampaignEditor(office.workspace).save_preset(KEY, tmp_path / "mau.toml")
    path = tmp_path / "mau.toml"
    path.write_text(f"{path.read_text('utf-8')}\n{mappings}", "utf-8")

    with pytest.raises(DataFileError) as refused:
        CampaignAdder(office.workspace).from_file(path)

    assert refused.value.key == key


def tmp_path_of(folder, name):
    made = folder / name
    made.mkdir()
    return made
