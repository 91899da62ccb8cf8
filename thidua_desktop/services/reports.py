"""Use cases on achievement reports (báo cáo thành tích): drafts, figures in place, PDF."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from thidua_desktop.documents.files import write_file
from thidua_desktop.documents.forms import Form, Section, SectionKind, form_ids, load_form
from thidua_desktop.documents.model import Document
from thidua_desktop.documents.report import ReportFacts, compose_report, fact_values
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Award, Campaign, DossierPart
from thidua_desktop.domain.indicators import Scope
from thidua_desktop.domain.ranking import scope_of
from thidua_desktop.domain.subjects import Kind, Participant, SubjectId
from thidua_desktop.errors import UnknownChoiceError
from thidua_desktop.services.campaigns import check_readings
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.legal import LegalService
from thidua_desktop.services.loading import Loaded, load
from thidua_desktop.services.past_awards import decided_before
from thidua_desktop.services.report_figures import facts_of, linked_fields, results_of
from thidua_desktop.services.report_snapshots import FrozenBeside, stamped
from thidua_desktop.services.report_views import (
    Created,
    Draft,
    DraftInfo,
    FormInfo,
    LinkedField,
    ResultView,
    SectionView,
)
from thidua_desktop.store.reports import StoredReport
from thidua_desktop.store.workspace import Workspace


class ReportService:
    """Achievement reports of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._frozen = FrozenBeside(workspace)

    def forms(self, kind: Kind | None = None) -> tuple[FormInfo, ...]:
        """Return the forms for a kind of subject."""
        found = (_form_info(load_form(name)) for name in form_ids())
        return tuple(one for one in found if kind is None or one.kind is kind)

    def awards(self, key: str, kind: Kind) -> tuple[Award, ...]:
        """Return the awards a kind of subject may be proposed for."""
        campaign = load(self._workspace, key).campaign
        groups = [group for group in campaign.groups if group.kind is kind]
        return tuple(
            one
            for one in campaign.awards
            if any(one.for_winners or one.criterion_for(group) for group in groups)
        )

    def all(self, key: str) -> tuple[DraftInfo, ...]:
        """Return the reports of a campaign."""
        loaded = load(self._workspace, key)
        with self._workspace.read() as session:
            stored = session.reports.all(key)
        return tuple(
            DraftInfo(
                one.id,
                _participant(loaded, one.subject).subject.label,
                _participant(loaded, one.subject).subject.kind,
                _award_name(loaded.campaign, one.award),
                load_form(one.form).name,
                len(_empty_sections(load_form(one.form), one.sections)),
            )
            for one in stored
        )

    def create(self, key: str, subject: SubjectId, form: str, award: str) -> Created:
        """Begin a report and say which."""
        loaded = load(self._workspace, key)
        who = _participant(loaded, subject)
        label = f"Thêm báo cáo thành tích {who.subject.name}"
        with self._workspace.write(label, kind="add-report") as session:
            report = session.reports.add(key, subject, form, award)
        return Created(session.changed, label, report)

    def remove(self, report: int) -> Changes:
        """Take a report away; undo brings it back with its texts."""
        label = "Bỏ báo cáo thành tích"
        with self._workspace.write(label, kind="remove-report") as session:
            session.reports.remove(report)
        return Changes(session.changed, label)

    def write_section(self, report: int, section: str, text: str) -> Changes:
        """Keep the text of one section."""
        stored = self._stored(report)
        label = f"Sửa báo cáo, mục {load_form(stored.form).section(section).number}"
        with self._workspace.write(label, kind="write-report") as session:
            session.reports.write_section(report, section, nfc_lines(text))
        return Changes(session.changed, label)

    def draft(self, key: str, report: int, as_of: date) -> Draft:
        """Return a report with the subject's figures in place."""
        loaded, stored = load(self._workspace, key), self._stored(report)
        form = load_form(stored.form)
        who = _participant(loaded, stored.subject)
        scope = scope_of(loaded.campaign, loaded.data, as_of, loaded.decided)
        results = results_of(loaded, scope, who)
        award = _award_name(loaded.campaign, stored.award)
        facts = self._facts(loaded, scope, who, award, stored.sections)
        empty = _empty_sections(form, stored.sections)
        return Draft(
            stored.id,
            who,
            _form_info(form),
            award,
            tuple(_section_view(one, stored.sections) for one in form.sections if one.shown),
            results,
            _fields(form, facts, linked_fields(loaded, scope, who)),
            _parts(loaded.campaign, stored.award),
            _checks(results, empty),
            LegalService(self._workspace).notices(key, stored.award, form, as_of),
            self._frozen.match(loaded, scope, who),
        )

    def document(
        self, key: str, report: int, as_of: date, *, unsaved: Mapping[str, str] | None = None
    ) -> Document:
        """Compose a report as it would be printed; `unsaved` texts, by section, come first."""
        loaded, stored = load(self._workspace, key), self._stored(report)
        form = load_form(stored.form)
        who = _participant(loaded, stored.subject)
        scope = scope_of(loaded.campaign, loaded.data, as_of, loaded.decided)
        award = _award_name(loaded.campaign, stored.award)
        texts = {
            **stored.sections,
            **{key: nfc_lines(text) for key, text in (unsaved or {}).items()},
        }
        composed = compose_report(form, self._facts(loaded, scope, who, award, texts))
        return stamped(composed, form, self._frozen.match(loaded, scope, who))

    def _facts(
        self, loaded: Loaded, scope: Scope, who: Participant, award: str, texts: Mapping[str, str]
    ) -> ReportFacts:
        """Gather what a form needs, what somebody was commended for before included."""
        facts = facts_of(loaded, scope, who, award, texts, None)
        with self._workspace.read() as session:
            past = decided_before(session, who.subject.id)
        return replace(facts, fields={**facts.fields, "past_awards": past})

    def print_form(
        self,
        key: str,
        form_id: str,
        who: Participant,
        as_of: date,
        path: Path,
        *,
        readings: Mapping[str, str],
    ) -> tuple[str, ...]:
        """Write a form for a subject: the report kept in the file, or a blank one with figures.

        Returns in words what the law says of the form, and what is still to be filled in.
        UnknownChoiceError if the form is for the other kind of subject, or the file's ending is
        not one we write.
        """
        from thidua_desktop.documents.pdf import render_pdf

        if path.suffix.lower() != ".pdf":
            raise UnknownChoiceError("kiểu tệp", path.suffix or path.name, (".pdf",))
        form = load_form(form_id)
        if form.kind is not who.subject.kind:
            forms = tuple(one.id for one in self.forms(who.subject.kind))
            raise UnknownChoiceError(f"mẫu dành cho {who.subject.label}", form_id, forms)
        loaded = load(self._workspace, key)
        check_readings(loaded.campaign, dict(readings))
        scope = scope_of(loaded.campaign, loaded.data, as_of, {**loaded.decided, **readings})
        with self._workspace.read() as session:
            kept = [
                one
                for one in session.reports.all(key)
                if one.subject == who.subject.id and one.form == form_id
            ]
        first = next((one.id for one in loaded.campaign.awards), "")
        award_id = kept[0].award if kept else first
        award = _award_name(loaded.campaign, award_id)
        texts = kept[0].sections if kept else {}
        match = self._frozen.match(loaded, scope, who)
        composed = compose_report(form, self._facts(loaded, scope, who, award, texts))
        document = stamped(composed, form, match)
        write_file(path, render_pdf(document))
        law = LegalService(self._workspace).notices(key, award_id, form, as_of)
        changed = (match.sentence,) if match and not match.same else ()
        return (*changed, *law, *document.missing)

    def pdf(self, key: str, report: int, as_of: date) -> bytes:
        """Render a report as it is stored."""
        from thidua_desktop.documents.pdf import render_pdf

        return render_pdf(self.document(key, report, as_of))

    def preview(
        self, key: str, report: int, as_of: date, *, unsaved: Mapping[str, str] | None = None
    ) -> bytes:
        """Render a report as it is being written: what is still empty is marked."""
        from thidua_desktop.documents.pdf import render_pdf

        return render_pdf(self.document(key, report, as_of, unsaved=unsaved), mark_missing=True)

    def save_pdf(self, key: str, report: int, as_of: date, path: Path, *, replace: bool) -> None:
        """Write a report to a PDF file; an existing one only when `replace` says so."""
        write_file(path, self.pdf(key, report, as_of), replace=replace)

    def _stored(self, report: int) -> StoredReport:
        with self._workspace.read() as session:
            stored = session.reports.get(report)
        if stored is None:
            raise UnknownChoiceError("báo cáo", str(report), ())
        return stored


def nfc_lines(text: str) -> str:
    """Return a text of several lines composed, each line's spaces made single."""
    return "\n".join(vietnamese.nfc(line) for line in text.splitlines())


def _form_info(form: Form) -> FormInfo:
    return FormInfo(form.id, form.name, form.kind, form.status)


def _participant(loaded: Loaded, subject: SubjectId) -> Participant:
    for one in loaded.data.participants:
        if one.subject.id == subject:
            return one
    raise UnknownChoiceError("đơn vị, cá nhân", str(subject), ())


def _award_name(campaign: Campaign, award_id: str) -> str:
    return next((one.name for one in campaign.awards if one.id == award_id), "")


def _parts(campaign: Campaign, award_id: str) -> tuple[DossierPart, ...]:
    return next((one.parts for one in campaign.awards if one.id == award_id), ())


def _empty_sections(form: Form, texts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        f"Mục {one.number}"
        for one in form.sections
        if one.shown and one.kind is SectionKind.TEXT and not texts.get(one.key, "").strip()
    )


_KINDS = {SectionKind.RESULTS_TABLE: "results", SectionKind.HEADING: "heading"}


def _section_view(section: Section, texts: Mapping[str, str]) -> SectionView:
    own = texts.get(section.key, "")
    return SectionView(
        section.key,
        section.number,
        section.title,
        section.hint,
        _KINDS.get(section.kind, "text"),
        own or section.text,
        bool(own.strip() or section.text),
    )


def _fields(
    form: Form, facts: ReportFacts, figures: tuple[LinkedField, ...]
) -> tuple[LinkedField, ...]:
    """Return all that a text may link to: the form's own facts, then the figures."""
    values = fact_values(form, facts)
    own = tuple(
        LinkedField(key, name, values[key]) for key, name in form.fields.items() if key in values
    )
    return own + figures


def _checks(
    results: tuple[ResultView, ...], empty: tuple[str, ...]
) -> tuple[tuple[str, bool], ...]:
    lacking = [one for one in results if one.tone == "missing"]
    figures = ("Thiếu số liệu", False) if lacking else ("Khớp số liệu", True)
    blanks = tuple((f"{name} trống", False) for name in empty)
    return (figures, *blanks)
