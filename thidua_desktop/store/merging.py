"""Two subjects made one: everything that names the one comes to name the other.

The tables are found by their references to `subject`, so that one added later is not forgotten.
"""

import sqlite3
from typing import Final

from thidua_desktop.domain.subjects import SubjectId

_DROPPED: Final = ("participant", "confirmation", "figure")
"""Tables in which what both have at one key is kept once: the one of the kept subject."""


def merge(connection: sqlite3.Connection, gone: SubjectId, kept: SubjectId) -> None:
    """Move all that `gone` has to `kept`, then remove `gone`.

    Of what both have at one key, `kept`'s own stays; of two reports for one award, on one form,
    likewise. IntegrityError where that cannot be: a person registered under both bodies.
    """
    _drop_second_reports(connection, gone, kept)
    for table, column in _references(connection):
        how = "UPDATE OR IGNORE" if table in _DROPPED else "UPDATE"
        connection.execute(f"{how} {table} SET {column} = ? WHERE {column} = ?", [kept, gone])
        if table in _DROPPED:
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", [gone])
    connection.execute("DELETE FROM subject WHERE id = ?", [gone])


def _references(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return every table and column that names a subject."""
    return connection.execute(
        'SELECT master.name, fk."from" FROM sqlite_master AS master'
        " JOIN pragma_foreign_key_list(master.name) AS fk"
        " WHERE master.type = 'table' AND fk.\"table\" = 'subject'"
    ).fetchall()


def _drop_second_reports(connection: sqlite3.Connection, gone: SubjectId, kept: SubjectId) -> None:
    second = (
        "SELECT mine.id FROM report AS mine JOIN report AS theirs"
        " ON theirs.campaign_id = mine.campaign_id AND theirs.form = mine.form"
        " AND theirs.award = mine.award WHERE mine.subject_id = ? AND theirs.subject_id = ?"
    )
    for (report,) in connection.execute(second, [gone, kept]).fetchall():
        connection.execute("DELETE FROM report_section WHERE report_id = ?", [report])
        connection.execute("DELETE FROM report WHERE id = ?", [report])
