"""Who takes part: typed, corrected, merged and read from a register; every step can be undone."""

import shutil
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importing.workbooks import save
from screen_samples import NUI_THANH, NUI_THANH_SPAN, SO_NOI_VU, Counts, nui_thanh_file

from thidua_desktop.documents.registers import register_workbook
from thidua_desktop.domain.confirmations import Confirmation
from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.subjects import Kind, SubjectId, Unit
from thidua_desktop.errors import FileExistsAlreadyError, InvalidValueError, MergeBlockedError
from thidua_desktop.importing.presets import load_preset
from thidua_desktop.importing.registers import read_register
from thidua_desktop.services.files import open_file
from thidua_desktop.services.office import office_of
from thidua_desktop.services.unit_registers import LineState
from thidua_desktop.services.unit_views import Member

COMMUNES = "UBND các xã, thị trấn"
UNITS = {
    ("co-quan", "Phòng Nội vụ"): Counts(400, 300, 100, 190, 0),
    ("xa", "Xã Tam Hòa"): Counts(1000, 800, 400, 380, 10),
    ("xa", "Xã Tam Xuân I"): Counts(1000, 660, 330, 330, 0),
    ("xa", "Xã Tam Xuân II"): None,
}


@pytest.fixture
def office(tmp_path):
    return office_of(nui_thanh_file(tmp_path / "so.thidua", UNITS))


@pytest.fixture
def filled(demo_file, tmp_path):
    """The demonstration, with people."""
    path = tmp_path / "mẫu.thidua"
    shutil.copy(demo_file, path)
    return office_of(open_file(path, user="An"))


@pytest.fixture
def people(tmp_path):
    """Sở Nội vụ has groups of people as well."""
    office = office_of(nui_thanh_file(tmp_path / "nguoi.thidua", {}))
    office.campaigns.add(SO_NOI_VU)
    return office


def group_of_people(office):
    view = office.units.members(SO_NOI_VU)
    return next(one.id for one in view.groups if one.kind is Kind.PERSON)


def id_of(office, name, key=NUI_THANH):
    view = office.units.members(key)
    return next(one.id for one in (*view.units, *view.people) if one.subject.name == name)


def row(office, name, key=NUI_THANH):
    view = office.units.members(key)
    return next(one for one in (*view.units, *view.people) if one.subject.name == name)


def names(office, key=NUI_THANH, kind=Kind.UNIT):
    return [one.subject.name for one in office.units.members(key).rows(kind)]


def test_members_come_with_group_spellings_and_the_number_of_their_figures(office):
    office.units.add_alias(id_of(office, "Xã Tam Hòa"), "Tam Hoà (xã)")

    view = office.units.members(NUI_THANH)

    assert [(one.subject.name, one.group, one.figures) for one in view.units] == [
        ("Phòng Nội vụ", "co-quan", 5),
        ("Xã Tam Hòa", "xa", 5),
        ("Xã Tam Xuân I", "xa", 5),
        ("Xã Tam Xuân II", "xa", 0),
    ]
    assert view.units[1].aliases == ("tam hòa (xã)",)
    assert [(one.id, one.count) for one in view.groups] == [("co-quan", 1), ("xa", 3)]
    assert view.people == ()


def test_a_unit_is_added_and_taken_back(office):
    typed = {Member.NAME: "  Xã  Tam Hải ", Member.SHORT_NAME: "Tam Hải", Member.GROUP: "xa"}

    changes = office.units.add(NUI_THANH, Kind.UNIT, typed)

    assert changes.label == "Thêm Xã Tam Hải"
    assert changes.touch("subject", "participant")
    assert row(office, "Xã Tam Hải").subject == Unit(
        id_of(office, "Xã Tam Hải"), "Xã Tam Hải", "Tam Hải"
    )
    office.workspace.undo()
    assert "Xã Tam Hải" not in names(office)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({Member.NAME: "  ", Member.GROUP: "xa"}, "tên"),
        ({Member.NAME: "UBND xã Tam Hoà", Member.GROUP: "xa"}, "tên"),
        ({Member.NAME: "Xã Mới", Member.GROUP: "không có"}, "nhóm"),
        ({Member.NAME: "x" * 301, Member.GROUP: "xa"}, "tên"),
    ],
)
def test_what_cannot_be_added_names_its_field_and_writes_nothing(office, typed, field):
    before = names(office)

    with pytest.raises(InvalidValueError) as refused:
        office.units.add(NUI_THANH, Kind.UNIT, typed)

    assert refused.value.field == field
    assert names(office) == before


def test_a_unit_taken_out_keeps_its_figures_and_comes_back_with_them(office):
    office.units.remove(NUI_THANH, id_of(office, "Xã Tam Hòa"))
    gone = names(office)

    office.units.add(NUI_THANH, Kind.UNIT, {Member.NAME: "UBND xã Tam Hoà", Member.GROUP: "xa"})

    assert "Xã Tam Hòa" not in gone
    assert row(office, "Xã Tam Hòa").figures == 5


def test_names_and_group_are_corrected_in_place(office):
    unit = id_of(office, "Xã Tam Xuân I")

    office.units.set_fact(NUI_THANH, unit, Member.NAME, "Xã Tam Xuân 1")
    office.units.set_fact(NUI_THANH, unit, Member.SHORT_NAME, "TX1")
    last = office.units.set_fact(NUI_THANH, unit, Member.GROUP, "co-quan")

    assert last.label.startswith("Chuyển Xã Tam Xuân 1 sang nhóm ")
    found = row(office, "Xã Tam Xuân 1")
    assert (found.subject.short_name, found.group, found.figures) == ("TX1", "co-quan", 5)


def test_a_name_may_change_its_own_marks_but_never_take_anothers(office):
    unit = id_of(office, "Xã Tam Hòa")
    office.units.add_alias(id_of(office, "Phòng Nội vụ"), "PNV")

    office.units.set_fact(NUI_THANH, unit, Member.NAME, "UBND xã Tam Hoà")

    assert "UBND xã Tam Hoà" in names(office)
    for taken in ("Phòng nội vụ", "pnv"):
        with pytest.raises(InvalidValueError) as refused:
            office.units.set_fact(NUI_THANH, unit, Member.NAME, taken)
        assert "Phòng Nội vụ" in refused.value.expected


def test_an_alias_that_means_another_unit_is_refused(office):
    unit = id_of(office, "Xã Tam Hòa")

    for text in ("Phòng Nội vụ", "  ", "UBND xã Tam Hoà"):
        with pytest.raises(InvalidValueError):
            office.units.add_alias(unit, text)

    assert row(office, "Xã Tam Hòa").aliases == ()


def test_an_alias_is_forgotten_again(office):
    unit = id_of(office, "Xã Tam Hòa")
    office.units.add_alias(unit, "T.Hòa")

    office.units.remove_alias(unit, "t.hòa")

    assert row(office, "Xã Tam Hòa").aliases == ()


def test_nothing_is_written_where_nothing_differs(office):
    unit = id_of(office, "Xã Tam Hòa")

    changes = office.units.set_fact(NUI_THANH, unit, Member.NAME, " Xã Tam Hòa ")

    assert not changes.tables


# --- people ---


def test_a_person_has_what_the_forms_need(people):
    typed = {
        Member.NAME: "Nguyễn Thị Thúy",
        Member.BIRTH_DATE: "15/9/1980",
        Member.GENDER: "Nữ",
        Member.POSITION: "Chuyên viên",
        Member.OFFICE: "Sở Tư pháp",
        Member.QUALIFICATION: "Đại học",
        Member.HOME_TOWN: "Bắc Sơn, Lạng Sơn",
        Member.GROUP: group_of_people(people),
    }

    people.units.add(SO_NOI_VU, Kind.PERSON, typed)

    found = row(people, "Nguyễn Thị Thúy", SO_NOI_VU)
    texts = {field: found.text(field) for field in typed}
    assert texts == {**typed, Member.BIRTH_DATE: "15/09/1980"}
    assert found.subject.birth_date == date(1980, 9, 15)


def test_the_office_of_a_person_is_shown_though_it_takes_no_part(people):
    typed = {Member.NAME: "Vi Hà", Member.OFFICE: "Sở Tư pháp"}

    people.units.add(SO_NOI_VU, Kind.PERSON, {**typed, Member.GROUP: group_of_people(people)})

    office = row(people, "Sở Tư pháp", SO_NOI_VU)
    assert (office.takes_part, office.group_title) == (False, "Nơi công tác")


@pytest.mark.parametrize("typed", ["1980", "31/2/1980", "15/9/1880", "1/1/2999", "hôm qua"])
def test_a_date_of_birth_that_is_none_is_refused(people, typed):
    group = group_of_people(people)
    people.units.add(SO_NOI_VU, Kind.PERSON, {Member.NAME: "Vi Hà", Member.GROUP: group})
    person = id_of(people, "Vi Hà", SO_NOI_VU)

    with pytest.raises(InvalidValueError) as refused:
        people.units.set_fact(SO_NOI_VU, person, Member.BIRTH_DATE, typed)

    assert refused.value.field == "ngày sinh"
    assert row(people, "Vi Hà", SO_NOI_VU).subject.birth_date is None


def test_every_fact_of_a_person_is_corrected_alone(people):
    group = group_of_people(people)
    people.units.add(SO_NOI_VU, Kind.PERSON, {Member.NAME: "Vi Hà", Member.GROUP: group})
    person = id_of(people, "Vi Hà", SO_NOI_VU)
    facts = {
        Member.BIRTH_DATE: "02/01/1990",
        Member.GENDER: "Nam",
        Member.POSITION: "Phó Trưởng phòng",
        Member.OFFICE: "Phòng Nội vụ",
        Member.QUALIFICATION: "Thạc sĩ",
        Member.HOME_TOWN: "Lộc Bình",
    }

    for field, text in facts.items():
        people.units.set_fact(SO_NOI_VU, person, field, text)

    found = row(people, "Vi Hà", SO_NOI_VU)
    assert {field: found.text(field) for field in facts} == facts


def test_two_people_of_one_name_need_something_that_tells_them_apart(people):
    typed = {Member.NAME: "Vi Hà", Member.GROUP: group_of_people(people)}
    people.units.add(SO_NOI_VU, Kind.PERSON, typed)
    with pytest.raises(InvalidValueError):
        people.units.add(SO_NOI_VU, Kind.PERSON, typed)

    people.units.add(SO_NOI_VU, Kind.PERSON, {**typed, Member.BIRTH_DATE: "1/2/1990"})

    born = next(one.id for one in people.units.members(SO_NOI_VU).people if one.subject.birth_date)
    with pytest.raises(InvalidValueError):
        people.units.set_fact(SO_NOI_VU, born, Member.BIRTH_DATE, "")


# --- duplicates ---


def likely(office, key=NUI_THANH):
    return [(one.kept.subject.name, one.gone.subject.name) for one in office.units.duplicates(key)]


def test_names_that_differ_in_marks_may_be_one_but_numbers_never(office):
    for name in ("Xã Tam Hoa", "Xã Tam Xuân 2"):
        office.units.add(NUI_THANH, Kind.UNIT, {Member.NAME: name, Member.GROUP: "xa"})

    assert sorted(likely(office)) == [
        ("Xã Tam Hòa", "Xã Tam Hoa"),
        ("Xã Tam Xuân II", "Xã Tam Xuân 2"),
    ]


def test_people_of_one_name_may_be_one_unless_their_birthdays_differ(people):
    group = group_of_people(people)
    for facts in (
        {Member.OFFICE: "Phòng A", Member.BIRTH_DATE: "1/1/1980"},
        {Member.OFFICE: "Phòng A"},
        {Member.OFFICE: "Phòng A", Member.BIRTH_DATE: "2/2/1990"},
    ):
        people.units.add(
            SO_NOI_VU, Kind.PERSON, {Member.NAME: "Vi Hà", Member.GROUP: group, **facts}
        )

    found = people.units.duplicates(SO_NOI_VU)

    born = [{one.kept.text(Member.BIRTH_DATE), one.gone.text(Member.BIRTH_DATE)} for one in found]
    assert sorted(map(sorted, born)) == [["", "01/01/1980"], ["", "02/02/1990"]]


@pytest.fixture
def twice(office):
    """Xã Tam Hòa under a second name, with one figure that differs and one that only it has."""
    typed = {Member.NAME: "Tam Hòa mới", Member.SHORT_NAME: "T. Hòa", Member.GROUP: "co-quan"}
    office.units.add(NUI_THANH, Kind.UNIT, typed)
    gone = id_of(office, "Tam Hòa mới")
    with office.workspace.write("Nhập", kind="import") as session:
        for measure, count in (("resolved_total", 999), ("online_total", 800)):
            session.figures.put(Figure(gone, measure, NUI_THANH_SPAN, count, None, None, True))
        session.figures.put(Figure(gone, "resolved_total", None, 5, None, None, True))
    return gone, id_of(office, "Xã Tam Hòa")


def counts_of(office, subject):
    with office.workspace.read() as session:
        return {
            (one.measure, one.period): one.count
            for one in session.figures.of_subjects({SubjectId(subject)})
        }


def test_a_merge_says_what_moves_and_what_both_have(office, twice):
    plan = office.units.merge_plan(*twice)

    assert plan.moves == ("3 số liệu",)
    assert [(one.kept, one.gone) for one in plan.clashes] == [("1.000", "999")]
    assert "31/12/2023" in plan.clashes[0].what
    assert len(plan.notes) == 1
    assert plan.blocked == ()


def test_a_merge_with_an_open_clash_is_refused_and_writes_nothing(office, twice):
    before = office.units.members(NUI_THANH)

    with pytest.raises(MergeBlockedError) as refused:
        office.units.merge(*twice, {})

    assert len(refused.value.reasons) == 1
    assert office.units.members(NUI_THANH) == before


@pytest.mark.parametrize(("take_gone", "total"), [(True, 999), (False, 1000)])
def test_a_resolved_merge_keeps_the_figure_chosen_and_all_the_others(
    office, twice, take_gone, total
):
    gone, kept = twice
    (clash,) = office.units.merge_plan(gone, kept).clashes

    changes = office.units.merge(gone, kept, {clash.id: take_gone})

    counts = counts_of(office, kept)
    assert counts[("resolved_total", NUI_THANH_SPAN)] == total
    assert counts[("resolved_total", None)] == 5
    assert len(counts) == 6
    found = row(office, "Xã Tam Hòa")
    assert (found.group, found.subject.short_name) == ("xa", "T. Hòa")
    assert found.aliases == ("tam hòa mới", "t. hòa")
    assert changes.label == "Gộp «Tam Hòa mới» vào «Xã Tam Hòa»"
    assert "Tam Hòa mới" not in names(office)
    assert office.workspace.check() == ()


def test_a_merge_is_undone_whole(office, twice):
    gone, kept = twice
    before = (office.units.members(NUI_THANH), counts_of(office, gone), counts_of(office, kept))
    (clash,) = office.units.merge_plan(gone, kept).clashes
    office.units.merge(gone, kept, {clash.id: True})

    office.workspace.undo()

    after = (office.units.members(NUI_THANH), counts_of(office, gone), counts_of(office, kept))
    assert after == before


def test_what_the_council_and_the_clerk_wrote_for_both_must_be_chosen(office, twice):
    gone, kept = twice
    with office.workspace.write("Xác nhận", kind="confirm") as session:
        session.confirmations.put(NUI_THANH, kept, "x", Confirmation(met=True))
        session.confirmations.put(NUI_THANH, gone, "x", Confirmation(met=False, evidence="đơn thư"))
        for one in (kept, gone):
            report = session.reports.add(NUI_THANH, one, "mau-07", "giay-khen")
            session.reports.write_section(report, "facts", f"của {one}")
    plan = office.units.merge_plan(gone, kept)

    office.units.merge(gone, kept, {one.id: True for one in plan.clashes})

    assert [one.id.split(":")[0] for one in plan.clashes] == ["figure", "confirmation", "report"]
    with office.workspace.read() as session:
        (confirmed,) = session.confirmations.of(NUI_THANH).values()
        (report,) = session.reports.all(NUI_THANH)
    assert (confirmed.met, confirmed.evidence) == (False, "đơn thư")
    assert report.sections == {"facts": f"của {gone}"}


def test_a_person_written_under_both_offices_is_to_be_merged_first(people):
    group = group_of_people(people)
    for name in ("Phòng A", "Phòng A cũ"):
        typed = {Member.NAME: "Vi Hà", Member.OFFICE: name, Member.GROUP: group}
        people.units.add(SO_NOI_VU, Kind.PERSON, typed)
    gone, kept = id_of(people, "Phòng A cũ", SO_NOI_VU), id_of(people, "Phòng A", SO_NOI_VU)

    with pytest.raises(MergeBlockedError) as refused:
        people.units.merge(gone, kept, {})

    assert "Vi Hà" in refused.value.reasons[0]


def test_a_merged_person_keeps_what_only_one_of_the_two_had(people):
    typed = {Member.NAME: "Vi Hà", Member.OFFICE: "Phòng A", Member.GROUP: group_of_people(people)}
    people.units.add(SO_NOI_VU, Kind.PERSON, {**typed, Member.POSITION: "Chuyên viên"})
    people.units.add(
        SO_NOI_VU,
        Kind.PERSON,
        {**typed, Member.BIRTH_DATE: "1/2/1990", Member.POSITION: "Kế toán", Member.GENDER: "Nữ"},
    )
    kept, gone = (one.id for one in people.units.members(SO_NOI_VU).people)

    people.units.merge(gone, kept, {})

    (found,) = people.units.members(SO_NOI_VU).people
    assert found.text(Member.BIRTH_DATE) == "01/02/1990"
    assert (found.text(Member.POSITION), found.text(Member.GENDER)) == ("Chuyên viên", "Nữ")


def test_a_unit_and_a_person_are_never_merged(people):
    typed = {Member.NAME: "Vi Hà", Member.OFFICE: "Phòng A", Member.GROUP: group_of_people(people)}
    people.units.add(SO_NOI_VU, Kind.PERSON, typed)
    person, unit = id_of(people, "Vi Hà", SO_NOI_VU), id_of(people, "Phòng A", SO_NOI_VU)

    with pytest.raises(MergeBlockedError):
        people.units.merge(person, unit, {})
    with pytest.raises(MergeBlockedError):
        people.units.merge(unit, unit, {})


# --- registers ---


def test_the_plan_of_a_register_says_what_each_row_does(office, tmp_path):
    path = save(
        tmp_path / "ds.xlsx",
        ("TT", "Tên đơn vị", "Nhóm"),
        (1, "UBND xã Tam Hoà", COMMUNES),
        (2, "Xã Tam Hải", COMMUNES),
        (3, "Xã Tam Hải", COMMUNES),
        (4, "Xã Tam Hoa", COMMUNES),
        (5, "Xã Tam Lãnh", "Nhóm lạ"),
    )

    plan = office.units.plan_register(NUI_THANH, path)

    assert [(one.state, one.cell, one.doubtful) for one in plan.lines] == [
        (LineState.PROBLEM, "C6", False),
        (LineState.THERE, "B2", False),
        (LineState.NEW, "B3", False),
        (LineState.THERE, "B4", False),
        (LineState.NEW, "B5", True),
    ]
    assert "«Nhóm lạ»" in plan.lines[0].note
    assert "B3" in plan.lines[3].note
    assert not plan.can_be_loaded


def test_a_register_names_a_known_unit_by_any_of_its_spellings(office, tmp_path):
    office.units.add_alias(id_of(office, "Xã Tam Hòa"), "T.Hòa")
    before = names(office)
    path = save(
        tmp_path / "ds.xlsx",
        ("TT", "Tên đơn vị", "Nhóm"),
        (1, "T.Hòa", COMMUNES),
        (2, "UBND xã Tam Hoà", COMMUNES),
    )

    office.units.load_register(NUI_THANH, path)

    assert names(office) == before


@pytest.mark.parametrize("kind", [Kind.UNIT, Kind.PERSON])
def test_a_register_that_was_saved_loads_back_unchanged(filled, tmp_path, kind):
    path = tmp_path / "danh sách.xlsx"
    before = filled.units.members(SO_NOI_VU)
    filled.units.save_register(SO_NOI_VU, kind, path, replace=False)

    plan = filled.units.plan_register(SO_NOI_VU, path)
    changes = filled.units.load_register(SO_NOI_VU, path)

    assert len(plan.lines) == sum(one.takes_part for one in before.rows(kind)) > 0
    assert plan.count(LineState.THERE) == len(plan.lines)
    assert not changes.tables
    assert filled.units.members(SO_NOI_VU) == before


def test_a_register_never_replaces_a_file_unasked(office, tmp_path):
    path = tmp_path / "ds.xlsx"
    path.write_bytes(b"")

    with pytest.raises(FileExistsAlreadyError):
        office.units.save_register(NUI_THANH, Kind.UNIT, path, replace=False)

    assert path.read_bytes() == b""


NAMES = st.text(st.sampled_from("abc đĐẲẪỖẾỴgự-–&.()'\"=+@1 "), min_size=1, max_size=40).filter(
    lambda text: text.strip(" -–&.()'\"=+@")
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=6))
def test_any_names_survive_the_way_through_a_workbook(tmp_path_factory, pairs):
    campaign, _ = load_preset(NUI_THANH)
    group = campaign.groups[0]
    units = [Unit(SubjectId(1), " ".join(a.split()), " ".join(b.split())) for a, b in pairs]
    path = tmp_path_factory.mktemp("ds") / "ds.xlsx"

    path.write_bytes(register_workbook(Kind.UNIT, "Thử", [(one, group.name) for one in units]))

    found = read_register(path, campaign.groups).units
    assert [(one.name, one.short_name) for one in found] == [
        (one.name, one.short_name) for one in units
    ]
