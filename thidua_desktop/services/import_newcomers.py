"""Whom a table names and nobody knew: taken into the plan, registered with the figures."""

from collections.abc import Mapping, Sequence
from datetime import date

from thidua_desktop.domain.campaigns import Group
from thidua_desktop.domain.subjects import Kind, Participant, Person, SubjectId, Unit
from thidua_desktop.domain.vietnamese import nfc
from thidua_desktop.importing.cells import day_in, shown
from thidua_desktop.importing.columns import BIRTH, OFFICE
from thidua_desktop.importing.headings import Table
from thidua_desktop.importing.matching import name_key
from thidua_desktop.services.import_views import ImportChoices, Newcomer
from thidua_desktop.services.units import unit_named
from thidua_desktop.store.workspace import Session


def newcomers_of(
    choices: ImportChoices, table: Table, groups: Sequence[Group]
) -> dict[int, Participant]:
    """Return whom the clerk adds, by row, with negative ids; rows of one name are one and the same.

    A person's office and date of birth are those of the table.
    """
    kinds = {group.id: group.kind for group in groups}
    known: dict[tuple[str, str, str, date | None], Participant] = {}
    found: dict[int, Participant] = {}
    for row, one in sorted(choices.newcomers.items()):
        office, born = "", None
        if kinds.get(one.group) is Kind.PERSON:
            office = nfc(shown(table.cell(row, OFFICE)))
            born = day_in(table.cell(row, BIRTH))
        identity = (name_key(one.name), one.group, name_key(office), born)
        if identity not in known:
            number = SubjectId(-1 - len(known))
            known[identity] = _participant(number, one, kinds, office, born)
        found[row] = known[identity]
    return found


def _participant(
    number: SubjectId, one: Newcomer, kinds: Mapping[str, Kind], office: str, born: date | None
) -> Participant:
    name = nfc(one.name)
    if kinds.get(one.group) is Kind.PERSON:
        return Participant(Person(number, name, office, born), one.group)
    return Participant(Unit(number, name), one.group)


def register(
    session: Session, key: str, newcomers: Sequence[Participant]
) -> Mapping[SubjectId, SubjectId]:
    """Register whom a plan takes in; return their ids by those of the plan."""
    ids: dict[SubjectId, SubjectId] = {}
    for one in newcomers:
        subject = one.subject
        if isinstance(subject, Person):
            office = unit_named(session, subject.office) if subject.office else None
            ids[subject.id] = session.subjects.add_person(subject.name, office, subject.birth_date)
        else:
            ids[subject.id] = unit_named(session, subject.name)
        session.participants.add(key, ids[subject.id], one.group)
    return ids
