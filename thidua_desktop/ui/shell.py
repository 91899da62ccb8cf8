"""What the window is told and what it is made of: plain values and two small protocols."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtWidgets import QWidget

from thidua_desktop.services.changes import Changes
from thidua_desktop.ui.models.cells import Chip


class Screen(Protocol):
    """A page of the window.

    It may also have `show_filter(filter: str)`, to open at a place, `run_command(key: str)`, for
    the commands its `PageSpec` names, and `leave()`, to keep what is unsaved before the file goes.
    """

    @property
    def widget(self) -> QWidget:
        """Return what the window puts into its middle."""
        ...

    def refresh(self) -> None:
        """Load what the page shows."""
        ...

    def on_changed(self, changes: Changes) -> None:
        """React to a committed action anywhere in the program."""
        ...


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page before it is needed: `factory` is called when it is first shown."""

    key: str
    title: str
    icon: str
    factory: Callable[[], Screen]
    commands: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CampaignChoice:
    """A campaign of the open file, as the switcher shows it."""

    key: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """Something the search box finds: a unit, a person; opens `page` at `filter`."""

    words: str
    note: str = ""
    icon: str = "people"
    page: str = ""
    filter: str = ""


@dataclass(frozen=True, slots=True)
class ShellState:
    """What the frame of the window says; empty words hide their place.

    `file_name` empty means that no workbook is open: the start page is shown.
    """

    file_name: str = ""
    file_tip: str = ""
    saved: str = ""
    period: str = ""
    backup: str = ""
    campaigns: tuple[CampaignChoice, ...] = ()
    campaign: str = ""
    phase: str = ""
    deadline: Chip | None = None
    undo: str = ""
    redo: str = ""
    badges: Mapping[str, int] = field(default_factory=dict)
    read_only: str = ""
