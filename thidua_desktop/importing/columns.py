"""Which column is which: heading paths against the words of the catalogue of measures.

A path and an entry are compared as sets of words that carry meaning; what an entry lacks or a
path has too much counts against it. Every column gets at most one meaning and every meaning at
most one column; what fits nothing well enough stays unknown and is left to the clerk.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from thidua_desktop.domain.measures import Catalogue, MeasureUnit
from thidua_desktop.domain.vietnamese import fold

Path = tuple[str, ...]

STT, UNIT, OFFICE, CODE, NOTE, BIRTH = "stt", "unit", "office", "code", "note", "birth"
OK, NOT_OK = "ok", "not_ok"
ROLES: Final = (STT, UNIT, OFFICE, CODE, NOTE, BIRTH, OK, NOT_OK)
UNKNOWN: Final = ""
RATE_MARK: Final = "%"

_ENOUGH = 0.6
_SECOND_CHOICE = 0.1
"""How much worse than a column's best meaning another may be that it takes instead."""
_MAX_ROLE_LENGTH = 60
_ROLE_WORDS: Final = (
    (STT, r"(s\W*)?t\W*t\W*|so (thu tu|tt)"),
    (CODE, r"ma( .*)?"),
    (NOTE, r"ghi chu.*"),
    (BIRTH, r"(ngay|nam)(,? thang,? nam)? sinh"),
    (UNIT, r"ho (va )?ten.*"),
    (OFFICE, r"(co quan|don vi|bo phan|phong|noi) (cong tac|lam viec).*|co quan ?[/,] ?bo phan"),
    (UNIT, r"ten( cqt| goi)?|linh vuc, cong viec.*"),
    (UNIT, r"(ten )?(cac )?(co quan|don vi|dia phuong|tap the)(?! tinh)([ ,/(-].*)?"),
    (UNIT, r"ten (xa|phuong|thi tran|huyen|phong|so)( ?[,/].*)?"),
    (UNIT, r"(ubnd )?(cac )?(xa|phuong|huyen|phong|so)( ?[,/].*)?"),
    (OK, r"dat"),
    (NOT_OK, r"(khong|chua) dat"),
)
_ROLES: Final = tuple((role, re.compile(pattern)) for role, pattern in _ROLE_WORDS)
_NOT_A_UNIT = re.compile(r"so (luong|ho so|hs|phieu|dvc|tthc|tin|nhiem|pakn|y|luot|tien|thu tuc).*")

_PHRASES: Final = (
    ("dich vu cong", "dvc"),
    ("dvctt", "dvc tructuyen"),
    ("truc tuyen", "tructuyen"),
    ("truc tiep", "tructiep"),
    ("thu tuc hanh chinh", "tthc"),
    ("thanh phan ho so", "tphs"),
    ("buu chinh cong ich", "bcci"),
    ("toan trinh", "toantrinh"),
    ("mot phan", "motphan"),
    ("tiep nhan", "tiepnhan"),
    ("xu ly", "giaiquyet"),
    ("giai quyet", "giaiquyet"),
    ("truoc han", "truochan"),
    ("dung han", "dunghan"),
    ("trong han", "tronghan"),
    ("qua han", "quahan"),
    ("tre han", "quahan"),
    ("tre hen", "quahan"),
    ("cham han", "quahan"),
    ("so hoa", "sohoa"),
    ("chi tieu giao", "chitieu"),
    ("chi tieu", "chitieu"),
    ("ti le", "tyle"),
    ("ty le", "tyle"),
    ("rat hai long", "rhl"),
    ("tong cong", "tongso"),
    ("tong so", "tongso"),
    ("tong", "tongso"),
    ("trong do", ""),
    ("vnd", "dong"),
    ("tt hc", "tthc"),
    ("tttt", "thanh toan tructuyen"),
    ("phan anh kien nghi", "pakn"),
)
_FILLER: Final = frozenset(
    "so ho luong hs cac cua qua va tren tai theo cap thuoc duoc thu tuc vu nam ket the bao gom"  # noqa: SIM905 - a list of words reads best as words
    " ca cho tu den thoi diem lieu don vi toan tinh huyen xa noi".split()
)
_WEIGHTS: Final[Mapping[str, float]] = {
    "tongso": 0.3,
    "toantrinh": 0.2,
    "motphan": 0.2,
    "giaiquyet": 0.6,
    "da": 0.4,
    "co": 0.5,
    "dvc": 0.6,
    "tthc": 0.4,
    "phi": 0.7,
    "le": 0.7,
    "chitieu": 2.0,
}
_FILLER_WEIGHT = 0.05
_OUTER_SHARE = 0.4
_BRACKETS = re.compile(r"\([^()]*\)")
_NOT_WORDS = re.compile(r"[^a-z%]+")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One meaning a column may have and how well it fits."""

    fit: float
    column: int
    key: str


def role_of(path: Path) -> str:
    """Return the role a heading names (who, number, note …), or `UNKNOWN`."""
    leaf = fold(" ".join(path[-1:]))
    if not leaf or len(leaf) > _MAX_ROLE_LENGTH or _NOT_A_UNIT.fullmatch(leaf):
        return UNKNOWN
    for role, pattern in _ROLES:
        if pattern.fullmatch(leaf):
            return role
    return UNKNOWN


def is_rate(path: Path) -> bool:
    """Say whether a heading names a rate."""
    return any("tyle" in words or "%" in words for words in map(_words, path))


def meanings(paths: Mapping[int, Path], catalogue: Catalogue) -> dict[int, str]:
    """Return role, measure id or `%rate` of each column that has one, by column number."""
    found = _roles(paths)
    open_ = {column: path for column, path in paths.items() if column not in found}
    counts = {column: path for column, path in open_.items() if not is_rate(path)}
    rates = {column: path for column, path in open_.items() if is_rate(path)}
    plain = _entries(catalogue, percent=False)
    found |= _best(counts, plain)
    found |= _best(rates, _entries(catalogue, percent=True))
    there = set(found.values())
    printed = [
        (RATE_MARK + rule.id, heading)
        for rule in catalogue.rates
        if there.issuperset(rule.measures)
        for heading in rule.headings
    ]
    rest = {column: path for column, path in rates.items() if column not in found}
    return found | _best(rest, printed)


def _roles(paths: Mapping[int, Path]) -> dict[int, str]:
    """Give each role to the first column that names it; a second unit column is the office."""
    found: dict[int, str] = {}
    person = any(fold(path[-1]).startswith(("ho va ten", "ho ten")) for path in paths.values())
    for column, path in sorted(paths.items()):
        role = role_of(path)
        if role in {OK, NOT_OK} and len(path) == 1:
            continue
        if person and role == UNIT and not fold(path[-1]).startswith("ho "):
            role = OFFICE
        if role and role not in found.values():
            found[column] = role
    return found


def _entries(catalogue: Catalogue, *, percent: bool) -> list[tuple[str, Path]]:
    return [
        (measure.id, heading)
        for measure in catalogue.measures.values()
        if (measure.unit is MeasureUnit.PERCENT) is percent
        for heading in measure.headings
    ]


def _best(paths: Mapping[int, Path], entries: Iterable[tuple[str, Path]]) -> dict[int, str]:
    """Give each column the meaning that fits best, every meaning once; a draw gives none."""
    listed = tuple(entries)
    candidates = [
        _Candidate(fit, column, key)
        for column, path in paths.items()
        for key, fit in _fits(path, listed).items()
    ]
    own = {
        one.column: max(o.fit for o in candidates if o.column == one.column) for one in candidates
    }
    candidates = [one for one in candidates if one.fit > own[one.column] - _SECOND_CHOICE]
    candidates.sort(key=lambda one: (-one.fit, one.column))
    found: dict[int, str] = {}
    for one in candidates:
        if one.column in found or one.key in found.values():
            continue
        rivals = {
            other.key for other in candidates if other.column == one.column and other.fit == one.fit
        }
        if len(rivals - set(found.values())) == 1:
            found[one.column] = one.key
    return found


def _fits(path: Path, entries: Iterable[tuple[str, Path]]) -> dict[str, float]:
    variants = [_split(one) for one in {path, (*path[:-1], _BRACKETS.sub(" ", path[-1]))}]
    best: dict[str, float] = {}
    for key, heading in entries:
        wanted, weight = _wanted(heading)
        fit = max(_fit(leaf, outer, wanted, weight) for leaf, outer in variants)
        if fit >= _ENOUGH and fit > best.get(key, 0):
            best[key] = round(fit, 6)
    return best


Words = frozenset[str]


def _split(path: Path) -> tuple[Words, Words]:
    """Return the words of a heading itself, and those only of the headings above it."""
    leaf = _words(path[-1])
    return leaf, frozenset().union(*map(_words, path[:-1])) - leaf


@lru_cache(maxsize=4096)
def _wanted(heading: Path) -> tuple[Words, float]:
    words = frozenset().union(*map(_words, heading))
    return words, _weight(words)


def _fit(leaf: Words, outer: Words, wanted: Words, weight: float) -> float:
    """Return the share of what matches in all that matches, is missing or is too much."""
    missing = _weight(wanted - leaf - outer)
    if missing > weight * (1 - _ENOUGH):
        return 0.0
    extra = _weight(leaf - wanted) + _OUTER_SHARE * _weight(outer - wanted)
    whole = weight + extra
    return (weight - missing) / whole if whole else 0.0


def _weight(words: Iterable[str]) -> float:
    return sum(_FILLER_WEIGHT if one in _FILLER else _WEIGHTS.get(one, 1.0) for one in words)


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    plain = f" {_NOT_WORDS.sub(' ', fold(text)).strip()} "
    for phrase, token in _PHRASES:
        plain = plain.replace(f" {phrase} ", f" {token} ")
    return frozenset(plain.split())
