"""Bodies by name, persons by name, office and date of birth, and who takes part."""

import sqlite3
from datetime import date

import pytest

from thidua_desktop.domain.subjects import Participant, Person, SubjectId, Unit
from thidua_desktop.domain.vietnamese import match_key

KEY = "nui-thanh-2023"
BORN = date(1988, 5, 4)
COLUMNS = "kind, name, match_key, office_id, birth_date, gender"


@pytest.fixture
def session(workspace):
    with workspace.write("Thử", kind="test") as session:
        yield session


def test_a_body_is_found_whatever_its_spelling(session):
    unit = session.subjects.add_unit("UBND xã  Tam Hòa", "Tam Hòa")

    found = session.subjects.find_unit(match_key("ubnd XÃ tam hoà"))

    assert found == unit
    assert session.subjects.units() == (Unit(unit, "UBND xã Tam Hòa", "Tam Hòa"),)
    assert session.subjects.find_unit(match_key("UBND xã Tam Hải")) is None


def test_two_bodies_never_have_one_name(session):
    session.subjects.add_unit("UBND xã Tam Hòa")

    with pytest.raises(sqlite3.IntegrityError):
        session.subjects.add_unit("ubnd xã tam hoà")


def test_a_person_comes_back_with_all_that_is_known(session):
    office = session.subjects.add_unit("Sở Tư pháp")

    person = session.subjects.add_person(
        "Nguyễn Thị Thúy",
        office,
        BORN,
        gender="Nữ",
        position="Chuyên viên",
        qualification="Đại học",
        home_town="Quảng Nam",
    )

    stored = Person(
        person, "Nguyễn Thị Thúy", "Sở Tư pháp", BORN, "Nữ", "Chuyên viên", "Đại học", "Quảng Nam"
    )
    assert session.subjects.people() == (stored,)
    assert session.subjects.get(person) == stored
    assert session.subjects.office_of(person) == office


def test_persons_of_one_name_are_told_apart_by_office_and_date_of_birth(session):
    office = session.subjects.add_unit("Sở Tư pháp")
    namesakes = [(None, None), (office, None), (None, BORN), (office, BORN)]

    people = [session.subjects.add_person("Lê An", *facts) for facts in namesakes]

    found = [session.subjects.find_person(match_key("lê an"), *facts) for facts in namesakes]
    assert found == people
    assert len(set(people)) == 4
    assert session.subjects.find_person(match_key("Lê An"), office, date(1990, 1, 1)) is None


@pytest.mark.parametrize("known", [(), ("office",), ("office", "born")])
def test_one_person_is_never_registered_twice(session, known):
    office = session.subjects.add_unit("Sở Tư pháp") if "office" in known else None
    born = BORN if "born" in known else None
    session.subjects.add_person("Lê An", office, born)

    with pytest.raises(sqlite3.IntegrityError):
        session.subjects.add_person("LÊ  An", office, born)


def test_a_person_may_have_the_name_of_a_body(session):
    session.subjects.add_unit("Bình Minh")

    session.subjects.add_person("Bình Minh")

    assert len(session.subjects.all()) == 2


def test_names_are_corrected(session):
    unit = session.subjects.add_unit("UBND xa Tam Hải")
    person = session.subjects.add_person("Lê A", None, None, gender="Nam")

    session.subjects.update_unit(unit, "UBND xã Tam Hải", "Tam Hải")
    session.subjects.update_person(person, "Lê An", unit, BORN, position="Chủ tịch")

    assert session.subjects.get(unit) == Unit(unit, "UBND xã Tam Hải", "Tam Hải")
    assert session.subjects.get(person) == Person(
        person, "Lê An", "UBND xã Tam Hải", BORN, position="Chủ tịch"
    )
    assert session.subjects.find_unit(match_key("UBND xã Tam Hải")) == unit


def test_a_subject_that_is_not_there_is_none(session):
    assert session.subjects.get(SubjectId(99)) is None
    assert session.subjects.office_of(SubjectId(99)) is None


def test_another_spelling_is_remembered_and_may_be_remembered_otherwise(session):
    one, other = session.subjects.add_unit("Phòng TC-KH"), session.subjects.add_unit("Phòng NV")

    session.subjects.add_alias(one, "phòng tài chính")
    session.subjects.add_alias(other, "phòng nội vụ")
    session.subjects.add_alias(other, "phòng tài chính")

    assert session.subjects.aliases() == {"phòng tài chính": other, "phòng nội vụ": other}


@pytest.mark.parametrize(
    "row",
    [
        "('body', 'A', 'a', NULL, NULL, '')",
        "('unit', '', 'a', NULL, NULL, '')",
        "('unit', 'A', '', NULL, NULL, '')",
        "('unit', 'A', 'a', NULL, '1990-01-01', '')",
        "('unit', 'A', 'a', NULL, NULL, 'Nam')",
        "('person', 'A', 'a', NULL, '31/12/1990', '')",
        "('person', 'A', 'a', NULL, '1990-02-30', '')",
        "('person', 'A', 'a', 99, NULL, '')",
    ],
)
def test_what_must_never_be_stored_of_a_subject(workspace, row):
    with pytest.raises(sqlite3.IntegrityError), workspace.write("Thử", kind="test") as session:
        session.subjects._connection.execute(
            f"INSERT INTO subject ({COLUMNS}) VALUES {row}"  # noqa: S608
        )


# --- participants ---


def test_participants_come_back_in_their_groups(session):
    session.campaigns.add(KEY, "a = 1")
    session.campaigns.add("khac", "a = 1")
    unit = session.subjects.add_unit("UBND xã Tam Hải")
    person = session.subjects.add_person("Lê An", unit)

    session.participants.add(KEY, person, "mot-cua")
    session.participants.add(KEY, unit, "xa")

    assert session.participants.of(KEY) == (
        Participant(Person(person, "Lê An", "UBND xã Tam Hải"), "mot-cua"),
        Participant(Unit(unit, "UBND xã Tam Hải"), "xa"),
    )
    assert session.participants.of("khac") == ()


def test_a_participant_is_in_one_group_only_and_may_leave(session):
    session.campaigns.add(KEY, "a = 1")
    unit = session.subjects.add_unit("UBND xã Tam Hải")
    session.participants.add(KEY, unit, "co-quan")

    session.participants.add(KEY, unit, "xa")
    moved = session.participants.of(KEY)
    session.participants.remove(KEY, unit)

    assert [one.group for one in moved] == ["xa"]
    assert session.participants.of(KEY) == ()
    assert session.subjects.get(unit) is not None


def test_nobody_takes_part_in_a_campaign_that_is_not_there(session):
    unit = session.subjects.add_unit("UBND xã Tam Hải")

    with pytest.raises(KeyError):
        session.participants.add("không có", unit, "xa")
