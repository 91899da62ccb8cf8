"""What prizes and awards cost: given, waiting, quota, each, in all (tiền thưởng)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from thidua_desktop.domain.campaigns import Prize
from thidua_desktop.domain.ranking import GroupRanking, Ranking
from thidua_desktop.services.awards import KIND_WORDS, AwardCount, AwardsView


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One prize of one group, or one award for one kind of subject.

    `each` None where neither plan nor law says; `quota` None where none is set.
    """

    name: str
    who: str
    given: int
    waiting: int
    quota: int | None
    each: int | None
    why: str

    @property
    def total(self) -> int:
        """Return the money for those who have it now, in đồng."""
        return self.given * (self.each or 0)

    @property
    def most(self) -> int:
        """Return the money if all there may be are given: the quota, or those who wait too."""
        full = self.given + self.waiting if self.quota is None else self.quota
        return max(full, self.given) * (self.each or 0)


@dataclass(frozen=True, slots=True)
class MoneyView:
    """All the money a campaign needs."""

    prizes: tuple[MoneyLine, ...]
    awards: tuple[MoneyLine, ...]

    @property
    def needed(self) -> int:
        """Return what is needed for the results as they stand, in đồng."""
        return sum(one.total for one in (*self.prizes, *self.awards))

    @property
    def most(self) -> int:
        """Return what is needed if everything is given, in đồng."""
        return sum(one.most for one in (*self.prizes, *self.awards))


def money_of(view: AwardsView) -> MoneyView:
    """Return what the prizes and awards of a campaign cost."""
    return MoneyView(tuple(_prizes(view.ranking)), tuple(_award(one) for one in view.counts))


def _prizes(ranking: Ranking) -> Iterator[MoneyLine]:
    for group in ranking.groups:
        for prize in ranking.campaign.prizes:
            if prize.group == group.group.id:
                given = sum(
                    row.prize is not None and row.prize.id == prize.id for row in group.rows
                )
                waiting = sum(slot.id == prize.id for one in group.undecided for slot in one.prizes)
                why = "; ".join(_prize_words(group, prize, waiting))
                name = group.group.name
                yield MoneyLine(prize.name, name, given, waiting, prize.count, prize.amount, why)


def _prize_words(group: GroupRanking, prize: Prize, waiting: int) -> Iterable[str]:
    yield "theo kế hoạch"
    if waiting:
        yield "các đơn vị bằng nhau, Hội đồng quyết định"
    for why in dict.fromkeys(one.why for one in group.vacant if one.prize.id == prize.id):
        yield f"không trao, không chi: {why}"


def _award(one: AwardCount) -> MoneyLine:
    why = one.why or "kế hoạch và văn bản không quy định tiền thưởng kèm theo"
    return MoneyLine(
        one.award.name, KIND_WORDS[one.kind], one.met, one.council, one.quota, one.each, why
    )
