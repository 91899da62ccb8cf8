"""Which column carries which measure: a number and a short name, the same wherever it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thidua_desktop.services.imports import ColumnView, RoleChoice


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a column with a measure; its colour follows from its number."""

    number: int
    label: str


def marks_of(
    columns: Sequence[ColumnView], chosen: Mapping[str, str], roles: Sequence[RoleChoice]
) -> dict[str, Mark]:
    """Return the mark of every column that carries a measure, by letter, numbered from the left."""
    shorts = {one.role: one.short for one in roles if one.short}
    found: dict[str, Mark] = {}
    for column in columns:
        role = chosen.get(column.letter, column.role)
        if role in shorts and column.letter not in found:
            found[column.letter] = Mark(len(found) + 1, shorts[role])
    return found
