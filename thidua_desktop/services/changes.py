"""What a committed action changed, for every screen that shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The tables an action touched, and its name as the menu says it."""

    tables: frozenset[str]
    label: str = ""

    def touch(self, *names: str) -> bool:
        """Say whether any of these tables was touched."""
        return not self.tables.isdisjoint(names)
