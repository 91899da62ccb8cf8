"""From a plan to what is stored: figures with their source, the record of the import, spellings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from thidua_desktop.domain.figures import Figure, Source
from thidua_desktop.domain.findings import Severity
from thidua_desktop.domain.measures import MeasureUnit
from thidua_desktop.domain.subjects import Person, SubjectId
from thidua_desktop.domain.vietnamese import match_key
from thidua_desktop.importing.matching import name_key, person_alias
from thidua_desktop.importing.plan import ChangeKind, ImportPlan, PlannedRow
from thidua_desktop.services.import_views import ImportChoices
from thidua_desktop.services.loading import catalogue
from thidua_desktop.store.imports import ImportRecord, LeftOutFinding, LeftOutRow
from thidua_desktop.store.workspace import Session

_FIGURE: Final = Figure._make
_SOURCE: Final = Source._make
"""They make a figure and its source of all their fields: the usual way would be felt, so many."""


def figures_of(
    plan: ImportPlan, user: str, now: datetime, ids: Mapping[SubjectId, SubjectId]
) -> list[Figure]:
    """Return the figures that are not in the file yet as they stand in the table."""
    timeless = {one.id for one in catalogue().measures.values() if one.unit is MeasureUnit.PERCENT}
    return [
        _FIGURE(
            (
                ids.get(row.subject.id, row.subject.id),
                one.measure,
                None if one.measure in timeless else plan.period,
                one.count,
                one.percent,
                one.missing,
                one.cell in plan.corrected,
                _SOURCE((plan.file, plan.sheet, one.cell, now, user, None)),
            )
        )
        for row in plan.rows
        for one in row.figures
        if one.kind is not ChangeKind.SAME
    ]


def record_of(key: str, plan: ImportPlan, user: str, now: datetime) -> ImportRecord:
    """Return what is kept of an import: its file, its counts, the rows left out."""
    return ImportRecord(
        key,
        plan.file,
        plan.digest,
        plan.sheet,
        plan.period,
        now,
        user,
        plan.count(ChangeKind.NEW),
        plan.count(ChangeKind.CHANGED),
        plan.count(ChangeKind.SAME),
        tuple(
            LeftOutRow(
                one.row,
                one.as_typed,
                tuple(code.value for code in one.because),
                tuple(
                    LeftOutFinding(found.code.value, found.place.cell, found.facts)
                    for found in plan.having(Severity.ERROR)
                    if found.place.row == one.row
                ),
            )
            for one in plan.excluded
        ),
    )


def remember_spellings(
    session: Session, plan: ImportPlan, choices: ImportChoices, ids: Mapping[SubjectId, SubjectId]
) -> None:
    """Keep the names the clerk matched by hand as other spellings."""
    known = session.subjects.aliases()
    for row in plan.rows:
        spelling = _spelling(row)
        if row.row in choices.remember and spelling and spelling not in known:
            subject = row.subject.id
            session.subjects.add_alias(ids.get(subject, subject), spelling)
            known[spelling] = subject


def _spelling(row: PlannedRow) -> str:
    """Return what is kept of a name: a person's with the office, and only if it differs.

    Two people of one name are told apart anew each time.
    """
    if not row.as_typed.strip():
        return ""
    if not isinstance(row.subject, Person):
        return match_key(row.as_typed)
    if name_key(row.as_typed) == name_key(row.subject.name):
        return ""
    return match_key(person_alias(row.as_typed, row.subject.office))
