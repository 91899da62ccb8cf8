"""Sizes of the window's parts in pixels at 100 % text size: one set wide, one compact."""

from dataclasses import dataclass
from typing import Final

COMPACT_BELOW: Final = 1200
"""Window width divided by the text size below which the compact sizes are used."""
USUAL_SIZE: Final = (1366, 768)
"""Width and height of a window on a screen that has room for it."""
PANEL_IS_TAB_BELOW: Final = 960
"""The same width below which a side panel becomes a tab of its page."""
BESIDE_PANEL, PANEL_SHARE = 3, 1
"""Stretch of what stands beside a side panel, and of the panel, whose width has bounds."""
WIDEST_TEXT_PAGE: Final = 1720


@dataclass(frozen=True, slots=True)
class Metrics:
    """One size per part; all in pixels."""

    menu_bar: int
    top_bar: int
    status_bar: int
    rail: int
    rail_item: int
    page_padding: int
    gap: int
    page_head: int
    tabs: int
    button: int
    input: int
    small_button: int
    row: int
    header: int
    upper_header: int
    group_row: int
    list_row: int
    side_panel: int
    widest_panel: int
    card_padding: int
    timeline: int


WIDE: Final = Metrics(
    menu_bar=28,
    top_bar=46,
    status_bar=25,
    rail=190,
    rail_item=37,
    page_padding=18,
    gap=12,
    page_head=48,
    tabs=35,
    button=32,
    input=30,
    small_button=26,
    row=30,
    header=38,
    upper_header=26,
    group_row=28,
    list_row=40,
    side_panel=322,
    widest_panel=400,
    card_padding=14,
    timeline=126,
)
COMPACT: Final = Metrics(
    menu_bar=26,
    top_bar=42,
    status_bar=24,
    rail=54,
    rail_item=36,
    page_padding=14,
    gap=10,
    page_head=42,
    tabs=32,
    button=30,
    input=26,
    small_button=26,
    row=28,
    header=34,
    upper_header=24,
    group_row=24,
    list_row=32,
    side_panel=280,
    widest_panel=280,
    card_padding=12,
    timeline=116,
)


def is_narrow(width: int, percent: int) -> bool:
    """Say whether a window takes the sizes for narrow ones."""
    return width * 100 < COMPACT_BELOW * percent


def panel_width(page: int, metrics: Metrics) -> int:
    """Return how wide a side panel is on a page of this width."""
    share = page * PANEL_SHARE // (BESIDE_PANEL + PANEL_SHARE)
    return max(metrics.side_panel, min(metrics.widest_panel, share))
