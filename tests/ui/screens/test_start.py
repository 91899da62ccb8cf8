"""The first run: three choices, recent files."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from thidua_desktop.ui.screens.start import (
    BLANK,
    FILE,
    DropZone,
    PresetChoice,
    RecentButton,
    StartScreen,
)

PRESETS = (
    PresetChoice(
        "nui-thanh-2023", "Núi Thành 2023", "Dịch vụ công trực tuyến", "01/6 – 31/12/2023"
    ),
    PresetChoice("so-noi-vu", "Sở Nội vụ Lạng Sơn 2023", "Số hóa hồ sơ", kind="tập thể"),
)


@pytest.fixture
def screen(qtbot):
    screen = StartScreen(PRESETS)
    qtbot.addWidget(screen)
    screen.resize(1093, 480)
    screen.show()
    return screen


def test_the_first_preset_is_chosen_and_named_on_the_button(screen):
    assert screen.presets[0].isChecked()
    assert screen.create_button.text() == "Tạo sổ Núi Thành 2023"


def test_a_click_anywhere_on_a_preset_chooses_it(qtbot, screen):
    row = screen.presets[1]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 20, 10))

    with qtbot.waitSignal(screen.create_wanted) as wanted:
        qtbot.mouseClick(screen.create_button, Qt.MouseButton.LeftButton)

    assert wanted.args == ["so-noi-vu"]


def test_the_arrow_keys_go_through_the_presets(qtbot, screen):
    screen.presets[0].setFocus()

    qtbot.keyClick(screen.presets[0], Qt.Key.Key_Down)

    assert screen.create_button.text() == "Tạo sổ Sở Nội vụ Lạng Sơn 2023"


def test_opening_and_trying_are_announced(qtbot, screen):
    for button, signal in (
        (screen.open_button, screen.open_wanted),
        (screen.demo_button, screen.demo_wanted),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_recent_file_opens_and_its_folder_is_on_the_tooltip(qtbot, screen):
    path = Path("/so/Núi Thành.thidua")
    screen.show_recent([path])
    button = screen.findChild(RecentButton)

    with qtbot.waitSignal(screen.recent_opened) as opened:
        button.click()

    assert opened.args == [path]
    assert button.toolTip() == str(path)


def test_only_the_latest_files_are_listed(screen):
    screen.show_recent([Path(f"{number}.thidua") for number in range(9)])

    shown = [one.text() for one in screen.findChildren(RecentButton) if not one.isHidden()]

    assert len(screen.findChildren(RecentButton)) == 5
    assert shown in ([], ["0", "1", "2", "3", "4"])


@pytest.mark.parametrize(("number", "way"), [(0, BLANK), (1, FILE)])
def test_a_blank_campaign_and_a_preset_file_stand_beside_those_that_ship(
    qtbot, screen, number, way
):
    screen.own[number].click()

    with qtbot.waitSignal(screen.own_wanted) as wanted:
        qtbot.mouseClick(screen.create_button, Qt.MouseButton.LeftButton)

    assert wanted.args == [way]
    assert screen.create_button.text() in ("Tạo sổ với đợt trống…", "Tạo sổ từ tệp mẫu…")
    assert not any(row.isChecked() for row in screen.presets)


def test_a_blank_campaign_is_offered_even_without_presets(qtbot):
    screen = StartScreen(())
    qtbot.addWidget(screen)

    assert screen.own[0].isChecked()
    assert screen.create_button.text() == "Tạo sổ với đợt trống…"


def test_there_is_one_drop_zone_wherever_it_stands(qtbot, screen):
    many = StartScreen([PresetChoice(str(n), f"Đợt {n}", "") for n in range(6)])
    qtbot.addWidget(many)

    assert len(screen.findChildren(DropZone)) == len(many.findChildren(DropZone)) == 1
