"""Colours keep their contrast, fonts their letters, and a change of theme reaches every widget."""

from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette, QRawFont
from PySide6.QtWidgets import QLineEdit, QWidget

from thidua_desktop.assets import resource
from thidua_desktop.ui import theme
from thidua_desktop.ui.metrics import COMPACT, WIDE
from thidua_desktop.ui.theme import (
    Role,
    Theme,
    ThemeKeeper,
    current_theme,
    make_font,
    register_fonts,
)
from thidua_desktop.ui.tokens import Scheme, contrast, tokens_of, tokens_of_system
from thidua_desktop.ui.widgets.themed import Text

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
SIGNS = "×−≥≤→←✓·–…“”«»%"


TEXT_PAIRS = [
    ("ink", "surface"),
    ("ink", "bg"),
    ("ink", "selected"),
    ("ink", "calc_header"),
    ("ink_2", "rail"),
    ("ink_2", "sunken"),
    ("ink_2", "hatch_b"),
    ("ink_3", "surface"),
    ("ink_3", "bg"),
    ("ink_3", "selected"),
    ("ink_3", "hover"),
    ("accent_text", "surface"),
    ("accent_text", "selected"),
    ("red_text", "red_tint"),
    ("red_text", "surface"),
    ("green_text", "green_tint"),
    ("amber_text", "amber_tint"),
    ("amber_text", "surface"),
    ("gold_text", "gold_tint"),
    ("silver_text", "silver_tint"),
    ("bronze_text", "bronze_tint"),
    ("on_bar", "bar"),
]
MARK_PAIRS = [
    ("control", "surface"),
    ("control", "bg"),
    ("focus", "surface"),
    ("focus", "selected"),
    ("red", "surface"),
    ("red", "rail"),
    ("green", "surface"),
    ("amber", "surface"),
    ("amber", "amber_tint"),
    ("gold", "gold_tint"),
    ("bar", "track"),
    ("bar_muted", "surface"),
]


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_keeps_its_contrast(scheme, front, back):
    tokens = tokens_of(scheme)

    assert contrast(getattr(tokens, front), getattr(tokens, back)) >= 4.5


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(("front", "back"), MARK_PAIRS)
def test_marks_keep_their_contrast(scheme, front, back):
    tokens = tokens_of(scheme)

    assert contrast(getattr(tokens, front), getattr(tokens, back)) >= 3


# The four themes of Windows 10 and 11: background, text, link, highlight.
HIGH_CONTRAST = {
    "night sky": ("#000000", "#FFFFFF", "#8080FF", "#D6B4FD"),
    "desert": ("#FFFAEF", "#3D3D3D", "#1C5E75", "#903909"),
    "aquatic": ("#202020", "#FFFFFF", "#75E9FC", "#8EE3F0"),
    "white": ("#FFFFFF", "#000000", "#00009F", "#37006E"),
}


def high_contrast(name):
    ground, ink, link, highlight = map(QColor, HIGH_CONTRAST[name])
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in zip(
        (role.Window, role.WindowText, role.Link, role.Highlight),
        (ground, ink, link, highlight),
        strict=True,
    ):
        palette.setColor(which, colour)
    return palette


@pytest.mark.parametrize("name", HIGH_CONTRAST)
def test_high_contrast_uses_the_colours_of_the_system_only(name):
    tokens = tokens_of_system(high_contrast(name))

    for front, back in TEXT_PAIRS:
        assert contrast(getattr(tokens, front), getattr(tokens, back)) >= 4.5, (front, back)
    for front, back in MARK_PAIRS:
        assert contrast(getattr(tokens, front), getattr(tokens, back)) >= 4.5, (front, back)
    assert contrast(tokens.accent_fill, QColor("#FFFFFF")) >= 4.5
    assert tokens.red_tint == tokens.green_tint == tokens.bg == QColor(HIGH_CONTRAST[name][0])


def test_a_change_of_the_systems_contrast_is_worn_at_once(qapp, look, monkeypatch):
    keeper = ThemeKeeper(qapp)
    style = qapp.styleHints()
    hints = style.accessibility()
    night = tokens_of_system(high_contrast("night sky"))
    # The offscreen platform has no contrast setting of its own to change.
    monkeypatch.setattr(theme, "system_contrast", lambda _app: night)
    hints.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)

    assert current_theme().tokens.ink == QColor("#FFFFFF")
    assert qapp.palette().window().color() == QColor("#000000")
    monkeypatch.setattr(theme, "system_contrast", lambda _app: None)
    hints.contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)
    assert current_theme().tokens == tokens_of(Scheme.LIGHT)
    keeper.deleteLater()


@pytest.mark.parametrize("scheme", Scheme)
def test_white_words_stand_on_the_filled_button_in_all_its_states(scheme):
    tokens = tokens_of(scheme)

    for fill in (tokens.accent_fill, tokens.accent_fill_hover, tokens.accent_fill_pressed):
        assert contrast(fill, QColor("#FFFFFF")) >= 4.5


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_the_bundled_font_has_every_vietnamese_letter_and_sign(qapp, weight):
    register_fonts()
    raw = QRawFont.fromFont(make_font(13, weight))

    missing = [
        letter
        for letter in VIETNAMESE + VIETNAMESE.upper() + SIGNS
        if not raw.supportsCharacter(ord(letter))
    ]

    assert raw.familyName() == "Inter"
    assert missing == []


def test_figures_are_equally_wide_in_every_role(qapp):
    for role in Role:
        metrics = QFontMetricsF(Theme().font(role))
        widths = [metrics.horizontalAdvance(digit) for digit in "0123456789"]
        assert max(widths) - min(widths) < 0.1, role


def test_the_licences_stand_beside_fonts_and_icons():
    assert "SIL OPEN FONT LICENSE" in resource("fonts/Inter-OFL.txt").read_text(encoding="utf-8")
    assert "MIT License" in resource("icons/LICENSE.txt").read_text(encoding="utf-8")


def test_pictures_of_a_theme_wear_its_tokens():
    for scheme in Scheme:
        chevron = resource(f"themes/{scheme}-chevron-down.svg").read_text(encoding="utf-8")
        assert tokens_of(scheme).ink_3.name().upper() in chevron.upper()


def test_sizes_grow_with_the_text_and_shrink_when_compact():
    assert Theme(percent=150).metrics.row == round(WIDE.row * 1.5)
    assert Theme(compact=True).metrics.row == COMPACT.row
    for field in fields(WIDE):
        assert getattr(COMPACT, field.name) <= getattr(WIDE, field.name)


def test_no_text_is_ever_smaller_than_twelve_pixels():
    sizes = [Theme(compact=compact).font(role).pixelSize() for role in Role for compact in (0, 1)]

    assert min(sizes) == 12


def test_a_label_keeps_its_role_through_a_change_of_theme(qtbot, look):
    window = QWidget()
    qtbot.addWidget(window)
    title = Text("Ẳ Tổng quan", Role.PAGE, parent=window)
    window.show()

    look(Theme(Scheme.DARK, 150))

    assert title.font().pixelSize() == 30
    assert title.font().weight() is QFont.Weight.DemiBold
    assert title.palette().windowText().color() == tokens_of(Scheme.DARK).ink


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_hint_in_an_empty_field_is_read_as_well_as_other_words(qtbot, look, scheme):
    look(Theme(scheme, 100))
    line = QLineEdit(placeholderText="để trống nếu chưa rõ")
    qtbot.addWidget(line)
    line.show()

    hint = line.palette().color(QPalette.ColorRole.PlaceholderText)

    assert hint.alpha() == 255
    assert contrast(hint, tokens_of(scheme).surface) >= 4.5


@pytest.fixture
def dark_windows(monkeypatch):
    """The offscreen platform has no colour scheme of its own to change."""
    return lambda: monkeypatch.setattr(theme, "system_is_dark", lambda _app: True)


def test_without_a_choice_the_window_follows_the_system(qapp, look, dark_windows):
    keeper = ThemeKeeper(qapp)

    dark_windows()
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)

    assert current_theme().scheme is Scheme.DARK
    keeper.deleteLater()


def test_a_choice_is_kept_when_the_system_changes(qapp, look, dark_windows):
    keeper = ThemeKeeper(qapp, scheme=Scheme.LIGHT)

    dark_windows()
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)

    assert current_theme().scheme is Scheme.LIGHT
    keeper.deleteLater()


def test_the_text_size_stays_within_its_bounds(qapp, look):
    keeper = ThemeKeeper(qapp)

    keeper.choose_percent(500)
    assert keeper.theme.percent == 150

    keeper.choose_percent(10)
    assert keeper.theme.percent == 100
    keeper.deleteLater()
