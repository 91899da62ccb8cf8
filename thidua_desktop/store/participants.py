"""Who takes part in a campaign, and in which group (nhóm thi đua)."""

import sqlite3

from thidua_desktop.domain.subjects import Participant, SubjectId
from thidua_desktop.store.campaigns import row_of
from thidua_desktop.store.subjects import subjects_by_id


class ParticipantTable:
    """Subjects in the groups of campaigns; each once per campaign."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, campaign: str) -> tuple[Participant, ...]:
        """Return who takes part, in the order they were added."""
        rows = self._connection.execute(
            "SELECT subject_id, group_id FROM participant JOIN campaign"
            " ON campaign.id = campaign_id WHERE key = ? ORDER BY participant.id",
            [campaign],
        ).fetchall()
        subjects = subjects_by_id(self._connection) if rows else {}
        return tuple(Participant(subjects[SubjectId(who)], group) for who, group in rows)

    def add(self, campaign: str, subject: SubjectId, group: str) -> None:
        """Put a subject into a group, or move it there; KeyError without the campaign."""
        self._connection.execute(
            "INSERT INTO participant (campaign_id, subject_id, group_id) VALUES (?, ?, ?)"
            " ON CONFLICT (campaign_id, subject_id) DO UPDATE SET group_id = excluded.group_id",
            [row_of(self._connection, campaign), subject, group],
        )

    def remove(self, campaign: str, subject: SubjectId) -> None:
        """Take a subject out of a campaign; the subject itself stays registered."""
        self._connection.execute(
            "DELETE FROM participant WHERE campaign_id = ? AND subject_id = ?",
            [row_of(self._connection, campaign), subject],
        )
