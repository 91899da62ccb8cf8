"""Reading TOML data files strictly: every key is read once, and what is wrong is named exactly.

A reader turns one `Value` into a domain value or refuses it with `DataFileError`: the file, the
path of the key (`indicators.online.part`, lists counted from 1: `bands[2].from`), what was
expected and what stood there. Readers are combined, so that a schema reads like a description.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeVar

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import DataFileError, UnknownKeyError

T = TypeVar("T")
D = TypeVar("D")
Member = TypeVar("Member", bound=StrEnum)

_DECIMAL: Final = re.compile(r"\d{1,9}(\.\d{1,9})?")
_ID: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_PLACE: Final = re.compile(r"at line (\d+), column (\d+)")
_HUNDRED: Final = 100
_LONGEST_FOUND: Final = 60


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a document, and where it stands."""

    file: str
    path: str
    raw: object

    def refused(self, expected: str, found: object | None = None) -> DataFileError:
        """Return the error that says what was expected here instead."""
        shown = _shown(self.raw if found is None else found)
        return DataFileError(self.file, self.path, expected, shown)

    def at(self, key: str, raw: object) -> "Value":
        """Return the value under `key`."""
        return Value(self.file, f"{self.path}.{key}" if self.path else key, raw)


Reader = Callable[[Value], T]


class Table:
    """A table whose keys are taken one by one; `close` refuses those nobody asked for.

    `only` says first which keys there may be, so that a mistyped one is named, and not what is
    missing for it.
    """

    def __init__(self, value: Value) -> None:
        if not isinstance(value.raw, Mapping):
            raise value.refused("một bảng")
        self.value = value
        self._rest: dict[str, object] = dict(value.raw)

    @property
    def id(self) -> str:
        """Return the last part of the path: the id of a table that is one of several."""
        return self.value.path.rpartition(".")[2]

    def only(self, keys: str) -> None:
        """Refuse a key that is none of these, written as one text: `only("name note")`."""
        self.only_of(keys.split())

    def only_of(self, known: Iterable[str]) -> None:
        """Refuse a key that is none of these, naming the one that was probably meant."""
        place = f"{self.value.path}." if self.value.path else ""
        wrong = UnknownKeyError.first(self.value.file, place, self._rest, tuple(known))
        if wrong is not None:
            raise wrong

    def has(self, key: str) -> bool:
        """Say whether `key` stands here and was not taken yet."""
        return key in self._rest

    def ids(self, key: str) -> tuple[str, ...]:
        """Return the ids of a table of things that is read later."""
        raw = self._rest.get(key)
        return tuple(raw) if isinstance(raw, Mapping) else ()

    def take(self, key: str, read: Reader[T]) -> T:
        """Read a key that must be there."""
        if key not in self._rest:
            raise self.value.at(key, None).refused("phải có khóa này", "")
        return read(self.value.at(key, self._rest.pop(key)))

    def get(self, key: str, read: Reader[T], default: D) -> T | D:
        """Read a key that may be left out."""
        return self.take(key, read) if key in self._rest else default

    def close(self) -> None:
        """Refuse the keys that were never taken: of another kind, or without what they go with."""
        for key, raw in self._rest.items():
            expected = "bỏ khóa này: nó không đi cùng các khóa khác ở đây"
            raise self.value.at(key, raw).refused(expected, key)


def parse(text: str, file: str) -> Value:
    """Return a whole TOML document; a syntax error names line and column."""
    try:
        return Value(file, "", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        key = f"dòng {place[1]}, cột {place[2]}" if place else "cuối tệp"
        raise DataFileError(file, key, "TOML đúng cú pháp, mỗi khóa chỉ ghi một lần") from error


def table(build: Callable[[Table], T]) -> Reader[T]:
    """Read a table with `build`, which takes every key it may have."""

    def read(value: Value) -> T:
        node = Table(value)
        built = build(node)
        node.close()
        return built

    return read


def keyed(read: Reader[T]) -> Reader[dict[str, T]]:
    """Read a table of things by id, in the document's order."""

    def read_all(value: Value) -> dict[str, T]:
        raw = Table(value).value.raw
        assert isinstance(raw, Mapping)  # noqa: S101 - Table has refused everything else
        return {key: read(_under_id(value, key, one)) for key, one in raw.items()}

    return read_all


def items(read: Reader[T]) -> Reader[tuple[T, ...]]:
    """Read a list."""

    def read_all(value: Value) -> tuple[T, ...]:
        if not isinstance(value.raw, list):
            raise value.refused("một danh sách")
        return tuple(
            read(Value(value.file, f"{value.path}[{number}]", one))
            for number, one in enumerate(value.raw, start=1)
        )

    return read_all


def some(read: Reader[tuple[T, ...]]) -> Reader[tuple[T, ...]]:
    """Read a list that must not be empty."""

    def read_some(value: Value) -> tuple[T, ...]:
        found = read(value)
        if not found:
            raise value.refused("danh sách có ít nhất một mục")
        return found

    return read_some


def distinct(read: Reader[tuple[T, ...]]) -> Reader[tuple[T, ...]]:
    """Read a list that names nothing twice."""

    def read_distinct(value: Value) -> tuple[T, ...]:
        found = read(value)
        if len(set(found)) != len(found):
            raise value.refused("danh sách không mục nào ghi hai lần")
        return found

    return read_distinct


def text(value: Value) -> str:
    """Read text that says something; composed to NFC."""
    if not isinstance(value.raw, str) or not value.raw.strip():
        raise value.refused("chữ, không để trống")
    return unicodedata.normalize("NFC", value.raw).strip()


def whole(lowest: int = 0) -> Reader[int]:
    """Read a whole number from `lowest` up."""

    def read(value: Value) -> int:
        # bool is an int in Python, and no number in TOML
        if isinstance(value.raw, bool) or not isinstance(value.raw, int) or value.raw < lowest:
            raise value.refused(f"số nguyên từ {lowest}")
        return value.raw

    return read


def flag(value: Value) -> bool:
    """Read true or false."""
    if not isinstance(value.raw, bool):
        raise value.refused("true hoặc false")
    return value.raw


def day(value: Value) -> date:
    """Read a date without a time."""
    if not isinstance(value.raw, date) or isinstance(value.raw, datetime):
        raise value.refused("ngày, như 2023-12-31")
    return value.raw


def decimal(value: Value) -> Fraction:
    """Read an exact number written as text, `"0.5"`: a TOML float would be binary."""
    if not isinstance(value.raw, str) or not _DECIMAL.fullmatch(value.raw):
        raise value.refused('số viết trong ngoặc kép, như "1" hoặc "0.5"')
    return Fraction(Decimal(value.raw))


def share(value: Value) -> Fraction:
    """Read a percentage written as text, `"65.5"`, as a share of 1."""
    expected = 'phần trăm từ 0 đến 100 viết trong ngoặc kép, như "65" hoặc "65.5"'
    if not isinstance(value.raw, str) or not _DECIMAL.fullmatch(value.raw):
        raise value.refused(expected)
    percent = Fraction(Decimal(value.raw))
    if percent > _HUNDRED:
        raise value.refused(expected)
    return percent / _HUNDRED


def one_of(kind: type[Member]) -> Reader[Member]:
    """Read a member of an enumeration by its value."""

    def read(value: Value) -> Member:
        for member in kind:
            if member.value == value.raw:
                return member
        raise value.refused(_listed(member.value for member in kind))

    return read


def name_of(known: Collection[str], what: str) -> Reader[str]:
    """Read the id of a thing that exists; `what` names the kind of thing in Vietnamese."""

    def read(value: Value) -> str:
        if not isinstance(value.raw, str) or value.raw not in known:
            raise value.refused(f"{what}, {_listed(known)}" if known else f"{what} đã khai báo")
        return value.raw

    return read


def by_kind(read: Reader[T]) -> Reader[dict[Kind, T]]:
    """Read a table of values by kind of subject: `unit`, `person`."""

    def read_kinds(value: Value) -> dict[Kind, T]:
        node = Table(value)
        node.only_of(kind.value for kind in Kind)
        return {kind: node.take(kind.value, read) for kind in Kind if node.has(kind.value)}

    return read_kinds


def _under_id(value: Value, key: str, raw: object) -> Value:
    inner = value.at(key, raw)
    if not _ID.fullmatch(key):
        raise inner.refused("mã gồm chữ thường không dấu, số và gạch nối", key)
    return inner


def _listed(values: Iterable[str]) -> str:
    return f"một trong: {', '.join(values)}"


def _shown(raw: object) -> str:
    if isinstance(raw, Mapping):
        return "một bảng"
    if isinstance(raw, list):
        return f"danh sách {len(raw)} mục"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    shown = str(raw)
    return shown if len(shown) <= _LONGEST_FOUND else f"{shown[:_LONGEST_FOUND]}…"
