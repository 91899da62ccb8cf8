from dataclasses import replace

from domain.contest import (
    CLOSING,
    NUI_THANH,
    SO_NOI_VU,
    Dossiers,
    field,
    person,
    ranked,
    scope,
    unit,
)

from thidua_desktop.domain.awards import standing
from thidua_desktop.domain.confirmations import Confirmation
from thidua_desktop.domain.figures import FigureBook
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.ranking import Field, rank, scope_of

TWINS = [Dossiers("Xã A", 1000, 900, 900), Dossiers("Xã B", 1000, 900, 900)]


def test_every_winner_of_a_prize_has_the_award_for_winners():
    units = [
        *(Dossiers(f"Xã {i}", 1000, 950 - i, 950 - i) for i in range(6)),
        Dossiers("Xã Dưới", 1000, 100, 100),
        Dossiers("Xã Trống", 0, 0, 0),
        Dossiers("Xã Thiếu", None, 1, 1),
    ]

    found = _standings(units)

    assert [one.state for one in found] == [
        *[State.MET] * 5,
        State.NOT_MET,
        State.NOT_MET,
        State.NOT_APPLICABLE,
        State.NO_DATA,
    ]
    assert found[0].why == "Giải nhất, hạng 1"
    assert found[5].why == "không đạt giải"


def test_a_prize_left_to_the_council_leaves_its_award_to_the_council():
    assert [one.state for one in _standings(TWINS)] == [State.COUNCIL, State.COUNCIL]


def test_an_award_with_criteria_judges_them():
    staff = person(1, "Nguyễn Văn A", "Văn phòng Sở")
    confirmed = {(1, "thanh-tich-tieu-bieu"): Confirmation(met=True)}
    data = Field([staff], FigureBook([]), {}, confirmed)
    ranking = rank(SO_NOI_VU, data, CLOSING, {})

    found = standing(
        SO_NOI_VU.awards[0],
        SO_NOI_VU.group("ca-nhan"),
        staff,
        scope_of(SO_NOI_VU, data, CLOSING, {}),
        ranking,
    )

    assert found is not None
    assert found.state is State.MET


def test_an_award_is_not_for_a_group_it_does_not_name():
    only_units = replace(SO_NOI_VU.awards[0], criteria={})
    unranked = replace(only_units, for_winners=True)
    ranking = ranked([])
    somebody = unit(1)

    for award in (only_units, unranked):
        found = standing(award, SO_NOI_VU.group("ca-nhan"), somebody, scope(SO_NOI_VU, []), ranking)
        assert found is None


def _standings(units):
    data = field(units)
    ranking = ranked(units)
    looked_at = scope_of(NUI_THANH, data, CLOSING, {})
    return [
        standing(NUI_THANH.awards[0], NUI_THANH.group("xa"), one, looked_at, ranking)
        for one in data.participants
    ]
