"""Awards (khen thưởng): how a subject stands against what an award asks for."""

from typing import Final

from thidua_desktop.domain.campaigns import Award, Group
from thidua_desktop.domain.criteria import judge
from thidua_desktop.domain.indicators import Scope
from thidua_desktop.domain.judgements import Judgement, Said, State
from thidua_desktop.domain.ranking import GroupRanking, NotRanked, Ranking
from thidua_desktop.domain.subjects import Participant

WINNER: Final = "Đạt giải trong đợt thi đua"


def standing(
    award: Award, group: Group, participant: Participant, scope: Scope, ranking: Ranking
) -> Judgement | None:
    """Say how `participant` stands for `award`; None if the award is not for their group.

    An award for winners follows the prizes of `ranking`: a prize left to the council is the
    council's, and who is not ranked stands as the ranking says.
    """
    if award.for_winners:
        found = next((one for one in ranking.groups if one.group.id == group.id), None)
        return _as_winner(award, found, participant) if found else None
    criterion = award.criterion_for(group)
    return judge(criterion, scope, participant) if criterion else None


def _as_winner(award: Award, found: GroupRanking, participant: Participant) -> Judgement:
    state, why = State.NOT_MET, "không đạt giải"
    known = found.remarkable.get(participant)
    if isinstance(known, NotRanked):
        state, why = known.state, known.why
    elif any(participant in one.rows for one in found.undecided):
        state, why = State.COUNCIL, "đồng hạng, Hội đồng quyết định giải"
    elif known is not None and known.prize:
        state, why = State.MET, f"{known.prize.name}, hạng {known.rank}"
    return Judgement(f"{award.id}-dat-giai", WINNER, state, Said(why))
