"""What a group is asked to report, by the rules it is judged by."""

from dataclasses import replace

from thidua_desktop.domain.comparisons import Comparison
from thidua_desktop.domain.criteria import CountCriterion
from thidua_desktop.importing.presets import load_preset
from thidua_desktop.services.loading import measures_needed, measures_of_group

CENTRE = load_preset("ttpvhcc-lang-son-2023")[0]
READINGS = CENTRE.readings_with({})


def test_a_group_with_criteria_of_its_own_is_not_asked_for_those_of_another():
    rooms, counter = (
        measures_of_group(CENTRE, READINGS, one) for one in CENTRE.groups if one.ranked
    )

    assert rooms
    assert counter
    assert rooms != counter
    assert rooms | counter <= set(measures_needed(CENTRE, READINGS))


def test_a_group_is_asked_for_what_its_condition_reads():
    group = next(one for one in CENTRE.groups if one.ranked)
    other = next(
        name
        for name in measures_needed(CENTRE, READINGS)
        if name not in measures_of_group(CENTRE, READINGS, group)
    )
    condition = CountCriterion("xet", "Có hồ sơ", other, Comparison.AT_LEAST, 1)

    assert other in measures_of_group(CENTRE, READINGS, replace(group, considered=condition))
