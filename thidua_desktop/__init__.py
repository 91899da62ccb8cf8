"""Thi Đua: follow an emulation campaign, rank its units and print its dossiers, offline."""

from typing import Final

__version__: Final = "0.1.0"
