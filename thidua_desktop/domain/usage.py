"""What a ranking and its awards were made from: the figures and confirmations really read.

Nothing is guessed from the rules: the book of figures notes what it hands out.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from thidua_desktop.domain.campaigns import Award, Campaign
from thidua_desktop.domain.confirmations import Confirmation, Confirmations
from thidua_desktop.domain.criteria import judge
from thidua_desktop.domain.figures import Figure, FigureBook, Period, Starts
from thidua_desktop.domain.indicators import Scope, measure_each
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.memory import uncollected
from thidua_desktop.domain.ranking import Field, Ranking, rank, scope_of
from thidua_desktop.domain.readings import Readings
from thidua_desktop.domain.subjects import Participant, SubjectId

FigureKey = tuple[SubjectId, str, Period | None]
"""What one figure stands at: subject, measure, period."""

_Confirmed = tuple[int, str]


def key_of(figure: Figure) -> FigureKey:
    """Return what a figure stands at."""
    return figure.subject, figure.measure, figure.period


class NotingBook(FigureBook):
    """A book of figures that notes every figure it hands out, in the order of asking.

    What was measured before it was made otherwise is handed out without being noted again.
    """

    def __init__(
        self,
        figures: Iterable[Figure],
        earliest: date | None = None,
        entered: date | None = None,
    ) -> None:
        super().__init__(figures, earliest, entered)
        self.noted: dict[int, Figure] = {}
        """By identity: it hands out its own figures, each of them at one place."""

    def timeless(self, subject: SubjectId, measure: str) -> Figure | None:
        """Return a target or fact, noted."""
        found = super().timeless(subject, measure)
        if found is not None:
            self.noted[id(found)] = found
        return found

    def latest(
        self, subject: SubjectId, measures: Collection[str], starts: Starts, as_of: date
    ) -> Mapping[str, Figure] | None:
        """Return the latest figures; those of `measures` are noted."""
        found = super().latest(subject, measures, starts, as_of)
        if found is not None:
            for name in measures:
                figure = found[name]
                self.noted[id(figure)] = figure
        return found


class NotingConfirmations(Mapping[_Confirmed, Confirmation]):
    """Confirmations that note which of them were looked up."""

    def __init__(self, given: Confirmations) -> None:
        self._given = given
        self.noted: dict[_Confirmed, Confirmation] = {}

    def __getitem__(self, key: _Confirmed) -> Confirmation:
        found = self._given[key]
        self.noted[key] = found
        return found

    def __iter__(self) -> Iterator[_Confirmed]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)


_States = Iterator[tuple[SubjectId, State]]


def _winners(ranking: Ranking) -> _States:
    """Yield what `awards.standing` says of each one, in one pass over the ranking."""
    for group in ranking.groups:
        waiting = {one.subject.id for undecided in group.undecided for one in undecided.rows}
        for row in group.rows:
            who = row.participant.subject.id
            state = State.MET if row.prize else State.NOT_MET
            yield who, State.COUNCIL if who in waiting else state
        for one in group.not_ranked:
            yield one.participant.subject.id, one.state


def _judged(
    award: Award, campaign: Campaign, participants: Iterable[Participant], scope: Scope
) -> _States:
    for one in participants:
        criterion = award.criterion_for(campaign.group(one.group))
        if criterion is not None:
            yield one.subject.id, judge(criterion, scope, one).state


@dataclass(frozen=True, slots=True)
class Traced:
    """A ranking and who meets which award's criteria, with all they were made from.

    `shown` figures decide nothing: they are those of indicators that are only looked at.
    """

    ranking: Ranking
    awards: Mapping[tuple[SubjectId, str], State]
    used: tuple[Figure, ...]
    shown: tuple[Figure, ...]
    confirmed: Confirmations
    book: NotingBook
    """All the figures; those somebody may be ranked on otherwise are measured already."""


def trace(
    campaign: Campaign, data: Field, figures: Iterable[Figure], as_of: date, readings: Readings
) -> Traced:
    """Rank on `figures` instead of the book of `data`, and say which of them were used."""
    return trace_on(campaign, data, campaign.book_of(NotingBook, figures), as_of, readings)


@uncollected()
def trace_on(
    campaign: Campaign, data: Field, book: NotingBook, as_of: date, readings: Readings
) -> Traced:
    """Rank on a book that notes, instead of the book of `data`, and say what it handed out."""
    confirmed = NotingConfirmations(data.confirmations)
    noting = replace(data, book=book, confirmations=confirmed)
    ranking = rank(campaign, noting, as_of, readings)
    scope = scope_of(campaign, noting, as_of, readings)
    awards: dict[tuple[SubjectId, str], State] = {}
    for award in campaign.awards:
        if award.for_winners:
            states = _winners(ranking)
        else:
            states = _judged(award, campaign, data.participants, scope)
        awards.update(((who, award.id), state) for who, state in states)
    used = dict(book.noted)
    for participant in data.participants:
        for indicator in campaign.indicators.values():
            measure_each(scope, participant, indicator)
    shown = tuple(one for key, one in book.noted.items() if key not in used)
    return Traced(ranking, awards, tuple(used.values()), shown, confirmed.noted, book)
