"""Whom the rows of a table may be about: units and people of the campaign, groups for new ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from thidua_desktop.services.imports import UnitChoice


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody who takes part, and the groups (name, id) somebody new may join."""

    units: Sequence[UnitChoice] = ()
    groups: Sequence[tuple[str, str]] = ()
