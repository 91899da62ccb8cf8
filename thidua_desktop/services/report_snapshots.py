"""Whether what a report says is what was frozen last: then its code is printed, else that is said.

A frozen result that no longer fits is never cited: the director would sign figures under a code
that stands for others.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from thidua_desktop.documents.forms import Form
from thidua_desktop.documents.model import Document
from thidua_desktop.domain.indicators import Scope
from thidua_desktop.domain.ranking import scope_of
from thidua_desktop.domain.subjects import Participant
from thidua_desktop.services.loading import Loaded
from thidua_desktop.services.report_figures import linked_fields, results_of
from thidua_desktop.services.report_views import SnapshotMatch
from thidua_desktop.services.snapshots import SnapshotInfo, SnapshotService
from thidua_desktop.store.workspace import Workspace

_REPORT_TABLES: Final = frozenset({"report", "report_section"})


@dataclass(frozen=True, slots=True)
class _Frozen:
    """The newest frozen result that stands, to compare with; `same_code` as the file is now."""

    info: SnapshotInfo
    loaded: Loaded
    scope: Scope
    same_code: bool


class FrozenBeside:
    """The newest frozen result beside the reports of one open file.

    It is kept until the data change: a report is drawn again with every word, its figures stay.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._last: tuple[Hashable, _Frozen | None] | None = None

    def match(self, loaded: Loaded, scope: Scope, who: Participant) -> SnapshotMatch | None:
        """Say whether all that a report shows of data and rules is what was frozen last."""
        frozen = self._newest(loaded.key, scope.as_of)
        if frozen is None:
            return None
        changes = tuple(_changes(frozen, loaded, scope, who))
        same = frozen.same_code and frozen.scope.readings == scope.readings and not changes
        return SnapshotMatch(frozen.info, same, changes)

    def _newest(self, key: str, as_of: date) -> _Frozen | None:
        asked = (_data_state(self._workspace), key, as_of)
        last = self._last  # once: another thread may ask for another campaign meanwhile
        if last is None or last[0] != asked:
            last = self._last = asked, _newest(self._workspace, key, as_of)
        return last[1]


def stamped(document: Document, form: Form, match: SnapshotMatch | None) -> Document:
    """Print the code of the frozen result at the foot, where the form takes such a line."""
    stamp = match.stamp if match and form.snapshot_line else ""
    return replace(document, footer=stamp)


def _newest(workspace: Workspace, key: str, as_of: date) -> _Frozen | None:
    snapshots = SnapshotService(workspace)
    newest = snapshots.newest(key)
    if newest is None:
        return None
    content = snapshots.get(key, newest.id).content
    loaded = content.loaded()
    scope = scope_of(loaded.campaign, loaded.data, content.as_of, content.readings)
    same = snapshots.compare_with_now(key, newest.id, as_of).same_code
    return _Frozen(newest, loaded, scope, same)


def _data_state(workspace: Workspace) -> str:
    """Return what changes with every action but the writing of reports."""
    entries = workspace.journal()
    found = (one.hash for one in entries if not one.tables or one.tables - _REPORT_TABLES)
    return next(found, entries[-1].hash if entries else "")


def _changes(frozen: _Frozen, loaded: Loaded, scope: Scope, who: Participant) -> Iterator[str]:
    """Yield what a report says otherwise than the frozen result, in words."""
    then = next(
        (one for one in frozen.loaded.data.participants if one.subject.id == who.subject.id), None
    )
    if then is None:
        yield "chưa có trong danh sách khi chốt"
        return
    before = {one.name: one for one in results_of(frozen.loaded, frozen.scope, then)}
    for one in results_of(loaded, scope, who):
        old = before.get(one.name)
        if old is None or (old.result, old.target) != (one.result, one.target):
            was = f"{old.result}, giao {old.target}" if old else "chưa có"
            yield f"{one.name}: {was} thành {one.result}, giao {one.target}"
    linked = {one.key: one.value for one in linked_fields(frozen.loaded, frozen.scope, then)}
    for field in linked_fields(loaded, scope, who):
        is_count = field.key.endswith((".part", ".whole"))
        if is_count and linked.get(field.key, field.value) != field.value:
            yield f"{field.name}: {linked[field.key]} thành {field.value}"
