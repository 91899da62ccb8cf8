"""What the clerk decides on the way through an import: each decision makes new choices.

Nothing is computed here; the service answers to the choices as a whole.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.services.imports import ImportChoices, Newcomer, ProblemView, TableView

K = TypeVar("K")
V = TypeVar("V")


def with_sheet(choices: ImportChoices, sheet: str) -> ImportChoices:
    """Take another sheet: whatever was said about cells of the former one is gone."""
    return ImportChoices(sheet=sheet, month=choices.month)


def with_header(choices: ImportChoices, first: int, last: int) -> ImportChoices:
    """Take other rows as the header: columns and rows are detected anew."""
    return ImportChoices(
        sheet=choices.sheet,
        header=(first, last),
        month=choices.month,
        as_typed=choices.as_typed,
    )


def with_role(choices: ImportChoices, table: TableView, letter: str, role: str) -> ImportChoices:
    """Say what a column is; another column that was the same thing is left out from now on."""
    columns = dict(choices.columns)
    if role:
        taken = {column.letter: columns.get(column.letter, column.role) for column in table.columns}
        for other, its_role in taken.items():
            if its_role == role and other != letter:
                columns[other] = ""
    columns[letter] = role
    return replace(choices, columns=columns)


def with_month(choices: ImportChoices, month: str | None) -> ImportChoices:
    """File the figures under a month, `2023-12`."""
    return replace(choices, month=month)


def with_unit(
    choices: ImportChoices, row: int, subject: SubjectId | None, *, remember: bool
) -> ImportChoices:
    """Say whom a row is about, or leave it out; perhaps keep the spelling for next time."""
    units = {**choices.units, row: subject}
    others = choices.remember - {row}
    kept = others | {row} if remember and subject is not None else others
    newcomers = _but(choices.newcomers, row)
    return replace(choices, units=units, remember=kept, newcomers=newcomers)


def with_newcomer(choices: ImportChoices, row: int, newcomer: Newcomer) -> ImportChoices:
    """Register whom a row names, with its figures."""
    return replace(
        choices,
        newcomers={**choices.newcomers, row: newcomer},
        units=_but(choices.units, row),
        remember=choices.remember - {row},
    )


def with_reading(choices: ImportChoices, column: str, reading: str) -> ImportChoices:
    """Say how the ambiguous numbers of a column are read."""
    return replace(choices, readings={**choices.readings, column: reading})


def with_text_as_typed(choices: ImportChoices, columns: Collection[str]) -> ImportChoices:
    """Leave the old text of these columns as it was typed, and of no others."""
    return replace(choices, as_typed=frozenset(columns))


def with_value(choices: ImportChoices, cell: str, text: str) -> ImportChoices:
    """Type a value instead of what the file says; an empty text leaves the cell missing."""
    return replace(choices, values={**choices.values, cell: text})


def with_consent(choices: ImportChoices, problem: ProblemView) -> ImportChoices:
    """Agree to a warning."""
    return replace(choices, accepted=choices.accepted | {(problem.code, problem.cell)})


def without_decision(choices: ImportChoices, problem: ProblemView) -> ImportChoices:
    """Take back what was decided about a problem."""
    return replace(
        choices,
        units=_but(choices.units, problem.row),
        newcomers=_but(choices.newcomers, problem.row),
        remember=choices.remember - {problem.row},
        values=_but(choices.values, problem.cell),
        accepted=choices.accepted - {(problem.code, problem.cell)},
        readings=_but(choices.readings, problem.column),
    )


def _but(values: Mapping[K, V], key: K | None) -> dict[K, V]:
    return {place: value for place, value in values.items() if place != key}
