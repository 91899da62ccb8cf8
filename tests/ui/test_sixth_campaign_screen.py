"""A sixth campaign written by a clerk in the window alone, from «Đợt trống» to a ranking.

It is the campaign of `tests/files/campaigns/hon-hop.toml`: points by weight against targets of
their own, a factor by a reading, two of three, groups of people. What that file gives, checked by
hand in `tests/services/test_sixth_campaign.py`, this one must give.
"""

import json
from datetime import date
from shutil import copy

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFileDialog, QMenu
from screen_samples import NUI_THANH, nui_thanh_file
from ui.conftest import InlineRunner

from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.awards import AwardService
from thidua_desktop.services.campaign_adding import CampaignAdder
from thidua_desktop.services.council import CouncilService
from thidua_desktop.services.files import create_file, open_file
from thidua_desktop.services.jsonout import ranking_json
from thidua_desktop.services.office import office_of
from thidua_desktop.services.rankings import explain
from thidua_desktop.services.unit_views import Member
from thidua_desktop.ui.screens.campaign import CampaignScreen
from thidua_desktop.ui.screens.campaign_many import ManyInput
from thidua_desktop.ui.widgets.buttons import Button
from thidua_desktop.ui.widgets.inputs import Choice

DAY = date(2026, 6, 30)
KEY = "hon-hop-2026"


class Clerk:
    """Someone who reads the page, types into its fields and presses its buttons."""

    def __init__(self, screen):
        self.screen = screen

    def open(self, section):
        self.screen.sections.choose(section)

    def put(self, path, value):
        """Type into a field, choose, or tick."""
        editor = self.screen.boxes[path].editor
        if isinstance(editor, ManyInput):
            for one in editor.words.split("\n"):
                if one:
                    editor.tick(one, on=False)
            for one in value:
                editor.tick(one)
            editor.left.emit()
        elif isinstance(editor, Choice):
            assert editor.findData(value) >= 0, (path, value)
            editor.setCurrentIndex(editor.findData(value))
            editor.activated.emit(editor.currentIndex())
        else:
            editor.setFocus()
            editor.setText(value)
            editor.left.emit()
        assert not self.screen.boxes[path].error.text(), path

    def press(self, words, line="", card=None):
        """Press a button of this section, and a line of its menu."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        place = self.screen if card is None else self.card(card)
        found = [
            one for one in place.findChildren(Button) if one.text() == words and one.isVisible()
        ]
        assert len(found) == 1, (words, [one.text() for one in place.findChildren(Button)])
        if not line:
            found[0].click()
            return
        (menu,) = found[0].findChildren(QMenu)
        action = next(one for one in menu.actions() if one.text() == line)
        action.trigger()

    def remove(self, path):
        self.button(path).click()

    def button(self, path):
        return next(one.buttons[path] for one in self.screen.cards if path in one.buttons)

    def card(self, title):
        return next(one for one in self.screen.cards if one.view.title == title)

    def new(self, ending):
        """Return the path of the field last added whose path ends like this."""
        return [path for path in self.screen.boxes if path.endswith(ending)][-1]


def begin(screen):
    dialog = screen.begin_adding()
    dialog.choose_way(2)
    dialog.blank.short.setText("Hỗn hợp 2026")
    dialog.blank.office.setText("UBND tỉnh Thử Nghiệm")
    dialog.blank.start.setText("1/1/2026")
    dialog.blank.end.setText("30/6/2026")
    dialog.add_button.click()


def write_facts(clerk):
    clerk.put("theme", "Nâng cao chất lượng dịch vụ công trực tuyến")
    clerk.open("readings")
    clerk.press("Thêm chỗ hiểu nhiều cách")
    clerk.put("readings.cach-hieu.name", "Hệ số hồ sơ")
    clerk.put("readings.cach-hieu.question", "Hệ số nhân với điểm hay cộng vào điểm?")
    clerk.put("readings.cach-hieu.options.cach-1.text", "Nhân với điểm")
    clerk.put("readings.cach-hieu.options.cach-2.text", "Cộng vào điểm")


def write_groups(clerk):
    clerk.open("groups")
    clerk.put("groups.don-vi.name", "Xã, phường")
    clerk.put("groups.don-vi.short", "Xã")
    for group, name in (("nhom", "Lãnh đạo"), ("nhom-2", "Công chức một cửa")):
        clerk.press("Thêm nhóm")
        clerk.put(f"groups.{group}.name", name)
        clerk.put(f"groups.{group}.kind", "person")
        clerk.put(f"groups.{group}.ranked", "false")


def write_indicators(clerk):
    clerk.open("contents")
    clerk.press("Thêm mục tiêu có số liệu")
    clerk.put("goals.muc-tieu.text", "Toàn tỉnh đạt từ 60% hồ sơ trực tuyến")
    clerk.put("goals.muc-tieu.part", ["received_online"])
    clerk.put("goals.muc-tieu.whole", ["received_new"])
    clerk.put("goals.muc-tieu.percent", "60")
    for _ in range(3):
        clerk.press("Thêm chỉ tiêu")
    online, paid, late = (f"indicators.chi-tieu{number}" for number in ("", "-2", "-3"))
    for place, name, part, whole in (
        (online, "Tỷ lệ hồ sơ tiếp nhận trực tuyến", "received_online", "received_new"),
        (paid, "Tỷ lệ thanh toán trực tuyến", "paid_online", "fee_total"),
        (late, "Tỷ lệ trễ hạn", "resolved_late", "resolved_total"),
    ):
        clerk.put(f"{place}.name", name)
        clerk.put(f"{place}.part", [part])
        clerk.put(f"{place}.whole", [whole])
    clerk.put(f"{late}.smaller-is-better", "true")
    clerk.put(f"{online}.target.measure", "target_received_online")
    clerk.put(f"{online}.target.percent", "70")
    clerk.put(f"{online}.target.uplift", "5")
    clerk.put(f"{paid}.target.percent", "50")


def write_scoring(clerk):
    clerk.open("scoring")
    clerk.put("ranking.by", "points")
    clerk.put("ranking.steps.base.name", "Trực tuyến")
    clerk.put("ranking.steps.base.scale", "60")
    clerk.put("ranking.steps.base.of-target", "1,2")
    clerk.press("Thêm bước", "Hệ số theo số hồ sơ")
    clerk.put("ranking.steps.buoc.measure", "received_new")
    clerk.put("ranking.steps.buoc.apply", "@cach-hieu")
    clerk.put("ranking.steps.buoc.apply.cach-2", "add")
    clerk.put("ranking.steps.buoc.bands[1].factor", "0,9")
    clerk.press("Thêm bước", "Cộng điểm theo Tỷ lệ thanh toán trực tuyến")
    clerk.put("ranking.steps.buoc-2.scale", "40")
    clerk.put("ranking.steps.buoc-2.of-target", "1,2")
    clerk.press("Thêm bước", "Trừ điểm theo Tỷ lệ trễ hạn")
    for _ in range(2):  # the factor was added second and comes last
        position = 2 + _
        clerk.button(f"ranking.order[{position}]↓").click()
    clerk.press("Thêm tiêu chí phụ", "Theo một số đếm")
    clerk.put("ranking.tie-breaks[1]@", "measure:received_online")


def write_awards(clerk):
    clerk.open("awards")
    clerk.press("Thêm giải cho Xã")
    clerk.put("prizes.don-vi-giai.name", "Giải nhất")
    clerk.put("prizes.don-vi-giai.amount", "5.000.000")
    award = "awards.giay-khen"
    clerk.put(f"{award}.authority", "Chủ tịch")
    clerk.put(f"{award}.bonus-class", "giay-khen-so")
    clerk.put(f"{award}.quota.person", "1")
    # two of three, asked of units
    clerk.put("criteria.tieu-chuan.text", "Hai trong ba")
    clerk.put("criteria.tieu-chuan.kind", "at-least")
    clerk.press("Thêm tiêu chuẩn của tập thể", "Mức giao của Tỷ lệ hồ sơ tiếp nhận trực tuyến")
    clerk.press("Thêm tiêu chuẩn của tập thể", "Ngưỡng của Tỷ lệ thanh toán trực tuyến")
    clerk.put("criteria.hoan-thanh.text", "Có mô hình hay")
    clerk.put("criteria.tieu-chuan.need", "2")
    # the same as the prize's own condition
    clerk.press("Thêm điều kiện của giải nhất", "Dùng lại: Hai trong ba")
    # leaders stand by their unit, the one-stop staff by news items or their unit
    clerk.press("Thêm tiêu chuẩn riêng của nhóm «Lãnh đạo»", "Kết quả của đơn vị công tác")
    clerk.put("criteria.don-vi-cong-tac.of", "tieu-chuan")
    clerk.put("criteria.don-vi-cong-tac.text", "Đơn vị công tác đạt hai trong ba")
    one_stop = "tiêu chuẩn riêng của nhóm «Công chức một cửa»"
    clerk.press(f"Thêm {one_stop}", "Theo một số đếm")
    clerk.put("criteria.so-dem.text", "Từ 05 tin, bài")
    clerk.put("criteria.so-dem.measure", "news_items")
    clerk.put("criteria.so-dem.count", "5")
    clerk.press(f"Thêm {one_stop}", "Dùng lại: Đơn vị công tác đạt hai trong ba")
    clerk.put("criteria.tat-ca.kind", "any")


def write_dossier(clerk):
    clerk.open("dossiers")
    clerk.press("Thêm thành phần")
    clerk.put("awards.giay-khen.parts[1].name", "Báo cáo thành tích")
    clerk.put("awards.giay-khen.parts[1].copies", "2")
    clerk.put("awards.giay-khen.parts[1].kind", "unit")
    clerk.put("awards.giay-khen.parts[1].form", "nd98-2023/mau-08-tap-the")


UNITS = ("Xã An", "Xã Bình", "Xã Cát")
COUNTS = {
    "Xã An": {
        "target_received_online": 55,
        "received_online": 66,
        "received_new": 100,
        "paid_online": 20,
        "fee_total": 50,
        "resolved_late": 2,
        "resolved_total": 100,
    },
    "Xã Bình": {
        "received_online": 30,
        "received_new": 50,
        "paid_online": 30,
        "fee_total": 50,
        "resolved_late": 0,
        "resolved_total": 50,
    },
    "Hà Văn Nam": {"news_items": 5},
}


def fill(office):
    """Enter who takes part and what they reported, as the pages Đơn vị and Số liệu do."""
    for name in UNITS:
        office.units.add(KEY, Kind.UNIT, {Member.NAME: name, Member.GROUP: "don-vi"})
    for name, unit, group in (("Vi Thị Lan", "Xã An", "nhom"), ("Hà Văn Nam", "Xã Cát", "nhom-2")):
        facts = {Member.NAME: name, Member.OFFICE: unit, Member.GROUP: group}
        office.units.add(KEY, Kind.PERSON, facts)
    for one in office.units.participants(KEY):
        for measure, count in COUNTS.get(one.subject.name, {}).items():
            office.figures.set_figure(KEY, one.subject.id, measure, DAY, str(count))


@pytest.fixture(scope="module")
def written(qapp, tmp_path_factory):
    """The file after the clerk has written the campaign, once for all tests."""
    path = tmp_path_factory.mktemp("sixth") / "so.thidua"
    office = office_of(nui_thanh_file(path, {("xa", "Xã Tam Hải"): None}))
    screen = show(office, NUI_THANH)
    begin(screen)
    for write in (
        write_facts,
        write_groups,
        write_indicators,
        write_scoring,
        write_awards,
        write_dossier,
    ):
        write(Clerk(screen))
    screen.close()
    screen.deleteLater()
    fill(office)
    return path


def show(office, key):
    screen = CampaignScreen(office, InlineRunner())
    screen.changed.connect(screen.on_changed)
    screen.added.connect(screen.show_campaign)
    screen.resize(1039, 522)
    screen.show_campaign(key)
    screen.show()
    return screen


@pytest.fixture
def office(written, tmp_path):
    return office_of(open_file(copy(written, tmp_path / "so.thidua")))


def scores(ranking):
    rows = ranking.groups[0].rows
    return {row.participant.subject.name: str(row.score) for row in rows}


def test_a_mixture_of_all_rules_is_written_in_the_window_and_ranks(office):
    ranking = office.rankings.ranking(KEY, DAY)
    adding = office.rankings.ranking(KEY, DAY, {"cach-hieu": "cach-2"})
    group = ranking.groups[0]

    # (60 × 1,1 + 40 × 0,8 − 2) × 1; (60 × 0,8 + 40 × 1,2 − 0) × 0,9
    assert scores(ranking) == {"Xã An": "96", "Xã Bình": "432/5"}
    assert scores(adding) == {"Xã An": "97", "Xã Bình": "969/10"}
    assert [(one.participant.subject.name, one.state) for one in group.not_ranked] == [
        ("Xã Cát", State.NO_DATA)
    ]
    text = explain(ranking, group.rows[0].participant).as_text()
    assert (
        "66 / 100 hồ sơ = 66,00%, chia cho 60% (mức giao 55%, tăng 5 điểm phần trăm thành 60%), "
        "tối đa 120%, × 60" in text
    )
    assert "Điểm xếp hạng: 96,00 = (66,00 + 32,00 − 2,00) × 1" in text


def test_its_awards_stand_by_two_of_three_by_the_unit_and_by_news_items(office):
    awards = AwardService(office.workspace)
    an = office.units.participants(KEY)[0].subject.id

    before = [row.prize for row in office.rankings.ranking(KEY, DAY).groups[0].rows]
    council = CouncilService(office.workspace)
    council.confirm(KEY, [an], "hoan-thanh", met=True, evidence="Biên bản họp")

    view = awards.view(KEY, DAY)
    prizes = [row.prize for row in office.rankings.ranking(KEY, DAY).groups[0].rows]
    assert before == [None, None]
    assert [one.name if one else None for one in prizes] == ["Giải nhất", None]
    assert [one.standings[0].state for one in view.subjects] == [
        State.MET,
        State.COUNCIL,
        State.NO_DATA,
        State.MET,
        State.MET,
    ]
    assert [(one.kind, one.met, one.quota, one.each) for one in view.counts] == [
        ("unit", 1, None, 1_410_000),
        ("person", 2, 1, 710_000),
    ]


def test_given_to_another_office_it_ranks_there_the_same(qtbot, office, tmp_path):
    path = tmp_path / "hỗn hợp.toml"
    screen = show(office, KEY)
    qtbot.addWidget(screen)
    screen.save_button.click()
    screen.findChildren(QFileDialog)[0].fileSelected.emit(str(path))

    there = office_of(create_file(tmp_path / "nơi khác.thidua", NUI_THANH))
    key = CampaignAdder(there.workspace).from_file(path).key
    fill(there)

    assert key == KEY
    here, other = (ranking_json(one.rankings.ranking(KEY, DAY)) for one in (office, there))
    assert json.dumps(here) == json.dumps(other)
    assert there.campaigns.load(KEY).awards == office.campaigns.load(KEY).awards


def test_every_step_of_writing_it_is_taken_back_one_by_one(office):
    steps = 0
    while KEY in {one.key for one in office.campaigns.all()}:
        office.history.undo(None)
        steps += 1

    assert steps > 80
    assert [one.key for one in office.campaigns.all()] == [NUI_THANH]
