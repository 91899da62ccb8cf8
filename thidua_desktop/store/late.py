"""Answers to late figures (số liệu nộp muộn): what came after a snapshot, accepted or refused."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from thidua_desktop.domain.figures import Period
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.store.decisions import Said


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """What the council said to one figure; `before` and `after` are its images as JSON.

    None stands for no figure at all.
    """

    subject: SubjectId
    measure: str
    period: Period | None
    accepted: bool
    before: str | None
    after: str | None
    said: Said


class LateAnswerTable:
    """Answers by snapshot, in the order they were given."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, snapshot: int) -> tuple[LateAnswer, ...]:
        """Return the answers to what came after a snapshot, the oldest first."""
        rows = self._connection.execute(
            "SELECT subject, measure, period_start, period_end, accepted, before, after, at, who,"
            " why FROM late_answer WHERE snapshot_id = ? ORDER BY id",
            [snapshot],
        )
        return tuple(
            LateAnswer(
                SubjectId(subject),
                measure,
                _period(start, end),
                accepted == 1,
                before,
                after,
                Said(who, datetime.fromisoformat(at), why),
            )
            for subject, measure, start, end, accepted, before, after, at, who, why in rows
        )

    def add(self, snapshot: int, answer: LateAnswer) -> None:
        """Store an answer after the others."""
        period = answer.period
        self._connection.execute(
            "INSERT INTO late_answer (snapshot_id, subject, measure, period_start, period_end,"
            " accepted, before, after, at, who, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                snapshot,
                answer.subject,
                answer.measure,
                period.start.isoformat() if period and period.start else None,
                period.end.isoformat() if period else None,
                int(answer.accepted),
                answer.before,
                answer.after,
                answer.said.at.isoformat(),
                answer.said.who,
                answer.said.why,
            ],
        )


def _period(start: str | None, end: str | None) -> Period | None:
    if end is None:
        return None
    return Period(date.fromisoformat(start) if start else None, date.fromisoformat(end))
