"""What put one ranked subject above another: score, targets met, or a tie-break, in words."""

from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Better, Campaign, RankBy, TieBreak
from thidua_desktop.domain.ranking import GroupRanking, Row

_MOST_DIGITS: Final = 12
_MOST_NAMED: Final = 3
_NONE: Final = Fraction(-(10**12))
"""Below this a key stands for a figure that is not there."""


def place_sentences(
    campaign: Campaign, group: GroupRanking, row: Row, names: Mapping[str, str]
) -> tuple[str, ...]:
    """Return why `row` stands where it stands: next to whom, and what decided."""
    at = group.rows.index(row)
    above = [("Đứng sau", other) for other in group.rows[at - 1 : at] if other.rank < row.rank]
    below = [("Đứng trước", other) for other in group.rows[at + 1 : at + 2]]
    below = [one for one in below if one[1].rank > row.rank]
    said = [
        f"{words} {other.participant.subject.label} (hạng {other.rank}): "
        f"{difference(campaign, row, other, names)}."
        for words, other in (*above, *below)
    ]
    return (*_tied(campaign, group, row, names), *said) or (
        "Là đơn vị, cá nhân duy nhất được xếp hạng trong nhóm.",
    )


def difference(campaign: Campaign, row: Row, other: Row, names: Mapping[str, str]) -> str:
    """Return the first thing in which two rows differ, `row` first: `điểm 69,25 so với 78,51`."""
    for place, (own, its) in enumerate(zip(row.order_key, other.order_key, strict=False)):
        if own != its:
            return _words(campaign, place, own, its, names)
    return "bằng nhau ở mọi tiêu chí"


def _tied(
    campaign: Campaign, group: GroupRanking, row: Row, names: Mapping[str, str]
) -> tuple[str, ...]:
    """Return with whom a row shares its rank: all twins at once, then who a tie-break parts."""
    same = [one for one in group.rows if one.rank == row.rank and one is not row]
    twins = [one for one in same if one.order_key == row.order_key]
    at = group.rows.index(row)
    beside = [one for one in group.rows[max(at - 1, 0) : at + 2] if one in same]
    said = [
        f"Đồng hạng với {one.participant.subject.label}, "
        f"{'xếp trước' if row.order_key > one.order_key else 'xếp sau'} theo tiêu chí phụ: "
        f"{difference(campaign, row, one, names)}."
        for one in beside
        if one not in twins
    ]
    if twins:
        council = any(one.group == group.group.id for one in campaign.prizes)
        ending = "; giải nào liên quan do Hội đồng quyết định" if council else ""
        said.insert(0, f"Đồng hạng với {_listed(twins)}, bằng nhau ở mọi tiêu chí{ending}.")
    return tuple(said)


def _listed(rows: Sequence[Row]) -> str:
    shown = ", ".join(one.participant.subject.label for one in rows[:_MOST_NAMED])
    more = len(rows) - _MOST_NAMED
    return f"{shown} và {more} trường hợp khác" if more > 0 else shown


def _words(
    campaign: Campaign, place: int, own: Fraction, its: Fraction, names: Mapping[str, str]
) -> str:
    first = _FIRST[campaign.ranking.by]
    if place >= len(first):
        rule = campaign.ranking.tie_breaks[place - len(first)]
        return _tie_words(campaign, rule, (own, its), names)
    name, kind = first[place]
    return f"{name} {_pair((own, its), kind)}"


class _Kind(Enum):
    """How a value that decides is shown: its fewest decimals, and whether it is a share."""

    COUNT = (0, False)
    SCORE = (2, False)
    SHARE = (2, True)


_FIRST: Final = {
    RankBy.POINTS: (("điểm", _Kind.SCORE),),
    RankBy.TARGETS: (
        ("số chỉ tiêu đạt", _Kind.COUNT),
        ("mức đạt trung bình so với chỉ tiêu", _Kind.SHARE),
        ("số hồ sơ", _Kind.COUNT),
    ),
    RankBy.CRITERIA: (("số tiêu chuẩn đạt", _Kind.COUNT),),
}
"""What each kind of ranking orders by, in order."""


def _tie_words(
    campaign: Campaign,
    rule: TieBreak,
    keys: tuple[Fraction, Fraction],
    names: Mapping[str, str],
) -> str:
    larger = rule.better is Better.LARGER
    name = campaign.indicators[rule.indicator].name if rule.indicator else names[rule.measure]
    # what is better when smaller is kept negated, so that larger keys always come first
    values = tuple(one if larger or one <= _NONE else -one for one in keys)
    shown = _pair((values[0], values[1]), _Kind.SHARE if rule.indicator else _Kind.COUNT)
    return f"{name} {shown}, {'lớn' if larger else 'nhỏ'} hơn xếp trước"


def _pair(values: tuple[Fraction, Fraction], kind: _Kind) -> str:
    """Return two different values with as many digits as it takes to see which is larger."""
    digits, share = kind.value
    own, its = (one * vietnamese.PERCENT if share else one for one in values)
    while digits < _MOST_DIGITS and vietnamese.rounded(own, digits) == vietnamese.rounded(
        its, digits
    ):
        digits += 1
    said = (
        "chưa có số liệu"
        if one <= _NONE
        else f"{vietnamese.decimal(one, digits)}{'%' if share else ''}"
        for one in (own, its)
    )
    return " so với ".join(said)
