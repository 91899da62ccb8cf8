"""The colours of the window by what they are for: of the two themes, and of high contrast."""

import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Final

from PySide6.QtGui import QColor, QPalette

from thidua_desktop.assets import resource

_TEXT_CONTRAST: Final = 4.5
_ON_FILL: Final = QColor("#FFFFFF")
"""Filled buttons and the flag of today carry white words in every theme."""


class Scheme(StrEnum):
    """Which set of colours."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours by what they are for; the files in `resources/themes/` say their values."""

    bg: QColor
    rail: QColor
    surface: QColor
    header: QColor
    sunken: QColor
    calc: QColor
    calc_header: QColor
    track: QColor
    line: QColor
    row_line: QColor
    control: QColor
    ink: QColor
    ink_2: QColor
    ink_3: QColor
    disabled: QColor
    accent: QColor
    accent_text: QColor
    accent_fill: QColor
    accent_fill_hover: QColor
    accent_fill_pressed: QColor
    fill_line: QColor
    selected: QColor
    hover: QColor
    focus: QColor
    red: QColor
    red_fill: QColor
    red_text: QColor
    red_tint: QColor
    red_line: QColor
    gold: QColor
    gold_text: QColor
    gold_tint: QColor
    gold_line: QColor
    silver_text: QColor
    silver_tint: QColor
    silver_line: QColor
    bronze_text: QColor
    bronze_tint: QColor
    bronze_line: QColor
    green: QColor
    green_text: QColor
    green_tint: QColor
    amber: QColor
    amber_text: QColor
    amber_tint: QColor
    amber_line: QColor
    bar: QColor
    on_bar: QColor
    bar_muted: QColor
    hatch_a: QColor
    hatch_b: QColor
    shade: QColor
    scroll: QColor
    desk: QColor
    paper: QColor


@cache
def tokens_of(scheme: Scheme) -> Tokens:
    """Read the colours of `scheme`."""
    with resource(f"themes/{scheme}.toml").open("rb") as file:
        table = tomllib.load(file)
    return Tokens(**{name.replace("-", "_"): QColor(value) for name, value in table.items()})


_GROUNDS: Final = frozenset(
    (
        *("bg", "rail", "surface", "header", "sunken", "calc", "calc_header", "track"),
        *("selected", "hover", "red_tint", "gold_tint", "silver_tint", "bronze_tint"),
        *("green_tint", "amber_tint", "on_bar", "hatch_a", "hatch_b", "shade", "desk"),
    )
)
_FILLS: Final = frozenset(("accent_fill", "accent_fill_hover", "accent_fill_pressed"))


def tokens_of_system(palette: QPalette) -> Tokens:
    """Return the colours for Windows' high contrast, all from the system's `palette`.

    Every tint is dropped and every line is as strong as the text: each state is said by its icon
    and its word. The page of a preview and the flag of today keep their colours.
    """
    role = QPalette.ColorRole
    ground, ink = palette.color(role.Window), palette.color(role.WindowText)
    link, fill = palette.color(role.Link), palette.color(role.Highlight)
    found = {f.name: ground if f.name in _GROUNDS else ink for f in fields(Tokens)}
    found["accent_text"] = link if contrast(link, ground) >= _TEXT_CONTRAST else ink
    filled = fill if contrast(fill, _ON_FILL) >= _TEXT_CONTRAST else QColor("#000000")
    found |= dict.fromkeys(_FILLS, filled)
    found["disabled"] = palette.color(QPalette.ColorGroup.Disabled, role.WindowText)
    usual = tokens_of(Scheme.LIGHT)
    found |= {"paper": usual.paper, "red_fill": usual.red_fill}
    return Tokens(**found)


def contrast(one: QColor, other: QColor) -> float:
    """Return the ratio of WCAG 2.2 between two colours: 1 when alike, 21 for black on white."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
