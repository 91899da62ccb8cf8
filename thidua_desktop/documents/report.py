"""The achievement report (báo cáo thành tích): a form and the facts become a document.

What is missing is never invented: it stands in the document as a marked run and is listed in
words, so that the clerk sees it before printing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from thidua_desktop.documents.forms import (
    PLACEHOLDER,
    SIGNERS,
    CellValue,
    Form,
    FormSignature,
    Section,
    SectionKind,
    placeholders,
)
from thidua_desktop.documents.model import (
    Block,
    Column,
    Document,
    Heading,
    NationalHeading,
    Paragraph,
    Run,
    Signature,
    Signatures,
    TableBlock,
    Title,
)
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.subjects import Person, Subject

NOT_WRITTEN: Final = "(chưa soạn)"
BLANK: Final = "…………"
_DATE_BY_HAND: Final = "ngày …… tháng …… năm ……"


class Standing(StrEnum):
    """How a result stands against its target, as printed."""

    EXCEEDED = "Vượt"
    MET = "Đạt"
    NOT_MET = "Chưa đạt"
    NO_DATA = "Chưa có số liệu"
    NOT_APPLICABLE = "Không phát sinh"
    NO_TARGET = "–"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One indicator as the results table prints it; texts are formatted already (`96,08%`)."""

    indicator: str
    target: str
    result: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Everything a report says besides the form's own words.

    `fields` are linked figures and further facts by key, used as `{{key}}` in any text.
    `sections` are the clerk's texts by section key; what is absent or blank starts from the
    form's own text or counts as not written. `day` None leaves the date to the pen.
    """

    subject: Subject
    superior: str
    issuer: str
    place: str
    day: date | None
    award: str
    theme: str
    basis: str
    results: tuple[ResultRow, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    superior_signer: str = ""
    issuer_signer: str = ""
    head_title: str = ""
    """The title that signs, in capitals (`TRƯỞNG PHÒNG`), instead of the form's."""
    has_seal: bool = True
    added_sections: frozenset[str] = frozenset()
    """Sections the form leaves out unless asked for (`past_awards`)."""


def compose_report(form: Form, facts: ReportFacts) -> Document:
    """Fill `form` with `facts`; ValueError if the form is for the other kind of subject."""
    if form.kind is not facts.subject.kind:
        raise ValueError(f"{form.id} is for a {form.kind}, not a {facts.subject.kind}")
    return _Composer(form, facts).document()


def linked_fields(text: str) -> tuple[str, ...]:
    """Return the keys a section text refers to, each once, in order."""
    return placeholders(text)


def section_text(form: Form, facts: ReportFacts, key: str) -> str:
    """Return the text a section starts from: the clerk's, or else the form's."""
    return facts.sections.get(key, "").strip() or form.section(key).text


def fact_values(form: Form, facts: ReportFacts) -> dict[str, str]:
    """Return every value a placeholder may take; what is not known is not among them."""
    subject = facts.subject
    own = {
        "subject_name": subject.name,
        "award": facts.award,
        "award_capitals": facts.award.upper(),
        "theme": facts.theme,
        "basis": facts.basis,
        "superior_signer": facts.superior_signer,
        "issuer_signer": facts.issuer_signer,
        "head_title": facts.head_title.upper(),
    }
    if isinstance(subject, Person):
        own |= {
            "office": subject.office,
            "position": subject.position,
            "gender": subject.gender,
            "birth_date": vietnamese.day(subject.birth_date) if subject.birth_date else "",
            "qualification": subject.qualification,
            "home_town": subject.home_town,
        }
    given = {key: vietnamese.nfc(value) for key, value in {**facts.fields, **own}.items()}
    return {**form.defaults, **{key: value for key, value in given.items() if value}}


class _Composer:
    """Composes one report, gathering what is missing on the way."""

    def __init__(self, form: Form, facts: ReportFacts) -> None:
        self._form = form
        self._facts = facts
        self._values = fact_values(form, facts)
        self._missing: dict[str, None] = {}

    def document(self) -> Document:
        form = self._form
        title = form.title
        blocks: list[Block] = [
            self._heading(),
            Title(
                title.kind,
                tuple(self._plain(line) for line in title.lines),
                self._plain(title.about),
            ),
            Paragraph(tuple(self._runs(form.opening))),
        ]
        for section in form.sections:
            if section.shown or section.key in self._facts.added_sections:
                blocks.extend(self._section(section))
        blocks.append(Signatures(self._signature(form.left), self._signature(form.right)))
        return Document(
            self._plain(form.document_title), tuple(blocks), missing=tuple(self._missing)
        )

    def _heading(self) -> NationalHeading:
        facts = self._facts
        place = vietnamese.nfc(facts.place)
        if not place:
            self._note("Chưa có: Địa danh")
        if not facts.issuer.strip():
            self._note("Chưa có: Tên đơn vị ở đầu báo cáo")
        day = vietnamese.long_day(facts.day) if facts.day else _DATE_BY_HAND
        superior, issuer = vietnamese.nfc(facts.superior), vietnamese.nfc(facts.issuer)
        return NationalHeading(superior.upper(), issuer.upper(), f"{place or BLANK}, {day}")

    def _section(self, section: Section) -> Iterable[Block]:
        yield Heading(section.heading, section.level)
        if section.kind is SectionKind.RESULTS_TABLE:
            yield self._results(section)
        elif section.kind is not SectionKind.HEADING:
            yield from self._texts(section)

    def _texts(self, section: Section) -> Iterable[Paragraph]:
        text = section_text(self._form, self._facts, section.key)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if not lines:
            self._note(f"Mục {section.number} chưa soạn")
            yield self._not_written(section)
        for line in lines:
            yield Paragraph(tuple(self._runs(line)), section=section.key)

    def _results(self, section: Section) -> Block:
        results = self._facts.results
        if not results:
            self._note(f"Mục {section.number} chưa có chỉ tiêu nào")
            return self._not_written(section)
        for row in results:
            if row.standing is Standing.NO_DATA:
                self._note(f"Chưa có số liệu: {row.indicator}")
        columns = tuple(Column(one.title, one.width, one.align) for one in section.columns)
        shown = [one.value for one in section.columns]
        return TableBlock(
            columns,
            tuple(
                tuple(_cell(value, order, row) for value in shown)
                for order, row in enumerate(results, start=1)
            ),
        )

    def _not_written(self, section: Section) -> Paragraph:
        return Paragraph((Run(NOT_WRITTEN, italic=True, missing=True),), section=section.key)

    def _signature(self, side: FormSignature) -> Signature:
        note = side.note
        if side.note_without_seal and not self._facts.has_seal:
            note = side.note_without_seal
        lines = tuple(self._plain(line) for line in side.lines)
        return Signature(lines, note, self._plain(side.name))

    def _plain(self, template: str) -> str:
        """Fill a template that has no faces of its own."""
        return "".join(run.text for run in self._fill(template, Run("")))

    def _runs(self, text: str) -> Iterable[Run]:
        for run in marked(vietnamese.nfc(text)):
            yield from self._fill(run.text, run)

    def _fill(self, text: str, face: Run) -> Iterable[Run]:
        end = 0
        for found in PLACEHOLDER.finditer(text):
            if found.start() > end:
                yield Run(text[end : found.start()], face.bold, face.italic)
            yield self._value(found[1], face)
            end = found.end()
        if end < len(text):
            yield Run(text[end:], face.bold, face.italic)

    def _value(self, key: str, face: Run) -> Run:
        if key in self._values:
            return Run(self._values[key], face.bold, face.italic)
        if key in SIGNERS:
            return Run("")
        label = self._form.fields.get(key)
        self._note(f"Chưa có: {label}" if label else f"Số liệu gắn không còn: {key}")
        return Run(BLANK, face.bold, face.italic, missing=True)

    def _note(self, what: str) -> None:
        self._missing[what] = None


def _cell(value: CellValue, order: int, row: ResultRow) -> str:
    match value:
        case CellValue.ORDER:
            return str(order)
        case CellValue.INDICATOR:
            return vietnamese.nfc(row.indicator)
        case CellValue.TARGET:
            return vietnamese.nfc(row.target)
        case CellValue.RESULT:
            return vietnamese.nfc(row.result)
        case CellValue.STANDING:
            return row.standing.value


_MARK: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*(?!\*)|\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?!\*)")


def marked(text: str) -> Iterable[Run]:
    """Return the runs of a text with `**bold**` and `*italic*`; a lone star stays a star."""
    return _marked(text, Run(""))


def _marked(text: str, face: Run) -> Iterable[Run]:
    end = 0
    for found in _MARK.finditer(text):
        if found.start() > end:
            yield Run(text[end : found.start()], face.bold, face.italic)
        strong = found[1] is not None
        inner = Run("", face.bold or strong, face.italic or not strong)
        yield from _marked(found[1] if strong else found[2], inner)
        end = found.end()
    if end < len(text):
        yield Run(text[end:], face.bold, face.italic)
