"""The law by the day of the decision: proposed, kept to or not, and undone like anything else."""

from dataclasses import replace
from datetime import date

import pytest

from thidua_desktop.documents.forms import load_form
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import InvalidValueError, UnknownChoiceError
from thidua_desktop.importing.legal import load_law
from thidua_desktop.services.demo import TARGETS
from thidua_desktop.services.legal import proposed_form

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


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("31/12/2023", "nd91-2017/mau-07"),
        ("01/01/2024", "nd98-2023/mau-08"),
        ("30/6/2025", "nd98-2023/mau-08"),
        ("01/7/2025", "nd152-2025/mau-08"),
        ("20/11/2026", "nd152-2025/mau-08"),
    ],
)
def test_the_stated_day_proposes_the_form_then_in_force(office, typed, form):
    office.legal.choose(TARGETS, typed)

    assert proposal(office).form == f"{form}-tap-the"
    assert proposal(office, MERIT, Kind.PERSON).form == f"{form}-ca-nhan"


def test_a_regime_whose_form_does_not_ship_leaves_the_plans():
    regime = replace(load_law().regimes[-1], forms={Kind.UNIT: "nd999-2030/mau-01-tap-the"})

    assert proposed_form(regime, Kind.UNIT) == ""
    assert proposed_form(regime, Kind.PERSON) == ""


def test_the_proposal_of_2025_says_why_and_that_the_province_may_have_its_own_form(office):
    office.legal.choose(TARGETS, "01/7/2025")

    found = proposal(office)

    assert found.why == (
        "Đề nghị Mẫu số 08 ban hành kèm theo Nghị định số 152/2025/NĐ-CP, theo Nghị định "
        "152/2025/NĐ-CP (ngày quyết định 01/07/2025); kế hoạch ghi mẫu khác."
    )
    assert "do bộ, ban, ngành, tỉnh quy định (Điều 6 khoản 2 điểm b, c)" in found.notices[0]
    assert any("suy ra" in one for one in found.notices)


def notices(office, form, day=TODAY):
    return office.legal.notices(TARGETS, CERTIFICATE, load_form(form), day)


def test_beside_a_report_on_the_plans_form_nothing_needs_to_be_said(office):
    assert notices(office, "nd91-2017/mau-07-tap-the") == ()


def test_a_report_on_another_form_than_the_proposed_one_says_so(office):
    later = notices(office, "nd98-2023/mau-08-tap-the")
    office.legal.choose(TARGETS, "01/7/2025")
    former = notices(office, "nd98-2023/mau-08-tap-the")

    assert len(later) == 1
    assert later[0] == (
        "Báo cáo này lập theo Mẫu 08, NĐ 98/2023; mẫu được đề nghị là Mẫu 07, NĐ 91/2017. "
        "Mẫu ghi trong kế hoạch của đợt thi đua."
    )
    assert former[0].startswith(
        "Báo cáo này lập theo Mẫu 08, NĐ 98/2023; mẫu được đề nghị là Mẫu 08, NĐ 152/2025. Đề nghị"
    )


def test_beside_a_report_on_the_form_of_2025_stands_what_its_decree_asks(office):
    office.legal.choose(TARGETS, "31/12/2025")

    said = notices(office, "nd152-2025/mau-08-tap-the")

    assert said[0].startswith("Hồ sơ đề nghị Giấy khen, Bằng khen do bộ, ban, ngành, tỉnh quy định")
    assert any("Điều 60 khoản 2" in one for one in said)
    assert any("Điều 60 khoản 3" in one for one in said)
    assert any("xã, phường, đặc khu" in one for one in said)


def test_the_council_is_reminded_of_the_principles_of_the_regime_that_counts(office):
    before = office.legal.view(TARGETS, TODAY).council_notices
    office.legal.choose(TARGETS, "01/7/2025")

    assert before == ()
    (said,) = office.legal.view(TARGETS, TODAY).council_notices
    assert "70% nữ" in said


def test_before_any_law_there_is_data_on_nothing_is_proposed(office):
    office.legal.choose(TARGETS, "01/01/2010")

    view = office.legal.view(TARGETS, TODAY)

    assert view.regime is None
    assert view.words.startswith("chưa có dữ liệu về văn bản của ngày này")
    assert view.council_notices == ()
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
