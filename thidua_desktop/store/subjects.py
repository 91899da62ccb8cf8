"""Who is registered: bodies (đơn vị), persons (cá nhân), and other spellings of names."""

import json
import sqlite3
from collections.abc import Collection
from datetime import date
from typing import Final

from thidua_desktop.domain.subjects import Kind, Person, Subject, SubjectId, Unit
from thidua_desktop.domain.vietnamese import match_key, nfc
from thidua_desktop.store.merging import merge

_SELECT: Final = (
    "SELECT subject.id, subject.kind, subject.name, subject.short_name, office.name,"
    " subject.birth_date, subject.gender, subject.position, subject.qualification,"
    " subject.home_town FROM subject LEFT JOIN subject AS office ON office.id = subject.office_id"
)


class SubjectTable:
    """Units by name, persons by name, office and date of birth."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> dict[SubjectId, Subject]:
        """Return every subject by id, in the order they were added."""
        rows = self._connection.execute(f"{_SELECT} ORDER BY subject.id")
        subjects = (subject_of(row) for row in rows)
        return {subject.id: subject for subject in subjects}

    def get(self, subject: SubjectId) -> Subject | None:
        """Return one subject."""
        row = self._connection.execute(f"{_SELECT} WHERE subject.id = ?", [subject]).fetchone()
        return subject_of(row) if row else None

    def units(self) -> tuple[Unit, ...]:
        """Return every body, offices of persons included."""
        return tuple(one for one in self.all().values() if isinstance(one, Unit))

    def people(self) -> tuple[Person, ...]:
        """Return every person."""
        return tuple(one for one in self.all().values() if isinstance(one, Person))

    def find_unit(self, key: str) -> SubjectId | None:
        """Return the body whose name has the match key `key`; aliases are not looked at."""
        return self._find("kind = 'unit' AND match_key = ?", key)

    def find_person(
        self, key: str, office: SubjectId | None, birth_date: date | None
    ) -> SubjectId | None:
        """Return the person told apart by name (as match key), office and date of birth."""
        which = "kind = 'person' AND match_key = ? AND office_id IS ? AND birth_date IS ?"
        return self._find(which, key, office, _day(birth_date))

    def add_unit(self, name: str, short_name: str = "") -> SubjectId:
        """Add a body; its name must differ from every other body's."""
        return self._insert(
            {"kind": Kind.UNIT.value, **_named(name), "short_name": nfc(short_name)}
        )

    def add_person(  # noqa: PLR0913 - all that is known of a person, by name
        self,
        name: str,
        office_id: SubjectId | None = None,
        birth_date: date | None = None,
        *,
        gender: str = "",
        position: str = "",
        qualification: str = "",
        home_town: str = "",
    ) -> SubjectId:
        """Add a person; name, office and date of birth together must be new."""
        return self._insert(
            {
                "kind": Kind.PERSON.value,
                **_named(name),
                "office_id": office_id,
                "birth_date": _day(birth_date),
                **_facts(gender, position, qualification, home_town),
            }
        )

    def update_unit(self, unit: SubjectId, name: str, short_name: str = "") -> None:
        """Correct the names of a body."""
        self._update(unit, {**_named(name), "short_name": nfc(short_name)})

    def update_person(  # noqa: PLR0913 - all that is known of a person, by name
        self,
        person: SubjectId,
        name: str,
        office_id: SubjectId | None = None,
        birth_date: date | None = None,
        *,
        gender: str = "",
        position: str = "",
        qualification: str = "",
        home_town: str = "",
    ) -> None:
        """Correct everything known of a person."""
        values = {"office_id": office_id, "birth_date": _day(birth_date)}
        self._update(
            person, {**_named(name), **values, **_facts(gender, position, qualification, home_town)}
        )

    def office_of(self, person: SubjectId) -> SubjectId | None:
        """Return the body a person works in."""
        row = self._connection.execute(
            "SELECT office_id FROM subject WHERE id = ?", [person]
        ).fetchone()
        return SubjectId(row[0]) if row and row[0] is not None else None

    def aliases(self) -> dict[str, SubjectId]:
        """Return whom other spellings mean, by their match keys."""
        rows = self._connection.execute("SELECT match_key, subject_id FROM alias ORDER BY id")
        return {key: SubjectId(subject) for key, subject in rows}

    def add_alias(self, subject: SubjectId, key: str) -> None:
        """Remember that the spelling with match key `key` means `subject`."""
        self._connection.execute(
            "INSERT INTO alias (subject_id, match_key) VALUES (?, ?)"
            " ON CONFLICT (match_key) DO UPDATE SET subject_id = excluded.subject_id",
            [subject, key],
        )

    def remove_alias(self, key: str) -> None:
        """Forget another spelling, by its match key."""
        self._connection.execute("DELETE FROM alias WHERE match_key = ?", [key])

    def figure_counts(self, measures: Collection[str]) -> dict[SubjectId, int]:
        """Return how many figures of some measures each subject has, if it has any."""
        rows = self._connection.execute(
            "SELECT subject_id, count(*) FROM figure WHERE missing IS NULL AND measure IN"
            " (SELECT value FROM json_each(?)) GROUP BY subject_id",
            [json.dumps(sorted(measures))],
        )
        return {SubjectId(subject): found for subject, found in rows}

    def merge(self, gone: SubjectId, kept: SubjectId) -> None:
        """Make two subjects one; see `merging.merge` for what stays where both have something."""
        merge(self._connection, gone, kept)

    def _find(self, which: str, *values: str | int | None) -> SubjectId | None:
        row = self._connection.execute(f"SELECT id FROM subject WHERE {which}", values).fetchone()
        return SubjectId(row[0]) if row else None

    def _insert(self, values: dict[str, str | int | None]) -> SubjectId:
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        (row,) = self._connection.execute(
            f"INSERT INTO subject ({names}) VALUES ({marks}) RETURNING id", tuple(values.values())
        ).fetchone()
        return SubjectId(row)

    def _update(self, subject: SubjectId, values: dict[str, str | int | None]) -> None:
        sets = ", ".join(f"{name} = ?" for name in values)
        self._connection.execute(
            f"UPDATE subject SET {sets} WHERE id = ?", (*values.values(), subject)
        )


def subjects_by_id(connection: sqlite3.Connection) -> dict[SubjectId, Subject]:
    """Return every subject by id, for tables that refer to subjects."""
    return SubjectTable(connection).all()


def subject_of(
    row: tuple[int, str, str, str, str | None, str | None, str, str, str, str],
) -> Subject:
    """Return the subject one row holds."""
    number, kind, name, short_name, office, birth, gender, position, qualification, home = row
    if kind == Kind.UNIT:
        return Unit(SubjectId(number), name, short_name)
    return Person(
        SubjectId(number),
        name,
        office=office or "",
        birth_date=date.fromisoformat(birth) if birth else None,
        gender=gender,
        position=position,
        qualification=qualification,
        home_town=home,
    )


def _named(name: str) -> dict[str, str | int | None]:
    return {"name": nfc(name), "match_key": match_key(name)}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _facts(
    gender: str, position: str, qualification: str, home_town: str
) -> dict[str, str | int | None]:
    return {
        "gender": nfc(gender),
        "position": nfc(position),
        "qualification": nfc(qualification),
        "home_town": nfc(home_town),
    }
