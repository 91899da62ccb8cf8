"""Achievement reports (báo cáo thành tích): whose, on which form, and what was written."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.store.campaigns import row_of

_SELECT: Final = "SELECT id, subject_id, form, award FROM report"


@dataclass(frozen=True, slots=True)
class StoredReport:
    """One report; `sections` holds the text written in each part of the form, by its key."""

    id: int
    subject: SubjectId
    form: str
    award: str
    sections: Mapping[str, str]


class ReportTable:
    """Reports of campaigns and the text of their sections."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, campaign: str) -> tuple[StoredReport, ...]:
        """Return the reports of one campaign, in their order."""
        rows = self._connection.execute(
            f"{_SELECT} WHERE campaign_id = (SELECT id FROM campaign WHERE key = ?)"
            " ORDER BY position, id",
            [campaign],
        )
        return tuple(self._stored(row) for row in rows.fetchall())

    def get(self, report: int) -> StoredReport | None:
        """Return one report."""
        row = self._connection.execute(f"{_SELECT} WHERE id = ?", [report]).fetchone()
        return self._stored(row) if row else None

    def add(self, campaign: str, subject: SubjectId, form: str, award: str) -> int:
        """Add an empty report after the others and return its row; KeyError without campaign."""
        (row,) = self._connection.execute(
            "INSERT INTO report (campaign_id, subject_id, form, award, position) VALUES (?1, ?2,"
            " ?3, ?4, (SELECT coalesce(max(position), 0) + 1 FROM report WHERE campaign_id = ?1))"
            " RETURNING id",
            [row_of(self._connection, campaign), subject, form, award],
        ).fetchone()
        return int(row)

    def write_section(self, report: int, key: str, text: str) -> None:
        """Store the text of one part of the form; an empty text takes it away."""
        if text:
            self._connection.execute(
                "INSERT INTO report_section (report_id, key, text) VALUES (?, ?, ?)"
                " ON CONFLICT (report_id, key) DO UPDATE SET text = excluded.text",
                [report, key, text],
            )
        else:
            self._connection.execute(
                "DELETE FROM report_section WHERE report_id = ? AND key = ?", [report, key]
            )

    def remove(self, report: int) -> None:
        """Remove a report and all that was written in it."""
        self._connection.execute("DELETE FROM report_section WHERE report_id = ?", [report])
        self._connection.execute("DELETE FROM report WHERE id = ?", [report])

    def _stored(self, row: tuple[int, int, str, str]) -> StoredReport:
        number, subject, form, award = row
        sections = self._connection.execute(
            "SELECT key, text FROM report_section WHERE report_id = ? ORDER BY id", [number]
        )
        return StoredReport(number, SubjectId(subject), form, award, dict(sections.fetchall()))
