"""What every test shares: no display, and Hypothesis without a clock."""

import os
from pathlib import Path

from hypothesis import settings

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QPA_FONTDIR", str(FONTS))  # on Windows, offscreen finds none by itself

settings.register_profile("thidua", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("thidua")
