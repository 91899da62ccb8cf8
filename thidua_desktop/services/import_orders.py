"""A whole import in one go, decided beforehand: for the command line and the demonstration."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Group
from thidua_desktop.domain.findings import Code, Severity
from thidua_desktop.domain.subjects import Participant, SubjectId, Unit
from thidua_desktop.domain.vietnamese import nfc
from thidua_desktop.errors import ImportBlockedError, RefusedFileError
from thidua_desktop.importing.matching import group_named
from thidua_desktop.importing.plan import ChangeKind, ExcludedRow, ImportPlan
from thidua_desktop.services.import_mappings import Remembered
from thidua_desktop.services.import_views import ImportChoices, Inspection
from thidua_desktop.services.imports import ImportService
from thidua_desktop.services.loading import campaign_key
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
    large: bool = False
    """The file is known to be larger than tables of figures are."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of it: `messages` are the findings in words."""

    plan: ImportPlan
    messages: tuple[str, ...]
    summary: str
    written: bool


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What one sheet would do, and why it may not."""

    plan: ImportPlan
    messages: tuple[str, ...]
    choices: ImportChoices
    blocked: ImportBlockedError | None


def import_table(
    workspace: Workspace, campaign: str | None, path: Path, order: ImportOrder
) -> ImportResult:
    """Read, plan and, unless something stands in the way, store a table.

    Notices never block; warnings and errors do unless the order says otherwise. Units to be added
    are registered in the same action as their figures, or not at all.
    """
    return import_tables(workspace, campaign, path, order)[0]


def import_tables(
    workspace: Workspace, campaign: str | None, path: Path, order: ImportOrder
) -> tuple[ImportResult, ...]:
    """Do so with every table of a workbook this program wrote, or with the proposed sheet.

    Nothing is stored while any of the tables is blocked. Those without a figure are left out.
    """
    service = ImportService(workspace)
    key = campaign_key(workspace, campaign)
    inspection = service.inspect(path, Progress(), large=order.large)
    own = service.own_sheets(inspection) if order.choices.sheet is None else ()
    orders = [replace(order, choices=replace(order.choices, sheet=one)) for one in own] or [order]
    prepared = [_prepare(service, key, inspection, one) for one in orders]
    pairs = list(zip(orders, prepared, strict=True))
    chosen = [pair for pair in pairs if pair[1].plan.rows or pair[1].plan.excluded] or pairs[:1]
    filled = [pair for pair in chosen if pair[1].plan.rows]
    blocked = [one.blocked for _, one in chosen if one.blocked]
    if order.dry_run or blocked:
        return tuple(_not_written(one, blocked, order) for _, one in chosen)
    if not filled:
        raise _nothing_to_store(prepared[0].plan, is_own=bool(own))
    return tuple(_store(service, key, inspection, one) for one, _ in filled)


def _nothing_to_store(plan: ImportPlan, *, is_own: bool) -> RefusedFileError:
    sheet = plan.sheet if plan.names_sheets else ""
    if plan.excluded:
        return RefusedFileError(plan.file, "no-table", sheet, "all-left-out")
    return RefusedFileError(plan.file, "nothing-filled" if is_own else "no-table", sheet)


def _prepare(
    service: ImportService, key: str, inspection: Inspection, order: ImportOrder
) -> _Prepared:
    progress = Progress()
    known = _remembered(service, key, inspection, order)
    chosen = known.choices if known else order.choices
    choices = replace(chosen, undated=order.dry_run)
    plan = service.plan(key, inspection, choices, progress)
    newcomers: tuple[Participant, ...] = ()
    if order.add_units:
        newcomers = _newcomers(plan, service.unit_groups(key))
        plan = service.plan(key, inspection, choices, progress, newcomers)
    errors, warnings = plan.having(Severity.ERROR), plan.having(Severity.WARNING)
    stops = (errors and not order.skip_errors) or (warnings and not order.accept_warnings)
    blocked = ImportBlockedError(plan.file, len(errors), len(warnings)) if stops else None
    messages = _messages(plan, newcomers)
    if known is not None:
        messages = (f"Lưu ý: {known.words}", *messages)
    return _Prepared(plan, messages, chosen, blocked)


def _remembered(
    service: ImportService, key: str, inspection: Inspection, order: ImportOrder
) -> Remembered | None:
    """Return how a table of this layout was read last time."""
    return None if order.ignore_mapping else service.remembered(key, inspection, order.choices)


def _not_written(
    one: _Prepared, blocked: Sequence[ImportBlockedError], order: ImportOrder
) -> ImportResult:
    if order.dry_run:
        said = f"Chỉ xem, chưa ghi gì. {_counts(one.plan)}"
    else:
        said = str(describe(one.blocked or blocked[0]))
    return ImportResult(one.plan, one.messages, said, False)


def _store(
    service: ImportService, key: str, inspection: Inspection, order: ImportOrder
) -> ImportResult:
    # Planned again: an earlier sheet may have registered its newcomers by now.
    one = _prepare(service, key, inspection, order)
    service.store(key, one.plan, one.choices, Progress())
    return ImportResult(one.plan, one.messages, f"Đã ghi vào sổ. {_counts(one.plan)}", True)


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
