"""Whether what a report says is what was frozen last: then its code is printed, else that is said.

A frozen result that no longer fits is never cited: the director would sign figures under a code
that stands for others.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from thidua_desktop.domain.indicators import Scope
from thidua_desktop.domain.ranking import scope_of
from thidua_desktop.services.loading import Loaded
from thidua_desktop.services.snapshots import SnapshotInfo, SnapshotService
from thidua_desktop.store.workspace import Workspace

_REPORT_TABLES: Final = frozenset({"report", "report_section"})
_KEPT: Final = 8


@dataclass(frozen=True, slots=True)
class FrozenState:
    """The newest frozen result that stands, to compare with; `same_code` as the file is now."""

    info: SnapshotInfo
    loaded: Loaded
    scope: Scope
    same_code: bool


@dataclass(frozen=True, slots=True)
class SnapshotMatch:
    """How a report stands to the newest frozen result; `changes` are of its own figures."""

    info: SnapshotInfo
    same: bool
    changes: tuple[str, ...] = ()

    @property
    def stamp(self) -> str:
        """Return the line at the foot; empty where the report says something else."""
        return self.info.stamp if self.same else ""

    @property
    def words(self) -> str:
        """Return how it stands, for a narrow place."""
        number = self.info.number
        return f"Khớp chốt lần {number}" if self.same else f"Số liệu đã đổi sau lần chốt {number}"

    @property
    def sentence(self) -> str:
        """Return how it stands, with what is printed and what differs."""
        if self.same:
            return f"Khớp {self.info.title}: in mã {self.info.code} ở chân trang."
        if self.changes:
            what = f"Trong báo cáo này: {'; '.join(self.changes)}."
        else:
            what = "Số liệu của riêng báo cáo này không đổi."
        return (
            f"Số liệu đã đổi sau lần chốt {self.info.number} ({self.info.name}, mã "
            f"{self.info.code}): không in mã. {what} Chốt lại nếu Hội đồng chấp nhận."
        )


_States: Final[dict[tuple[Path, str, str, date], FrozenState | None]] = {}
"""What was worked out last: a report is drawn again with every word, its figures stay."""


def frozen_state(workspace: Workspace, key: str, as_of: date) -> FrozenState | None:
    """Return the newest frozen result that stands beside the file of `as_of`; None without one."""
    place = (workspace.path, _data_state(workspace), key, as_of)
    if place not in _States:
        while len(_States) >= _KEPT:
            del _States[next(iter(_States))]
        _States[place] = _state(workspace, key, as_of)
    return _States[place]


def _state(workspace: Workspace, key: str, as_of: date) -> FrozenState | None:
    snapshots = SnapshotService(workspace)
    newest = snapshots.newest(key)
    if newest is None:
        return None
    content = snapshots.get(key, newest.id).content
    loaded = content.loaded()
    scope = scope_of(loaded.campaign, loaded.data, content.as_of, content.readings)
    same = snapshots.compare_with_now(key, newest.id, as_of).same_code
    return FrozenState(newest, loaded, scope, same)


def _data_state(workspace: Workspace) -> str:
    """Return what changes with every action but the writing of reports."""
    entries = workspace.journal()
    found = (one.hash for one in entries if not one.tables or one.tables - _REPORT_TABLES)
    return next(found, entries[-1].hash if entries else "")
