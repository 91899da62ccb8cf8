"""One style sheet per theme, filled from the tokens and scaled to the text size.

The template is `resources/themes/window.qss`: `$name` is a colour token, `$m-name` a size of
`Metrics` (already scaled), `$image(name)` a picture of the theme. Sizes above 3 px grow with the
text; borders do not.
"""

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Final

from thidua_desktop.assets import resource
from thidua_desktop.ui.metrics import Metrics

_PIXELS: Final = re.compile(r"(?<![\w$-])(\d+)px")
_NAME: Final = re.compile(r"\$(image\(([a-z-]+)\)|[a-z0-9-]+)")
_THICKEST_BORDER: Final = 3


def style_sheet(colours: Mapping[str, str], metrics: Metrics, percent: int) -> str:
    """Return the style sheet; a name the template uses but nobody defines is a KeyError."""
    sizes = {f"m-{f.name.replace('_', '-')}": f.name for f in fields(metrics)}

    def pixels(match: re.Match[str]) -> str:
        size = int(match[1])
        return match[0] if size <= _THICKEST_BORDER else f"{round(size * percent / 100)}px"

    def value(match: re.Match[str]) -> str:
        if match[2]:
            return f'url("{_picture(match[2], dark=_is_dark(colours["bg"]))}")'
        if match[1] in sizes:
            return f"{getattr(metrics, sizes[match[1]])}px"
        return colours[match[1]]

    return _NAME.sub(value, _PIXELS.sub(pixels, _template()))


@cache
def _template() -> str:
    return resource("themes/window.qss").read_text(encoding="utf-8")


def _is_dark(colour: str) -> bool:
    return int(colour[1:3], 16) < 0x80  # noqa: PLR2004 - half of full red


def _picture(name: str, *, dark: bool) -> str:
    return resource(f"themes/{'dark' if dark else 'light'}-{name}.svg").as_posix()
