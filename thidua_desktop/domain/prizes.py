"""Handing out the prizes of one group: in order, to the best row that meets the prize's condition.

A tie that decides a prize is never broken silently: it is left to the council.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from thidua_desktop.domain.campaigns import Prize, UnmetPrize
from thidua_desktop.domain.judgements import Judgement, State
from thidua_desktop.domain.readings import Readings, chosen
from thidua_desktop.domain.subjects import Participant

NOBODY_LEFT: Final = "không còn đơn vị nào đủ điều kiện"
BEST_MISSES: Final = "đơn vị xếp đầu không đủ điều kiện của giải"


@dataclass(frozen=True, slots=True)
class Undecided:
    """Prizes that hang on a tie the rules do not break: the council decides."""

    prizes: tuple[Prize, ...]
    rows: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class Vacant:
    """A prize nobody gets, and why."""

    prize: Prize
    why: str


@dataclass(frozen=True, slots=True)
class Contender:
    """One ranked subject: what it is ordered by, and how each prize's condition stands."""

    participant: Participant
    order_key: tuple[Fraction, ...]
    conditions: Mapping[str, Judgement]

    def meets(self, prize: Prize) -> bool:
        """Say whether the prize's own condition, if it has one, is met."""
        condition = self.conditions.get(prize.id)
        return condition is None or condition.state is State.MET


@dataclass(slots=True)
class Handed:
    """Who gets which prize, by place in the order; what is left to the council or to nobody."""

    given: dict[int, Prize] = field(default_factory=dict)
    undecided: list[Undecided] = field(default_factory=list)
    vacant: list[Vacant] = field(default_factory=list)


def hand_out(
    contenders: Sequence[Contender], prizes: Sequence[Prize], readings: Readings
) -> Handed:
    """Hand out `prizes` in their order among `contenders`, best first."""
    handed = Handed()
    slots = [prize for prize in prizes for _ in range(prize.count)]
    places = list(range(len(contenders)))
    while slots:
        prize = slots[0]
        best = next((place for place in places if contenders[place].meets(prize)), None)
        if best is None:
            handed.vacant.append(Vacant(slots.pop(0), NOBODY_LEFT))
            continue
        key = contenders[best].order_key
        if key != contenders[places[0]].order_key and _stays_vacant(prize, readings):
            handed.vacant.append(Vacant(slots.pop(0), BEST_MISSES))
            continue
        equals = [place for place in places if contenders[place].order_key == key]
        eligible = [place for place in equals if contenders[place].meets(prize)]
        if len(eligible) <= sum(slot.id == prize.id for slot in slots):
            settled = eligible
            for place in eligible:
                handed.given[place] = slots.pop(0)
        else:
            # whoever of the equals goes without this prize is in the running for the next ones
            settled = equals
            at_stake, slots = slots[: len(equals)], slots[len(equals) :]
            rows = tuple(contenders[place].participant for place in equals)
            handed.undecided.append(Undecided(tuple(at_stake), rows))
        places = [place for place in places if place not in settled]
    return handed


def _stays_vacant(prize: Prize, readings: Readings) -> bool:
    return chosen(prize.if_unmet, readings) is UnmetPrize.VACANT
