"""The law by the day of the decision: proposed, kept to or not, and undone like anything else."""

from datetime import date

import pytest

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import InvalidValueError, UnknownChoiceError
from thidua_desktop.services.demo import TARGETS

TODAY = date(2023, 12, 1)
CERTIFICATE, MERIT = "giay-khen", "bang-khen"


def proposal(office, award=CERTIFICATE, kind=Kind.UNIT):
    awards = office.campaigns.load(TARGETS).awards
    return office.legal.proposals(TARGETS, awards, TODAY)[award, kind]


def test_without_a_stated_day_the_law_of_today_counts_and_says_so(office):
    view = office.legal.view(TARGETS, TODAY)

    assert view.regime.id == "nd91"
    assert view.words == "Nghị định 91/2017/NĐ-CP (chưa ghi ngày quyết định, tính 01/12/2023)"
    assert len(view.own_bases) == 6


def test_the_day_of_the_decision_moves_regime_form_and_money(office):
    office.legal.choose(TARGETS, " 15/01/2025 ")

    view = office.legal.view(TARGETS, TODAY)

    assert view.words == "Nghị định 98/2023/NĐ-CP (ngày quyết định 15/01/2025)"
    assert proposal(office).form == "nd98-2023/mau-08-tap-the"
    assert proposal(office).why.endswith("; kế hoạch ghi mẫu khác.")
    assert office.awards.view(TARGETS, TODAY).counts[0].each == 1_410_000


def test_another_regime_than_the_days_may_be_kept_to(office):
    office.legal.choose(TARGETS, "15/01/2025", "nd91")

    view = office.legal.view(TARGETS, TODAY)

    assert (view.by_date.id, view.regime.id) == ("nd98", "nd91")
    assert "đã chọn khác với ngày quyết định 15/01/2025" in view.words
    assert proposal(office, MERIT, Kind.PERSON).form == "nd91-2017/mau-07-ca-nhan"
    awards = office.awards.view(TARGETS, TODAY)
    assert awards.regime.id == "nd91"
    assert [one.each for one in awards.counts] == [1_410_000, 710_000, 4_680_000, 2_340_000]


def test_nobody_guesses_a_day_where_the_plan_names_a_form(office):
    awards = office.campaigns.load(TARGETS).awards

    found = office.legal.proposals(TARGETS, awards, date(2026, 11, 20))

    assert found[CERTIFICATE, Kind.UNIT].form == "nd91-2017/mau-07-tap-the"
    assert found[CERTIFICATE, Kind.UNIT].why == "Mẫu ghi trong kế hoạch của đợt thi đua."


def test_a_regime_whose_form_does_not_ship_leaves_the_plans(office):
    office.legal.choose(TARGETS, "20/11/2026")

    assert office.legal.view(TARGETS, TODAY).regime.id == "nd152"
    assert proposal(office).form == "nd91-2017/mau-07-tap-the"


def test_before_any_law_there_is_data_on_nothing_is_proposed(office):
    office.legal.choose(TARGETS, "01/01/2010")

    view = office.legal.view(TARGETS, TODAY)

    assert view.regime is None
    assert view.words.startswith("chưa có dữ liệu về văn bản của ngày này")
    assert office.awards.view(TARGETS, TODAY).bonus_money == 0


def test_what_is_no_day_or_no_regime_is_refused(office):
    with pytest.raises(InvalidValueError):
        office.legal.choose(TARGETS, "31/02/2024")
    with pytest.raises(UnknownChoiceError):
        office.legal.choose(TARGETS, "", "nd1")

    assert not office.legal.view(TARGETS, TODAY).stated


def test_a_day_is_taken_back_by_undo(office):
    changes = office.legal.choose(TARGETS, "15/01/2025")

    office.workspace.undo()

    assert changes.label == "Ghi ngày quyết định 15/01/2025"
    assert not office.legal.view(TARGETS, TODAY).stated
