"""Use cases on who takes part: units and people, typed, merged, read from a register."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from thidua_desktop.documents.files import write_file
from thidua_desktop.domain.subjects import Kind, Participant, Person, Subject, SubjectId
from thidua_desktop.domain.vietnamese import fold, match_key, nfc
from thidua_desktop.errors import AmbiguousChoiceError, UnknownChoiceError
from thidua_desktop.importing.matching import name_key
from thidua_desktop.importing.registers import (
    Register,
    RegisterPerson,
    read_register,
    survey_register,
)
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.loading import campaign_in, participants_of
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.unit_merging import (
    Likely,
    MergePlan,
    likely_duplicates,
    merge_members,
    merge_plan,
)
from thidua_desktop.services.unit_names import (
    UnitNames,
    cleaned,
    invalid,
    person_facts,
    person_with,
    same_person,
    store_person,
    taken,
    unit_with,
)
from thidua_desktop.services.unit_registers import RegisterPlan, register_plan
from thidua_desktop.services.unit_views import FIELD_WORDS, Member, MembersView, members_view
from thidua_desktop.store.workspace import Session, Workspace

_UNIT_TEXTS: Final = (Member.NAME, Member.SHORT_NAME)


class UnitService:
    """The units and people of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def participants(self, key: str) -> tuple[Participant, ...]:
        """Return who takes part in a campaign."""
        return participants_of(self._workspace, key)

    def members(self, key: str) -> MembersView:
        """Return units and people of a campaign as their page shows them."""
        with self._workspace.read() as session:
            return members_view(session, key)

    # --- one by one ---

    def add(self, key: str, kind: Kind, typed: Mapping[Member, str]) -> Changes:
        """Add a unit or a person to a group; one registered already only joins the campaign.

        InvalidValueError names the field: an empty name, a name that means somebody who takes
        part already, a group or a date of birth that is none.
        """
        label = f"Thêm {nfc(typed.get(Member.NAME, ''))}"
        with self._workspace.write(label, kind="add-member") as session:
            group = _group(session, key, kind, typed.get(Member.GROUP, ""))
            facts: dict[Member, str] = {
                field: text for field, text in typed.items() if field is not Member.GROUP
            }
            add = _add_unit if kind is Kind.UNIT else _add_person
            session.participants.add(key, add(session, key, facts), group)
        return Changes(session.changed, label)

    def set_fact(self, key: str, subject: SubjectId, field: Member, text: str) -> Changes:
        """Correct one field of a unit or a person; figures and results stay with it.

        InvalidValueError where the field does not take the text. A person's office that is not
        registered yet is registered. Nothing is written where nothing differs.
        """
        with self._workspace.read() as session:
            one = _known(session, subject)
            label = _label(session, key, one, field, nfc(text))
        with self._workspace.write(label, kind="edit-member") as session:
            if field is Member.GROUP:
                session.participants.add(key, subject, _group(session, key, one.kind, text))
            elif isinstance(one, Person):
                store_person(session, UnitNames(session), person_with(one, {field: text}))
            else:
                unit = unit_with(one, UnitNames(session), {field: text})
                session.subjects.update_unit(unit.id, unit.name, unit.short_name)
        return Changes(session.changed, label)

    def remove(self, key: str, subject: SubjectId) -> Changes:
        """Take somebody out of a campaign; name, figures and reports stay in the file."""
        with self._workspace.read() as session:
            label = f"Đưa {_known(session, subject).name} ra khỏi đợt"
        with self._workspace.write(label, kind="remove-member") as session:
            session.participants.remove(key, subject)
        return Changes(session.changed, label)

    def add_alias(self, unit: SubjectId, text: str) -> Changes:
        """Remember another spelling of a unit; InvalidValueError if it means another one."""
        spelling = nfc(text)
        if not name_key(spelling):
            raise invalid(Member.ALIAS, spelling, "một cách viết, không để trống")
        with self._workspace.read() as session:
            names, name = UnitNames(session), _known(session, unit).name
            other = names.other(spelling, unit)
            if other is not None:
                raise invalid(Member.ALIAS, spelling, taken(spelling, names.name_of(other)))
            if name_key(spelling) == name_key(name):
                raise invalid(Member.ALIAS, spelling, "cách viết khác với tên đang dùng")
        label = f"Thêm cách viết «{spelling}» của {name}"
        with self._workspace.write(label, kind="add-alias") as session:
            session.subjects.add_alias(unit, match_key(spelling))
        return Changes(session.changed, label)

    def remove_alias(self, unit: SubjectId, text: str) -> Changes:
        """Forget another spelling of a unit."""
        with self._workspace.read() as session:
            label = f"Bỏ cách viết «{text}» của {_known(session, unit).name}"
        with self._workspace.write(label, kind="remove-alias") as session:
            if session.subjects.aliases().get(match_key(text)) == unit:
                session.subjects.remove_alias(match_key(text))
        return Changes(session.changed, label)

    # --- duplicates ---

    def duplicates(self, key: str, progress: Progress | None = None) -> tuple[Likely, ...]:
        """Return pairs of a campaign that may be one and the same, the likeliest first."""
        view = self.members(key)
        return likely_duplicates((*view.units, *view.people), progress or Progress())

    def merge_plan(self, gone: SubjectId, kept: SubjectId) -> MergePlan:
        """Say what merging would move, and what both have that differs."""
        with self._workspace.read() as session:
            return merge_plan(session, gone, kept)

    def merge(self, gone: SubjectId, kept: SubjectId, choices: Mapping[str, bool]) -> Changes:
        """Make `gone` and `kept` one; its name becomes another spelling.

        `choices` says for each clash whether the value of `gone` is taken. MergeBlockedError
        where a clash has no choice, or something cannot be merged.
        """
        with self._workspace.read() as session:
            names = [_known(session, one).name for one in (gone, kept)]
        label = f"Gộp «{names[0]}» vào «{names[1]}»"
        with self._workspace.write(label, kind="merge-members") as session:
            merge_members(session, gone, kept, choices)
        return Changes(session.changed, label)

    # --- registers ---

    def plan_register(self, key: str, path: Path) -> RegisterPlan:
        """Say what loading a register would do, row by row; nothing is written."""
        with self._workspace.read() as session:
            campaign = campaign_in(session, key)
            register, problems = survey_register(path, campaign.groups)
            return register_plan(session, key, path.name, register, problems)

    def load_register(self, key: str, path: Path) -> Changes:
        """Add the units or people of a register and put them into their groups."""
        with self._workspace.read() as session:
            campaign = campaign_in(session, key)
        register = read_register(path, campaign.groups)
        label = f"Nhập danh sách {path.name}"
        with self._workspace.write(label, kind="load-register") as session:
            add_register(session, key, register)
        return Changes(session.changed, label)

    def save_register(self, key: str, kind: Kind, path: Path, *, replace: bool) -> None:
        """Write the units or the people as a register that can be loaded again."""
        from thidua_desktop.documents.registers import register_workbook

        view = self.members(key)
        groups = {one.id: one.name for one in view.groups}
        rows = [(one.subject, groups[one.group]) for one in view.rows(kind) if one.takes_part]
        write_file(path, register_workbook(kind, view.campaign, rows), replace=replace)


def _known(session: Session, subject: SubjectId) -> Subject:
    found = session.subjects.get(subject)
    if found is None:
        raise UnknownChoiceError("đơn vị, cá nhân", str(int(subject)), ())
    return found


def _group(session: Session, key: str, kind: Kind, group: str) -> str:
    fitting = [one for one in campaign_in(session, key).groups if one.kind is kind]
    if group not in {one.id for one in fitting}:
        names = ", ".join(one.name for one in fitting) or "một nhóm; đợt này chưa có nhóm nào"
        raise invalid(Member.GROUP, group, f"chọn nhóm: {names}")
    return group


def _add_unit(session: Session, key: str, typed: Mapping[Member, str]) -> SubjectId:
    texts = {field: cleaned(field, typed.get(field, "")) for field in _UNIT_TEXTS}
    names = UnitNames(session)
    there = names.find(texts[Member.NAME])
    if there is not None and any(one.subject.id == there for one in session.participants.of(key)):
        raise invalid(
            Member.NAME, texts[Member.NAME], taken(texts[Member.NAME], names.name_of(there))
        )
    return names.register(texts[Member.NAME], texts[Member.SHORT_NAME])


def _add_person(session: Session, key: str, typed: Mapping[Member, str]) -> SubjectId:
    person = person_with(Person(SubjectId(0), ""), {Member.NAME: "", **typed})
    names = UnitNames(session)
    office = names.register(person.office) if person.office else None
    there = session.subjects.find_person(match_key(person.name), office, person.birth_date)
    if there is None:
        return session.subjects.add_person(
            person.name, office, person.birth_date, **person_facts(person)
        )
    if any(one.subject.id == there for one in session.participants.of(key)):
        raise invalid(Member.NAME, person.name, same_person(person))
    return there


def _label(session: Session, key: str, one: Subject, field: Member, text: str) -> str:
    name = one.name
    if field is Member.NAME:
        return f"Đổi tên {name} thành {text}"
    if field is Member.GROUP:
        groups = {group.id: group.short for group in campaign_in(session, key).groups}
        return f"Chuyển {name} sang nhóm {groups.get(text, text)}"
    return f"Sửa {FIELD_WORDS[field]} của {name}"


def add_register(session: Session, key: str, register: Register) -> None:
    """Add what a register names; who is there already only joins the campaign."""
    there = {one.subject.id for one in session.participants.of(key)}
    names = UnitNames(session)
    for row in register.units:
        subject = names.register(row.name, row.short_name)
        if subject not in there:
            session.participants.add(key, subject, row.group)
            there.add(subject)
    known = {
        (match_key(one.name), match_key(one.office), one.birth_date): one.id
        for one in session.subjects.people()
    }
    for person in register.people:
        office = names.register(person.office) if person.office else None
        office_name = names.name_of(office) if office else ""
        identity = (match_key(person.name), match_key(office_name), person.birth_date)
        subject = known.get(identity) or _register_person(session, person, office)
        known[identity] = subject
        if subject not in there:
            session.participants.add(key, subject, person.group)
            there.add(subject)


def unit_named(session: Session, name: str, short_name: str = "") -> SubjectId:
    """Return the unit of that name, registered if it was not."""
    return UnitNames(session).register(name, short_name)


def _register_person(
    session: Session, person: RegisterPerson, office: SubjectId | None
) -> SubjectId:
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
