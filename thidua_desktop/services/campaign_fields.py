"""From a value of a campaign document to the text of a field, and back; places in a document.

Typed text is read as people write it here: `30/11/2023`, `65,5`, `3.500.000 đồng`. What cannot be
meant is refused with InvalidValueError, which says what is expected.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services.campaign_views import FieldView, Typed

Document = dict[str, Any]
"""A campaign document as `tomllib` reads it."""

_PART: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_DAY: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_COUNT: Final = re.compile(r"\d{1,15}|\d{1,3}([. ]\d{3}){1,4}")
_DECIMAL: Final = re.compile(r"\d{1,9}([.,]\d{1,9})?")
_HUNDRED: Final = 100
_OWN_START: Final = "campaign"
_OWN_START_WORDS: Final = "ngày phát động"


# --- places ---


def steps_of(path: str) -> tuple[str | int, ...]:
    """Return a path in steps: `legal-bases[2]` is `legal-bases` and position 1."""
    found = _PART.findall(path)
    return tuple(name or int(number) - 1 for name, number in found)


def value_at(document: Document, path: str) -> Any:
    """Return what stands at a path, None where nothing does."""
    node: Any = document
    for step in steps_of(path):
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return None
    return node


def put_at(document: Document, path: str, value: object) -> None:
    """Put a value at a path, None to take it out; tables on the way are made.

    KeyError or IndexError where the way leads past the end of a list.
    """
    *parents, last = steps_of(path)
    node: Any = document  # a table or a list
    for step in parents:
        node = node.setdefault(step, {}) if isinstance(node, dict) else node[step]
    if value is not None:
        node[last] = value
    elif not isinstance(node, dict) or last in node:
        node.pop(last)


# --- values as text ---


def shown(value: object, typed: Typed) -> str:
    """Return a value of the document as its field shows it; nothing is empty."""
    if value is None:
        return ""
    if isinstance(value, date):
        return vietnamese.day(value)
    if typed is Typed.SPANS and isinstance(value, list):
        return "\n".join(
            _OWN_START_WORDS if one == _OWN_START else vietnamese.day(one) for one in value
        )
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if typed in {Typed.PERCENT, Typed.DECIMAL}:
        return vietnamese.exact_decimal(Fraction(Decimal(str(value))))
    return vietnamese.count(value) if isinstance(value, int) else str(value)


def read(field: FieldView, text: str) -> object:
    """Return what was typed as a value of the document; None removes an optional one.

    InvalidValueError says what the field takes.
    """
    cleaned = unicodedata.normalize("NFC", text).strip()
    if not cleaned:
        if field.optional:
            return None
        raise InvalidValueError(field.name, text, _EXPECTED[field.typed])
    found = _READERS[field.typed](cleaned)
    if found is None:
        raise InvalidValueError(field.name, cleaned, _EXPECTED[field.typed])
    chosen = found if isinstance(found, list) else [cleaned]
    offered = {value for _, value in field.choices}
    if field.typed in {Typed.CHOICE, Typed.MANY} and not offered.issuperset(chosen):
        words = ", ".join(f"«{one}»" for one, _ in field.choices)
        raise InvalidValueError(field.name, cleaned, f"một trong: {words}")
    return found


def _text(text: str) -> str:
    return vietnamese.nfc(text)


def _lines(text: str) -> list[str]:
    return [line for line in (vietnamese.nfc(one) for one in text.splitlines()) if line]


def day_in(text: str) -> date | None:
    """Return the day typed as `31/12/2023`; None where it is none."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _spans(text: str) -> list[date | str] | None:
    found: list[date | str] = []
    for line in _lines(text):
        start = _OWN_START if line.casefold() == _OWN_START_WORDS else day_in(line)
        if start is None:
            return None
        found.append(start)
    return found


def _count(text: str) -> int | None:
    bare = text.removesuffix("đồng").removesuffix("đ").strip().replace("\u00a0", " ")
    return int(re.sub(r"[. ]", "", bare)) if _COUNT.fullmatch(bare) else None


def _decimal(text: str) -> str | None:
    bare = text.removesuffix("%").strip()
    return _plain(bare.replace(",", ".")) if _DECIMAL.fullmatch(bare) else None


def _plain(number: str) -> str:
    """Return a number without needless digits: `65.50` is `65.5`."""
    return format(Decimal(number).normalize(), "f")


def _percent(text: str) -> str | None:
    found = _decimal(text)
    return None if found is None or Decimal(found) > _HUNDRED else found


def _choice(text: str) -> object:
    return {"true": True, "false": False}.get(text, text)


_READERS: Final[Mapping[Typed, Callable[[str], object]]] = {
    Typed.TEXT: _text,
    Typed.LONG: _text,
    Typed.LINES: _lines,
    Typed.DAY: day_in,
    Typed.PERCENT: _percent,
    Typed.COUNT: _count,
    Typed.DECIMAL: _decimal,
    Typed.CHOICE: _choice,
    Typed.MANY: _lines,
    Typed.SPANS: _spans,
}
_EXPECTED: Final[Mapping[Typed, str]] = {
    Typed.TEXT: "chữ, không để trống",
    Typed.LONG: "chữ, không để trống",
    Typed.LINES: "ít nhất một dòng",
    Typed.DAY: "ngày có thật, như 30/11/2023",
    Typed.PERCENT: "phần trăm từ 0 đến 100, như 65 hoặc 65,5",
    Typed.COUNT: "số nguyên, như 100 hoặc 3.500.000",
    Typed.DECIMAL: "số, như 1 hoặc 0,5",
    Typed.CHOICE: "một trong các lựa chọn",
    Typed.MANY: "ít nhất một mục",
    Typed.SPANS: "mỗi dòng một ngày như 01/01/2018, hoặc «ngày phát động»",
}
