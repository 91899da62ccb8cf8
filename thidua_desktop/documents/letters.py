"""Letters (công văn) as data: `forms/cong-van/*.toml`; a form and the facts become a document.

The layout is that of Mẫu 1.5, Nghị định 30/2020/NĐ-CP; the words are the form's. What is missing
is never invented: it stands in the letter as a blank and is listed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from thidua_desktop import assets
from thidua_desktop.documents.forms import (
    LETTERS,
    PLACEHOLDER,
    FormTable,
    opened,
    placeholders,
)
from thidua_desktop.documents.model import (
    Addressees,
    Align,
    Block,
    Column,
    Document,
    NationalHeading,
    PageBreak,
    Paragraph,
    Recipients,
    Run,
    Signature,
    Signatures,
    TableBlock,
    Title,
)
from thidua_desktop.documents.report import BLANK
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Office

REMINDER: Final = f"{LETTERS}/don-doc-so-lieu"
_DATE_BY_HAND: Final = "ngày …… tháng …… năm ……"


class To(StrEnum):
    """Whom a passage is for."""

    ONE = "one"
    SEVERAL = "several"
    BOTH = "both"


class ListValue(StrEnum):
    """What a column of the list below the letter shows."""

    ORDER = "order"
    NAME = "name"
    GROUP = "group"
    LACK = "lack"


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of the letter."""

    to: To
    text: str


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list."""

    title: str
    width: float
    align: Align
    value: ListValue


@dataclass(frozen=True, slots=True)
class LetterForm:
    """A letter as its file says it; `status` is for the program's pages and never printed."""

    id: str
    name: str
    status: str
    document_title: str
    about: str
    many: str
    most_named: int
    recipients: tuple[str, ...]
    body: tuple[Passage, ...]
    list_title: str
    list_about: str
    columns: tuple[ListColumn, ...]
    defaults: Mapping[str, str]
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of the list: who lacks what."""

    name: str
    group: str
    lack: str


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything a letter says besides the form's own words; `day` None is left to the pen.

    `places` are whom it is sent to, one or several; `fields` stand for the form's `{{key}}`.
    """

    office: Office
    places: tuple[str, ...]
    fields: Mapping[str, str]
    rows: tuple[ListRow, ...]
    day: date | None = None


@cache
def load_letter(letter_id: str) -> LetterForm:
    """Return a letter that ships; DataFileError where its file is not right."""
    form = read_letter(assets.form(f"{letter_id}.toml"))
    if form.id != letter_id:
        raise ValueError(f"{letter_id}.toml says that it is {form.id}")
    return form


def read_letter(path: Path) -> LetterForm:
    """Return the letter in a file; DataFileError names the key and what was expected."""
    table = opened(path)
    table.only(
        "id name status document_title about many most_named recipients body list defaults fields"
    )
    listed = table.table("list")
    listed.only("title about columns")
    form = LetterForm(
        id=table.text("id"),
        name=table.text("name"),
        status=table.text("status"),
        document_title=table.text("document_title"),
        about=table.text("about"),
        many=table.text("many"),
        most_named=table.count("most_named"),
        recipients=table.texts("recipients"),
        body=tuple(_passage(one) for one in table.tables("body")),
        list_title=listed.text("title"),
        list_about=listed.text("about"),
        columns=tuple(_column(one) for one in listed.tables("columns")),
        defaults=table.names("defaults"),
        fields=table.names("fields"),
    )
    _check(table, form)
    return form


def _passage(table: FormTable) -> Passage:
    table.only("to text")
    return Passage(table.one_of("to", To), table.text("text"))


def _column(table: FormTable) -> ListColumn:
    table.only("title width align value")
    return ListColumn(
        table.text("title"),
        table.width("width"),
        table.one_of("align", Align),
        table.one_of("value", ListValue),
    )


def _check(table: FormTable, form: LetterForm) -> None:
    known = {*form.fields, *form.defaults}
    texts = (
        *(("body", one.text) for one in form.body),
        *(("recipients", one) for one in form.recipients),
        ("document_title", form.document_title),
        ("about", form.about),
        ("many", form.many),
        ("list.about", form.list_about),
    )
    for key, text in texts:
        for name in placeholders(text):
            if name not in known:
                raise table.wrong(key, "{{…}} có trong [fields]", name)
    for to in (To.ONE, To.SEVERAL):
        if not any(one.to in {to, To.BOTH} for one in form.body):
            raise table.wrong("body", f"có đoạn to = {to}")


def compose_letter(form: LetterForm, facts: LetterFacts) -> Document:
    """Fill a letter with the facts; a list follows on a page of its own where several are meant."""
    return _Composer(form, facts).document()


class _Composer:
    """Composes one letter, gathering what is missing on the way."""

    def __init__(self, form: LetterForm, facts: LetterFacts) -> None:
        self._form = form
        self._facts = facts
        given = {key: vietnamese.nfc(value) for key, value in facts.fields.items() if value.strip()}
        self._values = {**form.defaults, **given}
        self._missing: dict[str, None] = {}

    def document(self) -> Document:
        form, facts = self._form, self._facts
        several = len(facts.places) > 1
        wanted = {To.SEVERAL if several else To.ONE, To.BOTH}
        blocks: list[Block] = [self._heading(), Addressees(self._places())]
        blocks += [Paragraph(self._runs(one.text)) for one in form.body if one.to in wanted]
        blocks.append(self._signatures())
        if several:
            blocks += [PageBreak(), *self._list()]
        return Document(
            self._plain(form.document_title), tuple(blocks), missing=tuple(self._missing)
        )

    def _heading(self) -> NationalHeading:
        office, day = self._facts.office, self._facts.day
        place = vietnamese.nfc(office.place)
        if not place:
            self._note("Địa danh")
        when = vietnamese.long_day(day) if day else _DATE_BY_HAND
        return NationalHeading(
            vietnamese.nfc(office.superior).upper(),
            vietnamese.nfc(office.name).upper(),
            f"{place or BLANK}, {when}",
            number=f"Số:          /{self._values.get('code', '……')}-……",
            about=self._plain(self._form.about),
        )

    def _places(self) -> tuple[str, ...]:
        places = tuple(vietnamese.nfc(one) for one in self._facts.places)
        if len(places) <= self._form.most_named:
            return places
        return (self._plain(self._form.many),)

    def _list(self) -> Iterable[Block]:
        form = self._form
        yield Title(form.list_title, (), self._plain(form.list_about))
        yield TableBlock(
            tuple(Column(one.title, one.width, one.align) for one in form.columns),
            tuple(
                tuple(_cell(one.value, number, row) for one in form.columns)
                for number, row in enumerate(self._facts.rows, start=1)
            ),
        )

    def _signatures(self) -> Signatures:
        signs = self._facts.office.signs or ("THỦ TRƯỞNG CƠ QUAN",)
        lines = tuple(self._plain(one) for one in self._form.recipients)
        ends = (
            *(_ended(one, ";") for one in lines[:-1]),
            *(_ended(one, ".") for one in lines[-1:]),
        )
        return Signatures(Recipients(ends), Signature(signs, ""))

    def _plain(self, template: str) -> str:
        return "".join(run.text for run in self._runs(template))

    def _runs(self, text: str) -> tuple[Run, ...]:
        runs: list[Run] = []
        end = 0
        for found in PLACEHOLDER.finditer(text):
            if found.start() > end:
                runs.append(Run(text[end : found.start()]))
            runs.append(self._value(found[1]))
            end = found.end()
        if end < len(text):
            runs.append(Run(text[end:]))
        return tuple(runs)

    def _value(self, key: str) -> Run:
        if key in self._values:
            return Run(self._values[key])
        self._note(self._form.fields[key])
        return Run(BLANK, missing=True)

    def _note(self, what: str) -> None:
        self._missing[f"Chưa có: {what}"] = None


def _ended(text: str, sign: str) -> str:
    return text.rstrip(";. ") + sign


def _cell(value: ListValue, number: int, row: ListRow) -> str:
    return {
        ListValue.ORDER: str(number),
        ListValue.NAME: row.name,
        ListValue.GROUP: row.group,
        ListValue.LACK: row.lack,
    }[value]
