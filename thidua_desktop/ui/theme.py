"""The look of the window: colour tokens, type, sizes; and putting a theme on the application.

A `Theme` is one frozen value: scheme, text size, compact or wide. Applying it sets the palette,
the font and the style sheet together, so that delegates, native dialogs and QSS never disagree.
Painted widgets ask `current_theme()` each time they paint, and nothing keeps a colour.
"""

from dataclasses import dataclass, fields, replace
from enum import Enum
from functools import cache
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from thidua_desktop.assets import resource
from thidua_desktop.ui.metrics import COMPACT, WIDE, Metrics
from thidua_desktop.ui.qss import style_sheet
from thidua_desktop.ui.tokens import Scheme, Tokens, tokens_of, tokens_of_system

FAMILY: Final = "Inter"
SMALLEST_PERCENT: Final = 100
LARGEST_PERCENT: Final = 150
PERCENT_STEP: Final = 10
_FACES: Final = ("Regular", "Medium", "SemiBold", "Bold", "Italic")
_PROPERTY: Final = "thidua_theme"


class Role(Enum):
    """What a piece of text is: pixels when wide, pixels when compact, weight."""

    START = (27, 24, 700)
    FIGURE = (25, 21, 600)
    PAGE = (20, 18, 600)
    CARD = (14, 14, 600)
    UNIT = (14, 14, 400)
    BODY = (13, 13, 400)
    BUTTON = (13, 13, 500)
    STRONG = (13, 13, 600)
    CAPTION = (12, 12, 400)
    CHIP = (12, 12, 500)
    HEADER = (12, 12, 600)


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything the look depends on; `percent` is the text size, 100 to 150.

    `system` holds the colours of Windows' high contrast while that is on; they go before `scheme`.
    """

    scheme: Scheme = Scheme.LIGHT
    percent: int = SMALLEST_PERCENT
    compact: bool = False
    system: Tokens | None = None

    @property
    def tokens(self) -> Tokens:
        """Return the colours."""
        return self.system or tokens_of(self.scheme)

    @property
    def metrics(self) -> Metrics:
        """Return the sizes of the window's parts, in scaled pixels."""
        return _scaled_metrics(self.compact, self.percent)

    def px(self, pixels: float) -> int:
        """Return a size of the design at this text size."""
        return round(pixels * self.percent / 100)

    def font(self, role: Role, *, weight: int | None = None) -> QFont:
        """Return the font of a role, perhaps in another weight."""
        wide, compact, usual = role.value
        pixels = self.px(compact if self.compact else wide)
        return QFont(make_font(pixels, usual if weight is None else weight))


@cache
def _scaled_metrics(compact: bool, percent: int) -> Metrics:
    sizes = COMPACT if compact else WIDE
    return Metrics(**{f.name: round(getattr(sizes, f.name) * percent / 100) for f in fields(sizes)})


@cache
def register_fonts() -> tuple[str, ...]:
    """Register the bundled faces once; return the families Qt found in them."""
    families: set[str] = set()
    for face in _FACES:
        path = resource(f"fonts/{FAMILY}-{face}.otf")
        families.update(
            QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
        )
    return tuple(sorted(families))


@cache
def make_font(pixels: int, weight: int) -> QFont:
    """Return Inter at `pixels` with figures of equal width.

    Without `tnum` Inter's 1 is a quarter narrower and columns of figures do not line up.
    """
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def current_theme() -> Theme:
    """Return the theme the application wears."""
    app = QApplication.instance()
    theme = app.property(_PROPERTY) if app is not None else None
    return theme if isinstance(theme, Theme) else Theme()


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Put `theme` on every window of `app`."""
    register_fonts()
    app.setProperty(_PROPERTY, theme)
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette_of(theme.tokens))
    app.setFont(theme.font(Role.BODY))
    sheet = style_sheet(_colours(theme.tokens), theme.metrics, theme.percent)
    app.setStyleSheet(sheet + _role_rules(theme))


def _role_rules(theme: Theme) -> str:
    """Return the rules that give labels the size and weight of their role.

    In the style sheet and not by `setFont`: a label loses a font of its own when it is polished
    anew, as every change of theme does.
    """
    rules = []
    for role in Role:
        font = theme.font(role)
        look = f"font-size: {font.pixelSize()}px; font-weight: {role.value[2]};"
        rules.append(f'QLabel[role="{role.name.lower()}"] {{ {look} }}')
    rules += [f'QLabel[weight="{w}"] {{ font-weight: {w}; }}' for w in (400, 500, 600, 700)]
    return "\n".join(rules)


def _colours(tokens: Tokens) -> dict[str, str]:
    return {f.name.replace("_", "-"): getattr(tokens, f.name).name() for f in fields(tokens)}


def palette_of(tokens: Tokens) -> QPalette:
    """Return the palette that says the same as the tokens, for delegates and native dialogs."""
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: tokens.bg,
        role.WindowText: tokens.ink,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.header,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.ink,
        role.PlaceholderText: tokens.ink_3,
        role.Text: tokens.ink,
        role.Button: tokens.surface,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.red_text,
        role.Light: tokens.surface,
        role.Midlight: tokens.header,
        role.Mid: tokens.line,
        role.Dark: tokens.control,
        role.Shadow: tokens.line,
        role.Highlight: tokens.selected,
        role.HighlightedText: tokens.ink,
        role.Link: tokens.accent_text,
        role.LinkVisited: tokens.accent_text,
        role.Accent: tokens.accent,
    }.items():
        palette.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, tokens.disabled)
    return palette


def system_is_dark(app: QApplication) -> bool:
    """Say whether Windows is set to dark."""
    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


def system_contrast(app: QApplication) -> Tokens | None:
    """Return the colours of Windows' high contrast; None while it is off."""
    style = app.styleHints()  # must outlive the hints it gives out
    hints = style.accessibility()
    if hints.contrastPreference() is not Qt.ContrastPreference.HighContrast:
        return None
    app.setPalette(QPalette())  # back to the system's own, which ours covers
    return tokens_of_system(app.palette())


class ThemeKeeper(QObject):
    """Holds the user's choice of look and keeps the application dressed in it.

    `scheme` None means: as Windows has it, also when that changes while the program runs.
    High contrast is no choice of ours: while Windows has it on, its colours are worn.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        *,
        scheme: Scheme | None = None,
        percent: int = SMALLEST_PERCENT,
        compact: bool = False,
    ) -> None:
        super().__init__(app)
        self._app = app
        self.scheme = scheme
        system = system_contrast(app)
        self._theme = Theme(self._wanted_scheme(), percent, compact, system=system)
        apply_theme(app, self._theme)
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_contrast)

    @property
    def theme(self) -> Theme:
        """Return the theme worn now."""
        return self._theme

    def choose_scheme(self, scheme: Scheme | None) -> None:
        """Wear light, dark, or what Windows has (None)."""
        self.scheme = scheme
        self._wear(replace(self._theme, scheme=self._wanted_scheme()))

    def choose_percent(self, percent: int) -> None:
        """Set the text size, kept within 100 and 150 %."""
        kept = max(SMALLEST_PERCENT, min(LARGEST_PERCENT, percent))
        self._wear(replace(self._theme, percent=kept))

    def set_compact(self, compact: bool) -> None:
        """Use the sizes for a narrow window, or the wide ones."""
        self._wear(replace(self._theme, compact=compact))

    @Slot()
    def _follow_system(self) -> None:
        if self.scheme is None:
            self._wear(replace(self._theme, scheme=self._wanted_scheme()))

    @Slot()
    def _follow_contrast(self) -> None:
        self._wear(replace(self._theme, system=system_contrast(self._app)))

    def _wanted_scheme(self) -> Scheme:
        if self.scheme is not None:
            return self.scheme
        return Scheme.DARK if system_is_dark(self._app) else Scheme.LIGHT

    def _wear(self, theme: Theme) -> None:
        if theme == self._theme:
            return
        self._theme = theme
        apply_theme(self._app, theme)
        self.changed.emit()
