"""The words of a heading that carry meaning, and how well a heading fits an entry.

A heading and an entry of the catalogue are compared as sets of words. What an entry lacks or a
heading has too much counts against it; some words make another figure of it altogether.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from thidua_desktop.domain.vietnamese import fold

Path = tuple[str, ...]
Words = frozenset[str]

ENOUGH: Final = 0.6
_PHRASES: Final = (
    ("hs", "ho so"),
    ("so luong", "so"),
    ("luy ke", "luyke"),
    ("cong don", "luyke"),
    ("tu dau nam", ""),
    ("den nay", ""),
    ("cung ky", "cungky"),
    ("thang truoc", "cungky"),
    ("quy truoc", "cungky"),
    ("nam truoc", "cungky"),
    ("ky nay", ""),
    ("thang nay", ""),
    ("quy nay", ""),
    ("nam nay", ""),
    ("trong thang", ""),
    ("trong quy", ""),
    ("ky bao cao", ""),
    ("den het", "den"),
    ("tinh den", "den"),
    ("den ngay", ""),
    ("den thang", ""),
    ("tu ngay", ""),
    ("tu thang", ""),
    ("khi tiep nhan", ""),
    ("thoi han", "han"),
    ("thoi diem", ""),
    ("so lieu", ""),
    ("toan tinh", ""),
    ("toan huyen", ""),
    ("dich vu cong", "dvc"),
    ("dvctt", "dvc tructuyen"),
    ("tttt", "thanhtoan tructuyen"),
    ("thanh toan", "thanhtoan"),
    ("truc tuyen", "tructuyen"),
    ("truc tiep", "tructiep"),
    ("so tt tructuyen", "so dvc tructuyen"),
    ("so tt", "so tthc"),
    ("tt tructuyen", "dvc tructuyen"),
    ("thu tuc hanh chinh", "tthc"),
    ("tt hc", "tthc"),
    ("thu tuc", "tthc"),
    ("thanh phan ho so", "tphs"),
    ("dich vu buu chinh", "bcci"),
    ("dv buu chinh", "bcci"),
    ("buu chinh cong ich", "bcci"),
    ("buu chinh", "bcci"),
    ("buu dien", "bcci"),
    ("dv bc", "bcci"),
    ("dich vu bcci", "bcci"),
    ("dv bcci", "bcci"),
    ("toan trinh", "toantrinh"),
    ("mot phan", "motphan"),
    ("tiep nhan", "tiepnhan"),
    ("ho so nhan", "ho so tiepnhan"),
    ("tong nhan", "tong tiepnhan"),
    ("nop tructuyen", "tiepnhan tructuyen"),
    ("nop tructiep", "tiepnhan tructiep"),
    ("ty le nop", "ty le tiepnhan"),
    ("ti le nop", "ty le tiepnhan"),
    ("nguoi dan", "nguoidan"),
    ("doanh nghiep", ""),
    ("xu ly", "giaiquyet"),
    ("giai quyet", "giaiquyet"),
    ("truoc va dung han", "truochan dunghan"),
    ("truoc dung han", "truochan dunghan"),
    ("dung va truoc han", "truochan dunghan"),
    ("dung truoc han", "truochan dunghan"),
    ("som va dung han", "truochan dunghan"),
    ("som han", "truochan"),
    ("truoc han", "truochan"),
    ("dung han", "dunghan"),
    ("chua den han", "tronghan"),
    ("chua qua han", "tronghan"),
    ("con han", "tronghan"),
    ("con trong han", "tronghan"),
    ("trong han", "tronghan"),
    ("da qua han", "quahan"),
    ("qua han", "quahan"),
    ("tre han", "quahan"),
    ("tre hen", "quahan"),
    ("cham han", "quahan"),
    ("ky truoc", "kytruoc"),
    ("chuyen qua", "chuyen sang"),
    ("trong ky", "trongky"),
    ("phat sinh", "phatsinh"),
    ("so hoa ket qua giaiquyet tthc", "sohoakq"),
    ("so hoa ket qua giaiquyet", "sohoakq"),
    ("so hoa ket qua", "sohoakq"),
    ("so hoa", "sohoa"),
    *(
        (f"{verb} {goal}", "sosanh")
        for verb in ("dat", "vuot", "hoan thanh", "thuc hien", "so voi")
        for goal in ("chi tieu", "ke hoach")
    ),
    ("chi tieu giao", "chitieu"),
    ("ke hoach giao", "chitieu"),
    ("muc giao", "chitieu"),
    ("chi tieu", "chitieu"),
    ("%", "tyle"),
    ("ti le", "tyle"),
    ("ty le", "tyle"),
    ("muc do hai long", ""),
    ("rat hai long", "rhl"),
    ("khong hai long", "khl"),
    ("chua hai long", "khl"),
    ("hai long", "hl"),
    ("tong cong", "tongso"),
    ("tong so", "tongso"),
    ("tong", "tongso"),
    ("ts", "tongso"),
    ("trong do", ""),
    ("dong bo", "dongbo"),
    ("vnd", "dong"),
    ("phan anh kien nghi", "pakn"),
)
_FILLER: Final = frozenset(
    "so ho luong hs cac cua qua va tren tai theo cap thuoc duoc vu nam ket the bao gom"  # noqa: SIM905 - a list of words reads best as words
    " ca cho tu den thoi don vi tinh huyen xa noi khi".split()
)
_TELLING: Final = frozenset(
    "tructuyen tructiep bcci thanhtoan sohoa truochan dunghan tronghan quahan rhl hl khl"  # noqa: SIM905 - a list of words reads best as words
    " tiepnhan dang chua kytruoc phatsinh sohoakq truoc som sau nghin ngan trieu"
    " khong mien cungky chitieu".split()
)
"""Words that make another figure of it: never in a heading alone, nor in an entry alone."""
_STAGES: Final = frozenset({"tiepnhan", "giaiquyet"})
_PARTS: Final = frozenset(
    "tructuyen tructiep bcci truochan dunghan tronghan quahan kytruoc chuyen sang tongso"  # noqa: SIM905 - a list of words reads best as words
    " toantrinh motphan".split()
)
"""Words that part a whole without naming it: «Trực tuyến», «Quá hạn»."""
_SHARES: Final = frozenset({"toantrinh", "motphan"})
"""Kinds of online services: one of them alone is a part, both together are the whole."""
_ONLINE: Final = "tructuyen"
_ONLINE_WORDS: Final = _STAGES | _SHARES | {_ONLINE, "tongso", "dvc", "da", "trongky"}
_DEADLINES: Final = frozenset({"truochan", "dunghan", "tronghan", "quahan"})
_RUNNING: Final = "luyke"
_OF_TIME: Final = frozenset({_RUNNING, "thang", "trongky", "quy", "tuan", "phatsinh"})
_WEIGHTS: Final[Mapping[str, float]] = {
    "tongso": 0.3,
    "toantrinh": 0.2,
    "motphan": 0.2,
    "giaiquyet": 0.6,
    "trongky": 0.4,
    "tiepnhan": 0.8,
    "moi": 0.3,
    "danh": 0.3,
    "gia": 0.3,
    "nguoidan": 0.3,
    "hinh": 0.3,
    "thuc": 0.3,
    "sang": 0.3,
    "chuyen": 0.3,
    "da": 0.4,
    "co": 0.5,
    "dvc": 0.6,
    "tthc": 0.4,
    "phi": 0.7,
    "le": 0.7,
    "chitieu": 2.0,
    "luyke": 0.1,
}
_FILLER_WEIGHT = 0.05
_OUTER_SHARE = 0.4
_OTHER_LEVELS = 0.0001
"""How much worse the same words fit when they stand on more or fewer levels than the entry's."""
_BRACKETS = re.compile(r"\([^()]*\)")
TARGET: Final = "Chỉ tiêu giao"
_GOAL: Final = re.compile(r"\bchi tieu\b|\b(?:ke hoach|muc) giao\b")
_OUTCOME: Final = re.compile(
    r"\b(?:ket qua|tinh hinh|tien do|danh gia|(?:dat|thuc hien) (?:chi tieu|ke hoach))\b"
)
_NOT_WORDS = re.compile(r"[^a-z%]+")

_NOUNS: Final[Mapping[str, str]] = {
    "ho": "hồ sơ",
    "dvc": "dịch vụ công",
    "tthc": "dịch vụ công",
    "phieu": "lượt đánh giá",
    "luot": "lượt đánh giá",
    "diem": "điểm",
    "tien": "đồng",
    "dong": "đồng",
    "phi": "đồng",
}
"""What is counted, by the word that says so; other nouns are told by the words themselves."""
_BEFORE_NOUNS: Final = frozenset({"so", "tongso", "tyle", "cac"})


def is_rate(path: Path) -> bool:
    """Say whether a heading names a rate."""
    return any("tyle" in words_of(one) for one in path)


def assigns(titles: Iterable[str]) -> bool:
    """Say whether titles are those of targets, and not of what came of them."""
    said = fold(" ".join(titles))
    return _GOAL.search(said) is not None and _OUTCOME.search(said) is None


def noun_of(path: Path) -> str:
    """Return what a heading counts: «Số hồ sơ …», «Tổng số DVC …»; empty if it does not say."""
    for text in reversed(path):
        for word in _plain(text).split():
            if word not in _BEFORE_NOUNS:
                return _NOUNS.get(word, "")
    return ""


def in_context(paths: Mapping[int, Path]) -> dict[int, Path]:
    """Return the paths of a header of one row, what names only a part under the whole before it.

    «Tổng số hồ sơ tiếp nhận», «Trực tuyến», …, «Đang giải quyết», «Trong hạn», «Quá hạn»: merged
    headings written out side by side. What such a heading means by itself is another figure.
    """
    found: dict[int, Path] = {}
    whole: Path = ()
    for column, path in sorted(paths.items()):
        words = words_of(path[-1]) - _FILLER
        is_part = bool(words - {"tongso"}) and words <= _PARTS
        if len(path) > 1:
            whole = ()
        elif words & _STAGES and not words & _PARTS - {"tongso"}:
            whole = path
        found[column] = (*whole, *path) if is_part and len(path) == 1 else path
    return found


def unclear(paths: Mapping[int, Path]) -> set[int]:
    """Return «Trước hạn», «Đúng hạn» … right beside online dossiers in a header of one row.

    They may part the online ones or all that were resolved, which only the clerk knows.
    """
    found: set[int] = set()
    online = False
    for column, path in sorted(paths.items()):
        words = words_of(path[-1]) - _FILLER
        if len(path) > 1:
            online = False
        elif online and words and words <= _DEADLINES and not noun_of(path):
            found.add(column)
        else:
            online = _ONLINE in words and words <= _ONLINE_WORDS
    return found


def running(paths: Mapping[int, Path]) -> set[int]:
    """Return the columns that tell one figure twice, of the month and run up («lũy kế»).

    Which of them the period of the table is about, only the clerk knows.
    """
    told: dict[Words, dict[bool, list[int]]] = {}
    for column, path in paths.items():
        words = frozenset().union(*map(words_of, path))
        both = told.setdefault(words - _FILLER - _OF_TIME, {})
        both.setdefault(_RUNNING in words, []).append(column)
    return {
        one
        for both in told.values()
        if len(both) > 1
        for columns in both.values()
        for one in columns
    }


def fits(path: Path, entries: Iterable[tuple[str, Path]]) -> dict[str, float]:
    """Return how well a heading fits each meaning it may have, from `ENOUGH` to 1."""
    variants = [_split(one) for one in {path, (*path[:-1], _BRACKETS.sub(" ", path[-1]))}]
    best: dict[str, float] = {}
    for key, heading in entries:
        wanted, weight = _wanted(heading)
        fit = max(_fit(leaf, outer, wanted, weight) for leaf, outer in variants)
        if fit >= ENOUGH:
            fit -= _OTHER_LEVELS * abs(len(heading) - len(path))
            best[key] = max(best.get(key, 0), round(fit, 6))
    return best


def _split(path: Path) -> tuple[Words, Words]:
    """Return the words of a heading itself, and those only of the headings above it."""
    leaf = words_of(path[-1])
    return leaf, frozenset().union(*map(words_of, path[:-1])) - leaf


@lru_cache(maxsize=4096)
def _wanted(heading: Path) -> tuple[Words, float]:
    words = frozenset().union(*map(words_of, heading))
    return words, _weight(words)


def _fit(leaf: Words, outer: Words, wanted: Words, weight: float) -> float:
    """Return the share of what matches in all that matches, is missing or is too much."""
    said = leaf | outer
    if (said ^ wanted) & _TELLING or len((said ^ wanted) & _SHARES) == 1:
        return 0.0
    missing = _weight(wanted - said)
    if missing > weight * (1 - ENOUGH):
        return 0.0
    extra = _weight(leaf - wanted) + _OUTER_SHARE * _weight(outer - wanted)
    whole = weight + extra
    return (weight - missing) / whole if whole else 0.0


def _weight(words: Iterable[str]) -> float:
    return sum(_FILLER_WEIGHT if one in _FILLER else _WEIGHTS.get(one, 1.0) for one in words)


def is_bare(path: Path) -> bool:
    """Say whether a heading says nothing but that it is a total."""
    return all(words_of(one) <= _FILLER | {"tongso"} for one in path)


@lru_cache(maxsize=8192)
def words_of(text: str) -> Words:
    """Return the words of a heading, those of many wordings in one."""
    return frozenset(_plain(text).split())


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    plain = f" {_NOT_WORDS.sub(' ', fold(text)).strip()} "
    for phrase, token in _PHRASES:
        if phrase in plain:
            plain = plain.replace(f" {phrase} ", f" {token} ")
    return " ".join(plain.split())
