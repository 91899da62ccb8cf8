"""Use cases on paper besides the reports: «Vì sao?» of one subject, the summary of achievements."""

from collections.abc import Sequence
from dataclasses import replace as replaced
from datetime import date
from pathlib import Path
from typing import Final

from thidua_desktop.documents.basis import Basis
from thidua_desktop.documents.files import write_file
from thidua_desktop.documents.model import Document, Paragraph
from thidua_desktop.documents.report import Standing
from thidua_desktop.documents.summary_table import SummaryRow, compose_summary
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.awards import standing
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.indicators import Scope
from thidua_desktop.domain.judgements import Judgement
from thidua_desktop.domain.ranking import Ranking, scope_of
from thidua_desktop.domain.readings import Readings
from thidua_desktop.domain.subjects import Participant
from thidua_desktop.errors import NothingToPrintError, UnknownChoiceError
from thidua_desktop.services.basis import PROVISIONAL, basis_of
from thidua_desktop.services.decisions import cited_with
from thidua_desktop.services.figures_behind import behind
from thidua_desktop.services.frozen import Json
from thidua_desktop.services.loading import Loaded, catalogue, load
from thidua_desktop.services.rankings import ranking_of
from thidua_desktop.services.report_views import Draft, ResultView
from thidua_desktop.services.reports import ReportService
from thidua_desktop.services.snapshots import Snapshot
from thidua_desktop.store.workspace import Workspace


def why_document(
    workspace: Workspace,
    key: str,
    as_of: date,
    readings: Readings,
    participant: Participant,
    *,
    snapshot: str = PROVISIONAL,
) -> Document:
    """Compose «Vì sao?» of one subject; UnknownChoiceError if the ranking does not know it."""
    loaded = load(workspace, key)
    ranking = ranking_of(loaded, as_of, dict(readings))
    return _why(loaded, ranking, participant, basis_of(workspace, key, snapshot))


def frozen_why_document(snapshot: Snapshot, participant: Participant) -> Document:
    """Compose «Vì sao?» of one subject as it was frozen."""
    return _why(snapshot.content.loaded(), snapshot.ranking(), participant, _frozen_basis(snapshot))


def _why(loaded: Loaded, ranking: Ranking, participant: Participant, basis: Basis) -> Document:
    from thidua_desktop.documents.explanation import compose_why

    scope = scope_of(loaded.campaign, loaded.data, ranking.as_of, ranking.readings)
    awards = _awards(loaded, ranking, scope, participant)
    if participant not in ranking.participants and not awards:
        names = tuple(one.subject.label for one in ranking.participants)
        raise UnknownChoiceError("đơn vị, cá nhân được xếp hạng", participant.subject.label, names)
    return compose_why(
        ranking,
        participant,
        catalogue().names,
        awards=awards,
        basis=basis,
    )


def save_why(  # noqa: PLR0913 - what to explain, on which figures, and where to
    workspace: Workspace,
    key: str,
    as_of: date,
    readings: Readings,
    participant: Participant,
    path: Path,
    *,
    replace: bool,
    snapshot: str = PROVISIONAL,
) -> None:
    """Write «Vì sao?» of one subject to a PDF file; an existing one only when `replace` says so."""
    from thidua_desktop.documents.pdf import render_pdf

    document = why_document(workspace, key, as_of, readings, participant, snapshot=snapshot)
    write_file(path, render_pdf(document), replace=replace)


def save_frozen_why(
    snapshot: Snapshot, participant: Participant, path: Path, *, replace: bool
) -> None:
    """Write «Vì sao?» of one subject as it was frozen; `replace` as for `save_why`."""
    from thidua_desktop.documents.pdf import render_pdf

    write_file(path, render_pdf(frozen_why_document(snapshot, participant)), replace=replace)


def save_frozen(snapshot: Snapshot, path: Path, *, replace: bool) -> None:
    """Write a frozen ranking as .pdf or .xlsx, by the file's ending; it names its snapshot.

    An existing file is replaced only when `replace` says so. UnknownChoiceError if the ending
    is another one.
    """
    from thidua_desktop.documents.ranking_list import ranking_pdf
    from thidua_desktop.documents.workbook import ranking_workbook

    basis = _frozen_basis(snapshot)
    match path.suffix.lower():
        case ".pdf":
            data = ranking_pdf(snapshot.ranking(), basis=basis)
        case ".xlsx":
            content = snapshot.content
            stamp = snapshot.info.stamp
            rests_on = behind(content.loaded(), content.as_of, content.readings, stamp)
            names = catalogue().names
            data = ranking_workbook(snapshot.ranking(), names, basis=basis, behind=rests_on)
        case _:
            raise UnknownChoiceError("kiểu tệp", path.suffix or path.name, (".pdf", ".xlsx"))
    write_file(path, data, replace=replace)


def _frozen_basis(snapshot: Snapshot) -> Basis:
    """Return what the snapshot rests on: the decisions of its day, and its own stamp."""
    cited = {
        one["reading"]: _cited(one["decision"])
        for one in snapshot.content.decisions
        if one["decision"]
    }
    return Basis(snapshot.content.decided, cited, snapshot.info.stamp)


def _cited(decision: Json) -> str:
    day = vietnamese.day(date.fromisoformat(decision["date"]))
    cited = f"quyết định số {decision['number']} ngày {day}, {decision['who']}"
    return cited_with(cited, decision["why"])


def summary_document(workspace: Workspace, key: str, as_of: date, *, award: str = "") -> Document:
    """Compose «Biểu tóm tắt thành tích» of every report begun, or of one award's.

    NothingToPrintError if there is no report; UnknownChoiceError if there is no such award.
    """
    campaign = load(workspace, key).campaign
    wanted = _award_name(campaign, award)
    reports = ReportService(workspace)
    begun = [one for one in reports.all(key) if not award or one.award == wanted]
    if not begun:
        raise NothingToPrintError("chưa có báo cáo thành tích nào để tóm tắt")
    drafts = [reports.draft(key, one.id, as_of) for one in begun]
    rows = [_summary_row(reports, key, one, as_of) for one in drafts]
    stamps = {one.snapshot.stamp if one.snapshot else "" for one in drafts}
    composed = compose_summary(campaign.office, campaign.theme, rows)
    changed = {one.snapshot.words for one in drafts if one.snapshot and not one.snapshot.same}
    return replaced(
        composed,
        footer=stamps.pop() if len(stamps) == 1 else "",
        missing=(*composed.missing, *(f"{one}: biểu không in mã chốt" for one in changed)),
    )


def save_summary(
    workspace: Workspace, key: str, as_of: date, path: Path, *, replace: bool, award: str = ""
) -> tuple[str, ...]:
    """Write the summary of achievements to a PDF file; say in words what it lacks.

    An existing file is replaced only when `replace` says so.
    """
    from thidua_desktop.documents.pdf import render_pdf

    document = summary_document(workspace, key, as_of, award=award)
    write_file(path, render_pdf(document), replace=replace)
    return document.missing


def _award_name(campaign: Campaign, award: str) -> str:
    names = {one.id: one.name for one in campaign.awards}
    if award and award not in names:
        raise UnknownChoiceError("hình thức khen thưởng", award, tuple(names))
    return names.get(award, "")


_REACHED: Final = (Standing.EXCEEDED, Standing.MET)


def _summary_row(reports: ReportService, key: str, draft: Draft, as_of: date) -> SummaryRow:
    written = reports.document(key, draft.id, as_of).blocks
    measures = next(
        (
            "".join(run.text for run in block.runs)
            for block in written
            if isinstance(block, Paragraph) and block.section == _MEASURES
            if not any(run.missing for run in block.runs)
        ),
        "",
    )
    said = (one for one in (_results_words(draft.results), measures) if one)
    return SummaryRow(draft.participant.subject, " ".join(said), draft.award)


_MEASURES: Final = "measures"
"""The section of every form that tells what was done; its first paragraph goes into the table."""


def _results_words(results: Sequence[ResultView]) -> str:
    """Return the results in one sentence, targets met first counted; empty without figures."""
    known = [one for one in results if one.tone != "missing"]
    held = [one for one in known if one.standing in (*_REACHED, Standing.NOT_MET)]
    if not known:
        return ""
    said = "; ".join(_result_words(one) for one in known)
    if not held:
        return f"{said}."
    met = sum(one.standing in _REACHED for one in held)
    return f"Đạt {met}/{len(held)} chỉ tiêu: {said}."


def _result_words(result: ResultView) -> str:
    name = result.name[0].lower() + result.name[1:]
    assigned = f" (giao {result.target})" if result.target != Standing.NO_TARGET else ""
    return f"{name} {result.result}{assigned}"


def _awards(
    loaded: Loaded, ranking: Ranking, scope: Scope, who: Participant
) -> tuple[tuple[str, Judgement], ...]:
    """Return how somebody stands for each award; nothing for who does not take part."""
    if who not in loaded.data.participants:
        return ()
    group = loaded.campaign.group(who.group)
    found = (
        (one.name, standing(one, group, who, scope, ranking)) for one in loaded.campaign.awards
    )
    return tuple((name, judged) for name, judged in found if judged)
