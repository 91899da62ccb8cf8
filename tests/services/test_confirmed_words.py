"""Words the council confirmed: kept with its answer, so that rewriting them later is seen."""

import json

import pytest
from openpyxl import load_workbook

from thidua_desktop.documents.model import TableBlock
from thidua_desktop.domain.judgements import State
from thidua_desktop.services.campaign_editing import CampaignEditor
from thidua_desktop.services.demo import DAY, TARGETS
from thidua_desktop.services.explained import explained
from thidua_desktop.services.jsonout import awards_json
from thidua_desktop.services.overview_tasks import tasks
from thidua_desktop.services.printing import why_document
from thidua_desktop.services.result_tables import save_ranking

CRITERION = "thanh-tich-tieu-bieu"
PLACE = f"criteria.{CRITERION}.text"
OLD = "Có thành tích tiêu biểu trong đợt thi đua"
NEW = "Có thành tích tiêu biểu, được từ 2/3 phiếu tín nhiệm"
SAID = f"Hội đồng xác nhận theo lời cũ: «{OLD}»; căn cứ: Biên bản số 12 (Hội đồng Sở, "


@pytest.fixture
def who(office):
    """Return whom the council has confirmed, before the words are rewritten."""
    who = office.units.participants(TARGETS)[0].subject
    evidence = {"evidence": "Biên bản số 12", "who": "Hội đồng Sở"}
    office.council.confirm(TARGETS, [who.id], CRITERION, met=True, **evidence)
    return who


def rewrite(office, text):
    editor = CampaignEditor(office.workspace)
    editor.change(TARGETS, editor.view(TARGETS).fields()[PLACE], text)


def held(office, who):
    (found,) = (
        leaf
        for row in office.awards.view(TARGETS, DAY).subjects
        if row.participant.subject == who
        for standing in row.standings
        for leaf in standing.criteria
        if leaf.id == CRITERION
    )
    return found


def question(office):
    return next(q for q in office.council.questions(TARGETS, DAY) if q.criterion == CRITERION)


def test_an_answer_stands_and_quotes_the_words_it_was_given_to(office, who):
    rewrite(office, NEW)

    found = held(office, who)
    assert found.state is State.MET
    assert found.old_words == OLD
    assert found.why.startswith(SAID)


def test_words_as_before_say_nothing_of_old_ones(office, who):
    rewrite(office, NEW)
    rewrite(office, OLD)

    assert held(office, who).old_words == ""
    assert held(office, who).why.startswith("Hội đồng đã xác nhận: ")


def test_a_workbook_says_what_the_council_was_asked(office, who, tmp_path):
    rewrite(office, NEW)
    path = tmp_path / "xep-hang.xlsx"

    save_ranking(office.workspace, TARGETS, DAY, {}, path, replace=False)

    (row,) = load_workbook(path)["Hội đồng xác nhận"].iter_rows(min_row=6, values_only=True)
    assert row[2:4] == (f"{OLD} (lời cũ; nay là: {NEW})", "Đạt")


def test_what_was_denied_says_so_too(office, who):
    office.council.confirm(TARGETS, [who.id], CRITERION, met=False, evidence="Đơn thư")
    rewrite(office, NEW)

    assert held(office, who).state is State.NOT_MET
    assert held(office, who).why.startswith("Hội đồng không xác nhận theo lời cũ: «")


def test_undoing_the_rewriting_takes_the_mark_away_and_redoing_brings_it_back(office, who):
    rewrite(office, NEW)

    office.workspace.undo()
    before = held(office, who).old_words
    office.workspace.redo()

    assert (before, held(office, who).old_words) == ("", OLD)


def test_the_council_is_to_be_asked_again_until_it_has_answered_the_new_words(office, who):
    before = question(office).waiting
    rewrite(office, NEW)
    asked_again = question(office)
    office.council.confirm(TARGETS, [who.id], CRITERION, met=True, evidence="Biên bản số 15")
    answered = question(office)

    assert (asked_again.waiting, asked_again.outdated) == (before + 1, 1)
    assert (answered.waiting, answered.outdated) == (before, 0)
    assert held(office, who).why.startswith("Hội đồng đã xác nhận: Biên bản số 15")


def test_an_answer_of_an_older_program_gets_its_words_when_they_are_rewritten(office, who):
    with office.workspace.write("Như tệp cũ", kind="test") as session:
        (said,) = session.confirmations.of(TARGETS).values()
        older = type(said)(said.met, said.evidence, said.who, said.on)
        session.confirmations.put(TARGETS, who.id, CRITERION, older)
    unknown = held(office, who).old_words

    rewrite(office, NEW)

    assert (unknown, held(office, who).old_words) == ("", OLD)


def test_everything_made_from_it_quotes_the_old_words(office, who):
    rewrite(office, NEW)
    view = office.awards.view(TARGETS, DAY)
    participant = next(one.participant for one in view.subjects if one.participant.subject == who)

    sheet = why_document(office.workspace, TARGETS, DAY, {}, participant)
    tables = (block for block in sheet.blocks if isinstance(block, TableBlock))
    cells = [cell for table in tables for row in table.rows for cell in row]
    told = json.dumps(awards_json(view), ensure_ascii=False)

    assert SAID in explained(view, who.name)
    assert f'"confirmed_words": "{OLD}"' in told
    assert told.count("confirmed_words") == 1
    assert any(cell.startswith(SAID) for cell in cells)


def test_the_clerk_is_told_to_ask_again(office, who):
    silent = office.awards.view(TARGETS, DAY).notices
    rewrite(office, NEW)

    (notice,) = set(office.awards.view(TARGETS, DAY).notices) - set(silent)
    ranked = office.rankings.view(TARGETS, DAY)
    titles = [one.title for one in tasks(ranked, DAY)]
    (told,) = {
        row.text
        for section in CampaignEditor(office.workspace).view(TARGETS).sections
        for card in section.cards
        for row in card.rows
        if row.chip == "theo lời cũ"
    }

    assert notice == (
        f"«{NEW}»: câu đã sửa sau khi Hội đồng trả lời cho 1 đơn vị, cá nhân; hỏi lại Hội đồng."
    )
    assert "1 câu trả lời của Hội đồng theo lời cũ" in titles
    assert f"lời cũ: «{OLD}»" in told


def test_a_snapshot_keeps_the_words_and_its_code_tells_old_ones_from_new(office, who):
    first = office.snapshots.freeze(TARGETS, "Lần 1", "", "", DAY).snapshot
    rewrite(office, NEW)
    second = office.snapshots.freeze(TARGETS, "Lần 2", "", "", DAY).snapshot
    office.council.confirm(TARGETS, [who.id], CRITERION, met=True, evidence="Biên bản số 12")
    third = office.snapshots.freeze(TARGETS, "Lần 3", "", "", DAY).snapshot

    kept = office.snapshots.get(TARGETS, second.id)
    compared = office.snapshots.compare(TARGETS, first.id, second.id)

    assert kept.content.confirmed[who.id, CRITERION].words == OLD
    assert len({first.code, second.code, third.code}) == 3
    assert any(f"theo lời «{OLD}»" in one for one in compared.rules)
    again = kept.content.loaded().data.confirmations[who.id, CRITERION]
    assert again.old_words(NEW) == OLD
