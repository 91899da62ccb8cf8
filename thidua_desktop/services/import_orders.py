"""A whole import in one go, decided beforehand: for the command line and the demonstration."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Group
from thidua_desktop.domain.findings import Code, Severity
from thidua_desktop.domain.subjects import Kind, Participant, SubjectId, Unit
from thidua_desktop.domain.vietnamese import nfc
from thidua_desktop.errors import ImportBlockedError, RefusedFileError
from thidua_desktop.importing.matching import group_named
from thidua_desktop.importing.plan import ChangeKind, ExcludedRow, ImportPlan
from thidua_desktop.services.import_views import ImportChoices
from thidua_desktop.services.imports import ImportService
from thidua_desktop.services.loading import campaign_in, campaign_key
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.wording import describe, sentence
from thidua_desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What to do with a table, decided beforehand."""

    choices: ImportChoices = field(default_factory=ImportChoices)
    accept_warnings: bool = False
    skip_errors: bool = False
    add_units: bool = False
    dry_run: bool = False
    ignore_mapping: bool = False
    """Recognise the columns anew, even if a table of this layout was imported before."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of it: `messages` are the findings in words."""

    plan: ImportPlan
    messages: tuple[str, ...]
    summary: str
    written: bool


def import_table(
    workspace: Workspace, campaign: str | None, path: Path, order: ImportOrder
) -> ImportResult:
    """Read, plan and, unless something stands in the way, store a table.

    Notices never block; warnings and errors do unless the order says otherwise. Units to be added
    are registered in the same action as their figures, or not at all.
    """
    service = ImportService(workspace)
    key = campaign_key(workspace, campaign)
    progress = Progress()
    inspection = service.inspect(path, progress)
    known = None if order.ignore_mapping else service.remembered(key, inspection, order.choices)
    chosen = known.choices if known else order.choices
    choices = replace(chosen, undated=order.dry_run)
    plan = service.plan(key, inspection, choices, progress)
    newcomers: tuple[Participant, ...] = ()
    if order.add_units:
        newcomers = _newcomers(plan, _groups(workspace, key))
        plan = service.plan(key, inspection, choices, progress, newcomers)
    messages = _messages(plan, newcomers)
    if known is not None:
        messages = (f"Lưu ý: {known.words}", *messages)
    if order.dry_run:
        return ImportResult(plan, messages, f"Chỉ xem, chưa ghi gì. {_counts(plan)}", False)
    errors, warnings = plan.having(Severity.ERROR), plan.having(Severity.WARNING)
    if (errors and not order.skip_errors) or (warnings and not order.accept_warnings):
        blocked = ImportBlockedError(plan.file, len(errors), len(warnings))
        return ImportResult(plan, messages, str(describe(blocked)), False)
    if not plan.rows:
        raise RefusedFileError(plan.file, "no-table", plan.sheet)
    service.store(key, plan, chosen, progress)
    return ImportResult(plan, messages, f"Đã ghi vào sổ. {_counts(plan)}", True)


def _groups(workspace: Workspace, key: str) -> tuple[Group, ...]:
    with workspace.read() as session:
        groups = campaign_in(session, key).groups
    return tuple(group for group in groups if group.kind is Kind.UNIT)


def _newcomers(plan: ImportPlan, groups: tuple[Group, ...]) -> tuple[Participant, ...]:
    """Return the units nobody knows, each in the group it stands under; ids count down from −1."""
    found: dict[str, str] = {}
    for one in plan.excluded:
        group = _group_of(one, groups)
        if Code.UNKNOWN_UNIT in one.because and group is not None:
            found.setdefault(nfc(one.as_typed), group)
    return tuple(
        Participant(Unit(SubjectId(-number), name), group)
        for number, (name, group) in enumerate(found.items(), 1)
    )


def _group_of(row: ExcludedRow, groups: tuple[Group, ...]) -> str | None:
    if len(groups) == 1:
        return groups[0].id
    named = group_named(row.group, groups)
    return named.id if named else None


def _messages(plan: ImportPlan, newcomers: tuple[Participant, ...]) -> tuple[str, ...]:
    messages = [f"{_SEVERITY_WORDS[one.severity]}: {sentence(one)}" for one in plan.findings]
    if newcomers:
        names = ", ".join(one.subject.name for one in newcomers)
        messages.append(f"Lưu ý: thêm {len(newcomers)} đơn vị vào danh sách: {names}.")
    return tuple(messages)


_SEVERITY_WORDS: Final = {
    Severity.ERROR: "Lỗi",
    Severity.WARNING: "Cảnh báo",
    Severity.NOTICE: "Lưu ý",
}


def _counts(plan: ImportPlan) -> str:
    counts = [
        (plan.count(ChangeKind.NEW), "số mới"),
        (plan.count(ChangeKind.CHANGED), "số thay đổi"),
        (plan.count(ChangeKind.SAME), "số giữ nguyên"),
    ]
    said = ", ".join(f"{vietnamese.count(number)} {words}" for number, words in counts)
    left_out = f"; {len(plan.excluded)} dòng để ngoài" if plan.excluded else ""
    return f"{said}{left_out}."
