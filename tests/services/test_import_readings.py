"""Ambiguous numbers asked once per column, old text left as typed, newcomers registered."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from figure_samples import KEY, NOI_VU, make_office, write_table

from thidua_desktop.domain.findings import Code
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import UnknownChoiceError
from thidua_desktop.services.files import create_file
from thidua_desktop.services.import_orders import ImportOrder, import_table
from thidua_desktop.services.imports import ImportChoices, Newcomer
from thidua_desktop.services.office import office_of
from thidua_desktop.services.progress import Progress

TABLES = Path(__file__).parents[1] / "files" / "tables"
PROVINCE = "ubnd-tinh-lang-son-2023"
CENTRE = "ttpvhcc-lang-son-2023"
THOUSAND = ("Xã Tam Sơn", "2,000", 1500, 1000, 500, "0")


@pytest.fixture
def office(tmp_path):
    return make_office(tmp_path)


@pytest.fixture
def province(tmp_path):
    path = tmp_path / "tỉnh.thidua"
    return office_of(create_file(path, PROVINCE, TABLES / "registers" / "lang-son.xlsx"))


def look(office, path, choices=None, key=KEY):
    inspection = office.imports.inspect(path, Progress())
    return office.imports.review(key, inspection, choices or ImportChoices(), Progress())


def asked(review):
    return [one for one in review.open if one.ask == "reading"]


def value_in(review, cell):
    found = [one for row in review.plan.rows for one in row.figures if one.cell == cell]
    return (found[0].count, found[0].percent) if found else None


# --- ambiguous numbers ---


def test_a_target_of_1_234_is_asked_about_with_both_readings(province):
    review = look(province, TABLES / "chi-tieu-533.xlsx", key=PROVINCE)

    (question, *_rest) = [one for one in asked(review) if "1.234" in one.text]

    assert [(one.reading, one.examples) for one in question.readings[:2]] == [
        ("decimals", "1.234 là 1,234"),
        ("thousands", "1.234 là 1.234"),
    ]
    assert question.readings[-1].reading == "each"
    answered = look(
        province,
        TABLES / "chi-tieu-533.xlsx",
        ImportChoices(readings={question.column: "decimals"}),
        key=PROVINCE,
    )
    assert value_in(answered, question.cell) == (None, Decimal("1.234"))
    assert any(
        one.column == question.column and one.solved and one.ask == "reading"
        for one in answered.problems
    )


def test_a_reading_that_makes_no_percentage_is_still_a_problem(province):
    review = look(province, TABLES / "chi-tieu-533.xlsx", key=PROVINCE)
    (question,) = [one for one in asked(review) if "1.234" in one.text]

    answered = look(
        province,
        TABLES / "chi-tieu-533.xlsx",
        ImportChoices(readings={question.column: "thousands"}),
        key=PROVINCE,
    )

    (left,) = [one for one in answered.open if one.cell == question.cell]
    assert (left.ask, left.code) == ("value", Code.AMBIGUOUS_NUMBER.value)


def test_one_answer_is_for_the_whole_column(office, tmp_path):
    rows = [THOUSAND, ("Phòng Nội vụ", "3,000", 900, 400, 500, 0)]
    path = write_table(tmp_path / "bang.xlsx", rows)

    (question,) = asked(look(office, path))

    assert question.title == "Cột C: 2 ô đọc được hai cách"
    answered = look(office, path, ImportChoices(readings={"C": "thousands"}))
    assert [value_in(answered, cell)[0] for cell in ("C5", "C6")] == [2000, 3000]
    assert not answered.open


@pytest.mark.parametrize(("reading", "count"), [("thousands", 2000), ("decimals", 2)])
def test_both_readings_of_a_count(office, tmp_path, reading, count):
    path = write_table(tmp_path / "bang.xlsx", [("Xã Tam Sơn", "2,000", 1, 1, 0, 0)])

    answered = look(office, path, ImportChoices(readings={"C": reading}))

    assert value_in(answered, "C5")[0] == count


def test_each_cell_may_be_typed_instead(office, tmp_path):
    path = write_table(tmp_path / "bang.xlsx", [THOUSAND])

    review = look(office, path, ImportChoices(readings={"C": "each"}))

    assert [(one.ask, one.cell) for one in review.open] == [("value", "C5")]


def test_the_answer_is_remembered_with_the_columns(office, tmp_path):
    choices = ImportChoices(readings={"C": "thousands"})
    path = write_table(tmp_path / "t11.xlsx", [THOUSAND])
    review = look(office, path, choices)
    office.imports.apply(KEY, review, choices, Progress())

    inspection = office.imports.inspect(path, Progress())

    known = office.imports.remembered(KEY, inspection, ImportChoices())
    assert known.choices.readings == {"C": "thousands"}


def test_an_unknown_reading_or_column_is_refused(office, tmp_path):
    path = write_table(tmp_path / "bang.xlsx", [THOUSAND])

    for readings in ({"C": "roman"}, {"ZZ": "thousands"}):
        with pytest.raises(UnknownChoiceError):
            look(office, path, ImportChoices(readings=readings))


# --- text of before Unicode ---


@pytest.fixture
def legacy(tmp_path):
    path = tmp_path / "núi thành.thidua"
    return office_of(create_file(path, KEY, TABLES.parent / "nui-thanh" / "don-vi.xlsx"))


def table_of(office, path, choices=None):
    inspection = office.imports.inspect(path, Progress())
    return office.imports.table(inspection, choices or ImportChoices())


@pytest.mark.parametrize("name", ["tcvn3.xlsx", "vni.xlsx"])
def test_old_text_is_shown_in_both_readings(legacy, name):
    (column, *_others) = table_of(legacy, TABLES / name).legacy

    assert column.letter == "B"
    assert not column.kept
    assert column.cells >= len(column.samples) > 0
    assert all(one.before != one.after for one in column.samples)
    assert any("Xã Tam" in one.after or "XÃ TAM" in one.after for one in column.samples)


@pytest.mark.parametrize("name", ["tcvn3.xlsx", "vni.xlsx"])
def test_old_text_can_be_left_as_it_was_typed(legacy, name):
    (column, *_others) = table_of(legacy, TABLES / name).legacy
    before = {one.before for one in column.samples}

    kept = table_of(legacy, TABLES / name, ImportChoices(as_typed=frozenset({"B"})))
    review = look(legacy, TABLES / name, ImportChoices(as_typed=frozenset({"B"})))

    assert kept.legacy[0].kept
    assert before & {row.cells[1] for row in kept.rows}
    typed = {row.as_typed for row in review.plan.excluded}
    assert typed & before
    codes = {finding.code for finding in review.plan.findings}
    assert Code.LEGACY_KEPT in codes
    assert look(legacy, TABLES / name).plan.excluded != review.plan.excluded


def test_what_the_conversion_cannot_know_is_listed(legacy, tmp_path):
    names = ("X· Tam S¬n", "¸nh s¸ng, X· Tam H¶i", "Phßng Néi vô", "X· Tam TiÕn")
    path = write_table(tmp_path / "cu.xlsx", [(name, 9, 6, 4, 2, 0) for name in names])

    (column,) = table_of(legacy, path).legacy

    assert column.unsure == ("ánh",)
    assert column.samples[0].after == "Xã Tam Sơn"
    assert column.samples[0].unsure == ()


def test_the_command_line_keeps_the_text_on_request(legacy):
    choices = ImportChoices(as_typed=frozenset("*"))
    order = ImportOrder(choices, dry_run=True)

    result = import_table(legacy.workspace, KEY, TABLES / "tcvn3.xlsx", order)

    assert any("giữ nguyên như trong tệp" in message for message in result.messages)


# --- newcomers ---


def test_a_unit_nobody_knew_is_registered_with_its_figures(office, tmp_path):
    rows = [NOI_VU, ("Trung tâm Hành chính công", 10, 8, 4, 4, 0)]
    path = write_table(tmp_path / "bang.xlsx", rows)
    choices = ImportChoices(newcomers={6: Newcomer("Trung tâm Hành chính công", "phong")})
    group = office.campaigns.load(KEY).groups[0].id
    choices = replace(choices, newcomers={6: Newcomer("Trung tâm Hành chính công", group)})

    review = look(office, path, choices)
    assert review.writes == 10
    office.imports.apply(KEY, review, choices, Progress())

    names = [one.subject.name for one in office.units.participants(KEY)]
    assert "Trung tâm Hành chính công" in names
    office.history.undo(Progress())
    names = [one.subject.name for one in office.units.participants(KEY)]
    assert "Trung tâm Hành chính công" not in names


def test_a_person_nobody_knew_is_registered_with_the_office_of_the_table(tmp_path):
    path = tmp_path / "trung tâm.thidua"
    register = TABLES / "registers" / "ca-nhan-ttpvhcc.xlsx"
    office = office_of(create_file(path, CENTRE, register))
    table = TABLES / "ca-nhan-ttpvhcc.xlsx"
    review = look(office, table, key=CENTRE)
    row = review.plan.rows[0]
    group = next(one for one in office.units.participants(CENTRE) if one.subject == row.subject)
    choices = ImportChoices(newcomers={row.row: Newcomer("Hoàng Văn Mới", group.group)})

    planned = look(office, table, choices, key=CENTRE)
    office.imports.store(CENTRE, planned.plan, choices, Progress())

    (person,) = [
        one.subject
        for one in office.units.participants(CENTRE)
        if one.subject.name == "Hoàng Văn Mới"
    ]
    assert person.kind is Kind.PERSON
    assert person.office == row.subject.office
