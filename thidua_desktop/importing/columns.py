"""Which column is which: heading paths against the words of the catalogue of measures.

Every column gets at most one meaning and every meaning at most one column; what fits nothing well
enough, or two columns equally well, stays unknown and is left to the clerk.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from thidua_desktop.domain.measures import Catalogue, MeasureUnit
from thidua_desktop.domain.vietnamese import fold
from thidua_desktop.importing.headingwords import (
    TARGET,
    fits,
    in_context,
    is_bare,
    is_rate,
    noun_of,
    running,
    unclear,
)

Path = tuple[str, ...]

STT, UNIT, OFFICE, CODE, NOTE, BIRTH = "stt", "unit", "office", "code", "note", "birth"
OK, NOT_OK = "ok", "not_ok"
ROLES: Final = (STT, UNIT, OFFICE, CODE, NOTE, BIRTH, OK, NOT_OK)
UNKNOWN: Final = ""
RATE_MARK: Final = "%"

_SECOND_CHOICE = 0.1
"""How much worse than a column's best meaning another may be that it takes instead."""
_MAX_ROLE_LENGTH = 60
_ROLE_WORDS: Final = (
    (STT, r"(s\W*)?t\W*t\W*|so (thu tu|tt)|#|no\.?"),
    (CODE, r"ma( .*)?"),
    (NOTE, r"ghi chu.*|(ly do|nguyen nhan|giai trinh)( .*)?"),
    (BIRTH, r"(ngay|nam)(,? thang,? nam)? sinh"),
    (UNIT, r"ho (va )?ten.*"),
    (OFFICE, r"(co quan|don vi|bo phan|phong|noi) (cong tac|lam viec).*|co quan ?[/,] ?bo phan"),
    (UNIT, r"ten( cqt| goi)?|(can bo|cong chuc)(,? .*)?"),
    (UNIT, r"linh vuc(,? cong viec.*| giai quyet.*)?"),
    (UNIT, r"(ten |danh sach )?(cac )?(co quan|don vi|dia phuong|tap the)(?! tinh)([ ,/(-].*)?"),
    (UNIT, r"ten (xa|phuong|thi tran|huyen|phong|so)( ?[,/].*)?"),
    (UNIT, r"(ubnd )?(cac |cap )?(xa|phuong|thi tran|huyen|phong|so)( ?[,/-].*| ban,? nganh)?"),
    (UNIT, r"(ten )?dia ban( .*)?"),
    (UNIT, r"ten to chuc([ ,/(-].*)?|cap don vi"),
    (OK, r"(danh gia\W+)?dat"),
    (NOT_OK, r"(danh gia\W+)?(khong|chua) dat"),
)
_LESSER_UNITS: Final = ("linh vuc", "cap don vi")
_ROLES: Final = tuple((role, re.compile(pattern)) for role, pattern in _ROLE_WORDS)
_NOT_A_UNIT = re.compile(r"so (luong|ho so|hs|phieu|dvc|tthc|tin|nhiem|pakn|y|luot|tien|thu tuc).*")


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


def meanings(
    paths: Mapping[int, Path], catalogue: Catalogue, *, are_targets: bool = False
) -> dict[int, str]:
    """Return role, measure id or `%rate` of each column that has one, by column number.

    `are_targets` says that the titles are those of targets: where nothing is counted, every rate
    is one that is assigned.
    """
    found = _roles(paths)
    open_ = {column: path for column, path in paths.items() if column not in found}
    counts = {column: path for column, path in open_.items() if not is_rate(path)}
    left = unclear(counts)
    counts = in_context(counts)
    left |= running(counts)
    counts = {column: path for column, path in counts.items() if column not in left}
    rates = {column: path for column, path in open_.items() if is_rate(path)}
    found |= _counted(counts, catalogue)
    counted = not catalogue.measures.keys().isdisjoint(found.values())
    outer = (TARGET,) if are_targets and not counted else ()
    goals = {column: (*outer, *path) for column, path in rates.items()}
    found |= _best(_candidates(goals, _entries(catalogue, percent=True)))
    there = set(found.values())
    printed = [
        (RATE_MARK + rule.id, heading)
        for rule in catalogue.rates
        if there.issuperset(rule.measures)
        for heading in rule.headings
    ]
    rest = {column: path for column, path in rates.items() if column not in found}
    return found | _best(_candidates(rest, printed))


def is_doubtful(paths: Mapping[int, Path], catalogue: Catalogue) -> bool:
    """Say whether some column may mean a measure, though none is sure to."""
    counts = {column: path for column, path in paths.items() if not is_rate(path)}
    return bool(_candidates(counts, _entries(catalogue, percent=False)))


def _counted(paths: Mapping[int, Path], catalogue: Catalogue) -> dict[int, str]:
    """Return the measures of columns of counts; sums the table spells out tell totals apart."""
    entries = _entries(catalogue, percent=False)
    nouns = {one.id: noun_of((one.noun,)) for one in catalogue.measures.values()}
    candidates = [
        one
        for one in _candidates(paths, [one for one in entries if not is_bare(one[1])])
        if noun_of(paths[one.column]) in {"", nouns[one.key]}
    ]
    found = _best(candidates)
    for column in paths:
        keys = {one.key for one in candidates if one.column == column} - set(found.values())
        if keys and not _adds_up(found.get(column, ""), found, catalogue):
            others = {one: key for one, key in found.items() if one != column}
            fitting = [one for one in keys if _adds_up(one, others, catalogue)]
            found |= {column: fitting[0]} if len(fitting) == 1 else {}
    bare = [one for one in entries if is_bare(one[1]) and _adds_up(one[0], found, catalogue)]
    rest = {column: path for column, path in paths.items() if column not in found}
    return found | _best(_candidates(rest, bare))


def _adds_up(whole: str, found: Mapping[int, str], catalogue: Catalogue) -> bool:
    """Say whether the table has all parts of one sum that makes this whole, or their parts."""
    there = set(found.values())
    made = {one.whole for one in catalogue.sums if there.issuperset(one.parts)}
    return whole in made or any(
        one.whole == whole and (there | made).issuperset(one.parts) for one in catalogue.sums
    )


def _roles(paths: Mapping[int, Path]) -> dict[int, str]:
    """Give each role to the first column that names it; a second unit column is the office."""
    found: dict[int, str] = {}
    person = any(fold(path[-1]).startswith(("ho va ten", "ho ten")) for path in paths.values())
    units = {column for column, path in paths.items() if role_of(path) == UNIT}
    fields = {column for column in units if fold(paths[column][-1]).startswith(_LESSER_UNITS)}
    for column, path in sorted(paths.items()):
        role = role_of(path)
        if column in fields and fields < units:
            continue  # beside the units a field of work or a level is no name
        if role in {OK, NOT_OK} and len(path) == 1 and not fold(path[0]).startswith("danh gia"):
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


def _candidates(paths: Mapping[int, Path], entries: Iterable[tuple[str, Path]]) -> list[_Candidate]:
    listed = tuple(entries)
    return [
        _Candidate(fit, column, key)
        for column, path in paths.items()
        for key, fit in fits(path, listed).items()
    ]


def _best(candidates: Iterable[_Candidate]) -> dict[int, str]:
    """Give each column the meaning that fits best, every meaning once; a draw gives none.

    A column that could as well mean something else leaves a meaning to one that could not.
    """
    every = sorted(candidates, key=lambda one: (-one.fit, one.column))
    own: dict[int, float] = {}
    for one in every:
        own.setdefault(one.column, one.fit)
    near = [one for one in every if one.fit > own[one.column] - _SECOND_CHOICE]
    found: dict[int, str] = {}
    drawn: set[int] = set()
    while tops := _tops(near, found, drawn):
        claims = Counter(next(iter(keys)) for keys in tops.values() if len(keys) == 1)
        sure = {column: keys for column, keys in tops.items() if len(keys) == 1}
        found |= {column: key for column, (key,) in sure.items() if claims[key] == 1}
        drawn |= (
            {column for column, (key,) in sure.items() if claims[key] > 1} if sure else set(tops)
        )
    return found


def _tops(
    near: Iterable[_Candidate], found: Mapping[int, str], drawn: Collection[int]
) -> dict[int, set[str]]:
    """Return the columns that are next, those of the best fit left, with what they may mean."""
    taken = set(found.values())
    tops: dict[int, set[str]] = {}
    fit = None
    for one in near:
        if one.column in found or one.column in drawn or one.key in taken:
            continue
        if fit is not None and one.fit < fit:
            break
        fit = one.fit
        tops.setdefault(one.column, set()).add(one.key)
    return tops
