"""What every test shares: no display, and Hypothesis without a clock."""

import os

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("thidua", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("thidua")
