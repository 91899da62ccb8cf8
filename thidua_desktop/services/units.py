"""Use cases on who takes part: units and people, read from a register."""

from pathlib import Path

from thidua_desktop.domain.subjects import Participant, SubjectId
from thidua_desktop.domain.vietnamese import fold, match_key
from thidua_desktop.errors import AmbiguousChoiceError, UnknownChoiceError
from thidua_desktop.importing.registers import Register, RegisterPerson, read_register
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.loading import campaign_in
from thidua_desktop.store.workspace import Session, Workspace


class UnitService:
    """The units and people of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def participants(self, key: str) -> tuple[Participant, ...]:
        """Return who takes part in a campaign."""
        with self._workspace.read() as session:
            return tuple(session.participants.of(key))

    def load_register(self, key: str, path: Path) -> Changes:
        """Add the units or people of a register and put them into their groups."""
        with self._workspace.read() as session:
            campaign = campaign_in(session, key)
        register = read_register(path, campaign.groups)
        label = f"Nhập danh sách {path.name}"
        with self._workspace.write(label, kind="load-register") as session:
            add_register(session, key, register)
        return Changes(session.changed, label)


def add_register(session: Session, key: str, register: Register) -> None:
    """Add what a register names; who is there already only joins the campaign."""
    there = {one.subject.id for one in session.participants.of(key)}
    for row in register.units:
        subject = unit_named(session, row.name, row.short_name)
        if subject not in there:
            session.participants.add(key, subject, row.group)
            there.add(subject)
    known = {
        (match_key(one.name), match_key(one.office), one.birth_date): one.id
        for one in session.subjects.people()
    }
    for person in register.people:
        identity = (match_key(person.name), match_key(person.office), person.birth_date)
        subject = known.get(identity) or _person(session, person)
        known[identity] = subject
        if subject not in there:
            session.participants.add(key, subject, person.group)
            there.add(subject)


def unit_named(session: Session, name: str, short_name: str = "") -> SubjectId:
    """Return the unit of that name, registered if it was not."""
    found = session.subjects.find_unit(match_key(name))
    return session.subjects.add_unit(name, short_name) if found is None else found


def _person(session: Session, person: RegisterPerson) -> SubjectId:
    office = unit_named(session, person.office) if person.office else None
    return session.subjects.add_person(
        person.name,
        office,
        birth_date=person.birth_date,
        gender=person.gender,
        position=person.position,
        qualification=person.qualification,
        home_town=person.home_town,
    )


def find_participant(participants: tuple[Participant, ...], name: str) -> Participant:
    """Return who is meant by a name, or by `Tên (Cơ quan)`.

    UnknownChoiceError if nobody is, AmbiguousChoiceError with the choices if several are.
    """
    wanted = match_key(name)
    exact = [one for one in participants if match_key(one.subject.label) == wanted]
    found = exact or [one for one in participants if match_key(one.subject.name) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        labels = tuple(one.subject.label for one in found)
        raise AmbiguousChoiceError("đơn vị, cá nhân", name, labels)
    raise UnknownChoiceError("đơn vị, cá nhân", name, _nearest(name, participants))


def _nearest(name: str, participants: tuple[Participant, ...]) -> tuple[str, ...]:
    """Return every label, those most like the name first."""
    from rapidfuzz import process

    labels = [one.subject.label for one in participants]
    found = process.extract(name, labels, processor=fold, limit=None)
    return tuple(label for label, _, _ in found)
