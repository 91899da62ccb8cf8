"""Official forms (biểu mẫu) as data: `forms/<decree>/<form>.toml`, read strictly.

A form is known by decree and number together: Mẫu 08 of one decree is not Mẫu 08 of another.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from thidua_desktop import assets
from thidua_desktop.documents.model import Align
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import DataFileError, UnknownChoiceError, UnknownKeyError

PLACEHOLDER: Final = re.compile(r"\{\{\s*([^\s{}]+)\s*\}\}")
"""A fact or linked figure in a text: `{{digitisation}}`."""
_NUMBER: Final = re.compile(r"(\d+)")
SIGNERS: Final = ("superior_signer", "issuer_signer")
"""Names under the signatures; left blank for the pen when not given, so never missing."""


LETTERS: Final = "cong-van"
"""The folder of letters, which are no reports and have a reader of their own (`letters.py`)."""


class SectionKind(StrEnum):
    """What a section holds.

    A heading holds nothing of its own; facts start from the form's text, which the clerk may
    replace; text is the clerk's alone; a results table is filled from the figures.
    """

    HEADING = "heading"
    TEXT = "text"
    FACTS = "facts"
    RESULTS_TABLE = "results-table"


class CellValue(StrEnum):
    """What a column of the results table shows."""

    ORDER = "order"
    INDICATOR = "indicator"
    TARGET = "target"
    RESULT = "result"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of the results table."""

    title: str
    width: float
    align: Align
    value: CellValue


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered section: `number` is `I` or `II.1`; `hint` is for the editor, never printed."""

    key: str
    number: str
    title: str
    kind: SectionKind
    hint: str = ""
    text: str = ""
    shown: bool = True
    columns: tuple[FormColumn, ...] = ()

    @property
    def level(self) -> int:
        """Return 1 for `I`, 2 for `II.1`."""
        return 1 + self.number.count(".")

    @property
    def heading(self) -> str:
        """Return the heading as printed: `I. SƠ LƯỢC …`, `1. Căn cứ …`."""
        return f"{self.number.rsplit('.', 1)[-1]}. {self.title}"


@dataclass(frozen=True, slots=True)
class FormTitle:
    """The title lines, with placeholders."""

    kind: str
    lines: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class FormSignature:
    """One signing side, with placeholders; `note_without_seal` where the body has no seal."""

    lines: tuple[str, ...]
    note: str
    name: str = ""
    note_without_seal: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form as its file says it.

    `status` is for the program's pages and never printed. `fields` names the facts it takes in
    the clerk's words; `defaults` stand where a fact is not given.
    """

    id: str
    decree: str
    number: str
    name: str
    kind: Kind
    status: str
    document_title: str
    opening: str
    title: FormTitle
    sections: tuple[Section, ...]
    left: FormSignature
    right: FormSignature
    fields: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    snapshot_line: bool = True
    """Whether the code of a frozen result may stand in small print at the foot of the pages."""

    def section(self, key: str) -> Section:
        """Return a section by key; KeyError if there is none."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)


def form_ids() -> tuple[str, ...]:
    """Return the id of every shipped form, the decrees in order of their numbers."""
    root = assets.form("")
    found = (path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.toml"))
    return tuple(sorted((one for one in found if not one.startswith(f"{LETTERS}/")), key=_in_order))


def _in_order(form_id: str) -> tuple[int | str, ...]:
    """Sort numbers as numbers: `nd91-2017` before `nd152-2025`."""
    parts = _NUMBER.split(form_id)
    return tuple(int(one) if place % 2 else one for place, one in enumerate(parts))


@cache
def load_form(form_id: str) -> Form:
    """Return a shipped form; UnknownChoiceError, or DataFileError if its file is not right."""
    if form_id not in form_ids():
        raise UnknownChoiceError("form", form_id, form_ids())
    form = read_form(assets.form(f"{form_id}.toml"))
    if form.id != form_id:
        raise DataFileError(f"{form_id}.toml", "id", form_id, form.id)
    return form


def read_form(path: Path) -> Form:
    """Return the form in a file; DataFileError names the key and what was expected."""
    with_file = opened(path)
    form = _form(with_file)
    _check_keys(with_file, form)
    _check_placeholders(with_file, form)
    return form


def opened(path: Path) -> "FormTable":
    """Return what a form's file says, to be taken apart; DataFileError if it is no TOML."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFileError(path.name, "", "TOML, UTF-8", str(error)) from error
    return FormTable(path.name, "", content)


def placeholders(text: str) -> tuple[str, ...]:
    """Return the keys a text refers to, each once, in order."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


Closed = TypeVar("Closed", bound=StrEnum)


class FormTable:
    """One table of a form file: `only` says which keys there may be, then each is taken."""

    def __init__(self, file: str, path: str, content: Mapping[str, Any]) -> None:
        self._file = file
        self._path = path
        self._rest = dict(content)

    def wrong(self, key: str, expected: str, found: object = "") -> DataFileError:
        """Return the error that names a key, what was expected and what stood there."""
        return DataFileError(self._file, f"{self._path}{key}", expected, str(found))

    def text(self, key: str, default: str | None = None) -> str:
        """Take a text."""
        value = self._rest.pop(key, default)
        if not isinstance(value, str):
            raise self._not(key, "chuỗi ký tự", value)
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Take true or false."""
        value = self._rest.pop(key, default)
        if not isinstance(value, bool):
            raise self._not(key, "true hoặc false", value)
        return value

    def width(self, key: str) -> float:
        """Take a number above 0."""
        value = self._rest.pop(key, None)
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise self._not(key, "số lớn hơn 0", value)
        return float(value)

    def count(self, key: str) -> int:
        """Take a whole number from 1."""
        value = self._rest.pop(key, None)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self._not(key, "số nguyên từ 1", value)
        return value

    def one_of(self, key: str, kind: type[Closed]) -> Closed:
        """Take one of a closed list."""
        value = self._rest.pop(key, None)
        choices = [one.value for one in kind]
        if value not in choices:
            raise self._not(key, " | ".join(choices), value)
        return kind(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts."""
        value = self._rest.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._not(key, "danh sách chuỗi ký tự", value)
        return tuple(value)

    def names(self, key: str) -> Mapping[str, str]:
        """Take a table of texts."""
        table = self.table(key, {})
        return {name: table.text(name) for name in tuple(table._rest)}  # noqa: SLF001 - its own

    def table(self, key: str, default: Mapping[str, Any] | None = None) -> "FormTable":
        """Take a table."""
        value = self._rest.pop(key, default)
        if not isinstance(value, dict):
            raise self._not(key, "một bảng", value)
        return FormTable(self._file, f"{self._path}{key}.", value)

    def tables(self, key: str) -> Sequence["FormTable"]:
        """Take a list of tables."""
        value = self._rest.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self._not(key, "danh sách bảng", value)
        return [
            FormTable(self._file, f"{self._path}{key}[{place}].", one)
            for place, one in enumerate(value, start=1)
        ]

    def only(self, keys: str) -> None:
        """Refuse a key that is none of these, naming the one that was probably meant."""
        wrong = UnknownKeyError.first(self._file, self._path, self._rest, tuple(keys.split()))
        if wrong is not None:
            raise wrong

    def _not(self, key: str, expected: str, value: object) -> DataFileError:
        return self.wrong(key, expected, "" if value is None else value)


def _form(table: FormTable) -> Form:
    table.only(
        "id decree number name kind status document_title opening title sections signatures "
        "fields defaults snapshot_line"
    )
    title = table.table("title")
    title.only("kind lines about")
    signatures = table.table("signatures")
    signatures.only("left right")
    return Form(
        id=table.text("id"),
        decree=table.text("decree"),
        number=table.text("number"),
        name=table.text("name"),
        kind=table.one_of("kind", Kind),
        status=table.text("status"),
        document_title=table.text("document_title"),
        opening=table.text("opening"),
        title=FormTitle(title.text("kind"), title.texts("lines"), title.text("about", "")),
        sections=tuple(_section(one) for one in table.tables("sections")),
        left=_signature(signatures.table("left")),
        right=_signature(signatures.table("right")),
        fields=table.names("fields"),
        defaults=table.names("defaults"),
        snapshot_line=table.flag("snapshot_line", default=True),
    )


def _section(table: FormTable) -> Section:
    table.only("key number title kind hint text shown columns")
    section = Section(
        key=table.text("key"),
        number=table.text("number"),
        title=table.text("title"),
        kind=table.one_of("kind", SectionKind),
        hint=table.text("hint", ""),
        text=table.text("text", "").strip(),
        shown=table.flag("shown", default=True),
        columns=tuple(_column(one) for one in table.tables("columns")),
    )
    if (section.kind is SectionKind.RESULTS_TABLE) != bool(section.columns):
        raise table.wrong("columns", "có cột khi và chỉ khi kind = results-table")
    if (section.kind is SectionKind.FACTS) != bool(section.text):
        raise table.wrong("text", "có nội dung khi và chỉ khi kind = facts")
    return section


def _column(table: FormTable) -> FormColumn:
    table.only("title width align value")
    return FormColumn(
        table.text("title"),
        table.width("width"),
        table.one_of("align", Align),
        table.one_of("value", CellValue),
    )


def _signature(table: FormTable) -> FormSignature:
    table.only("lines note name note_without_seal")
    signature = FormSignature(
        table.texts("lines"),
        table.text("note"),
        table.text("name", ""),
        table.text("note_without_seal", ""),
    )
    if not signature.lines:
        raise table.wrong("lines", "ít nhất một dòng")
    return signature


def _check_keys(table: FormTable, form: Form) -> None:
    seen: set[str] = set()
    for place, section in enumerate(form.sections, start=1):
        if section.key in seen:
            raise table.wrong(f"sections[{place}].key", "khóa chưa dùng", section.key)
        seen.add(section.key)
    if not seen:
        raise table.wrong("sections", "ít nhất một mục")


def _check_placeholders(table: FormTable, form: Form) -> None:
    known = {*form.fields, *form.defaults, *SIGNERS}
    for key, texts in _templates(form):
        for name in (name for text in texts for name in placeholders(text)):
            if name not in known:
                raise table.wrong(key, "{{…}} có trong [fields]", name)


def _templates(form: Form) -> Iterable[tuple[str, tuple[str, ...]]]:
    yield "document_title", (form.document_title,)
    yield "opening", (form.opening,)
    yield "title", (form.title.kind, *form.title.lines, form.title.about)
    for place, section in enumerate(form.sections, start=1):
        yield f"sections[{place}].text", (section.text,)
    for side, one in (("left", form.left), ("right", form.right)):
        yield f"signatures.{side}", (*one.lines, one.note, one.name)
