"""What changes between two rankings, and under other readings of a rule."""

import pytest
from domain.contest import CLOSING, NUI_THANH, Dossiers, field, nui_thanh_units, ranked, unit

from thidua_desktop.domain.ranking import rank
from thidua_desktop.domain.ranking_changes import Change, Sensitivity, compare, sensitivity


def test_sensitivity_says_who_would_gain_or_lose_under_each_other_reading():
    data = field(nui_thanh_units())
    current = rank(NUI_THANH, data, CLOSING, {})
    steps = []

    found = sensitivity(NUI_THANH, data, current, lambda: steps.append(1))

    by_value = {one.value: one for one in found}
    assert set(by_value) == {
        "coefficient-first",
        "no-coefficient",
        "coefficient-added",
        "full-percent",
        "vacant",
    }
    assert len(steps) == len(found)
    first = {one.participant.subject.name: one for one in by_value["coefficient-first"].changes}
    assert first["Thị trấn Núi Thành"].prize_after == "Giải khuyến khích"
    assert first["Xã Tam Xuân II"].prize_after is None
    assert by_value["coefficient-first"].prizes_change
    assert not by_value["vacant"].changes
    assert not by_value["full-percent"].prizes_change


def test_comparing_names_who_came_in_and_who_fell_out():
    before = ranked([Dossiers("Xã A", 100, 80, 80), Dossiers("Xã B", 100, 70, 70)])
    after = ranked([Dossiers("Xã A", 100, 10, 10), Dossiers("Xã B", 100, 70, 70)])

    changes = {one.participant.subject.name: one for one in compare(before, after)}

    assert (changes["Xã A"].rank_before, changes["Xã A"].rank_after) == (1, None)
    assert (changes["Xã B"].rank_before, changes["Xã B"].rank_after) == (2, 1)
    assert changes["Xã B"].prize_before == "Giải nhì"
    assert compare(before, before) == ()


@pytest.mark.parametrize(
    ("after", "prizes_change"),
    [((5, None), False), ((3, "Giải ba"), True), ((None, None), False)],
)
def test_a_reading_that_only_moves_ranks_changes_no_prize(after, prizes_change):
    rank_after, prize = after
    moved = Change(unit(1), "xa", 4, rank_after, None, prize)

    assert Sensitivity("order", "no-coefficient", (moved,)).prizes_change is prizes_change
