"""Finding who is already registered under a name, and refusing names that mean somebody else."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from thidua_desktop.domain.subjects import Person, SubjectId, Unit
from thidua_desktop.domain.vietnamese import day, match_key, nfc
from thidua_desktop.errors import InvalidValueError
from thidua_desktop.importing.matching import name_key
from thidua_desktop.services.unit_views import FIELD_WORDS, GENDERS, Member, subject_text
from thidua_desktop.store.workspace import Session

_LONGEST = 300
_EARLIEST_BIRTH = date(1900, 1, 1)


class UnitNames:
    """Bodies by every spelling that surely means them: name, «UBND …», alias."""

    def __init__(self, session: Session) -> None:
        self._subjects = session.subjects
        self._by_id = self._subjects.all()
        units = [one for one in self._by_id.values() if isinstance(one, Unit)]
        self._loose = {name_key(one.name): one.id for one in reversed(units)}
        self._exact = {match_key(one.name): one.id for one in units}
        self._aliases = self._subjects.aliases()
        self._loose_aliases = {name_key(key): one for key, one in self._aliases.items()}

    def find(self, name: str) -> SubjectId | None:
        """Return the body a name surely means."""
        return self._exact.get(match_key(name)) or self.other(name, None)

    def other(self, name: str, but: SubjectId | None) -> SubjectId | None:
        """Return a body that has a name or another spelling equal to `name`, `but` aside."""
        for found in (self._loose.get(name_key(name)), self._loose_aliases.get(name_key(name))):
            if found is not None and found != but:
                return found
        return None

    def name_of(self, unit: SubjectId) -> str:
        """Return a body's name."""
        return self._by_id[unit].name

    def register(self, name: str, short_name: str = "") -> SubjectId:
        """Return the body of that name, registered if it was not."""
        found = self.find(name)
        if found is not None:
            return found
        unit = self._subjects.add_unit(name, short_name)
        self._by_id[unit] = Unit(unit, nfc(name), nfc(short_name))
        self._exact[match_key(name)] = self._loose[name_key(name)] = unit
        return unit


def invalid(field: Member, found: str, expected: str) -> InvalidValueError:
    """Return the error of one form field; `expected` completes «Cần …»."""
    return InvalidValueError(FIELD_WORDS[field], found, expected)


def cleaned(field: Member, text: str) -> str:
    """Return what was typed without needless spaces; InvalidValueError where it cannot be."""
    plain = nfc(text)
    if field is Member.NAME and not match_key(plain):
        raise invalid(field, plain, "một tên, không để trống")
    if len(plain) > _LONGEST:
        raise invalid(field, plain[:_LONGEST], f"không quá {_LONGEST} ký tự")
    if field is Member.GENDER and plain not in GENDERS:
        raise invalid(field, plain, "Nam hoặc Nữ")
    return plain


def birth_date(text: str) -> date | None:
    """Return a date of birth as typed (15/9/1980), None for an empty text."""
    if not text.strip():
        return None
    found = typed_day(text)
    if found is None:
        raise invalid(Member.BIRTH_DATE, text, "đủ ngày, tháng, năm, ví dụ 15/9/1980")
    if not _EARLIEST_BIRTH <= found <= date.today():  # noqa: DTZ011 - the clerk's own day
        raise invalid(Member.BIRTH_DATE, text, f"ngày đã qua, từ {day(_EARLIEST_BIRTH)}")
    return found


def typed_day(text: str) -> date | None:
    """Return the day somebody typed, `15/9/1980`; None if it is none."""
    try:
        number, month, year = re.split(r"[/.-]", nfc(text))
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def unit_with(unit: Unit, names: UnitNames, changes: Mapping[Member, str]) -> Unit:
    """Return a body with other names; InvalidValueError where a name means another body."""
    texts = {field: cleaned(field, text) for field, text in changes.items()}
    name = texts.get(Member.NAME, unit.name)
    other = names.other(name, unit.id)
    if Member.NAME in texts and other is not None:
        raise invalid(Member.NAME, name, taken(name, names.name_of(other)))
    return replace(unit, name=name, short_name=texts.get(Member.SHORT_NAME, unit.short_name))


def taken(text: str, owner: str) -> str:
    """Complete «Cần …» where a name already means somebody."""
    if match_key(text) == match_key(owner):
        return f"một tên khác: «{owner}» đã có trong sổ"
    return f"một tên khác: «{text}» đang chỉ «{owner}»"


def person_with(person: Person, changes: Mapping[Member, str]) -> Person:
    """Return a person with other facts; InvalidValueError where one cannot be."""
    texts = {field: cleaned(field, text) for field, text in changes.items()}
    plain: dict[str, Any] = {
        field.value: texts[field]
        for field in texts
        if field not in {Member.BIRTH_DATE, Member.GROUP}
    }
    if Member.BIRTH_DATE in texts:
        plain[Member.BIRTH_DATE.value] = birth_date(texts[Member.BIRTH_DATE])
    return replace(person, **plain)


def store_person(session: Session, names: UnitNames, person: Person) -> None:
    """Write all that is known of a registered person; InvalidValueError if there is one like it."""
    office = names.register(person.office) if person.office else None
    there = session.subjects.find_person(match_key(person.name), office, person.birth_date)
    if there is not None and there != person.id:
        raise invalid(Member.NAME, person.name, same_person(person))
    session.subjects.update_person(
        person.id, person.name, office, person.birth_date, **person_facts(person)
    )


def same_person(person: Person) -> str:
    """Complete «Cần …» where a person is registered already."""
    return (
        f"thông tin khác: đã có «{person.label}» cùng ngày sinh; "
        "thêm ngày sinh hoặc đơn vị để phân biệt"
    )


def person_facts(person: Person) -> dict[str, str]:
    """Return what is stored beside name, office and date of birth."""
    fields = (Member.GENDER, Member.POSITION, Member.QUALIFICATION, Member.HOME_TOWN)
    return {field.value: subject_text(person, field) for field in fields}
