"""The command line: the same services as the window, without a window."""

from thidua_desktop.cli import exports as _exports  # noqa: F401 - adds its commands
from thidua_desktop.cli import files as _files  # noqa: F401 - adds its commands
from thidua_desktop.cli import outgoing as _outgoing  # noqa: F401 - adds its commands
from thidua_desktop.cli import results as _results  # noqa: F401 - adds its commands
from thidua_desktop.cli import whatif as _whatif  # noqa: F401 - adds its command
from thidua_desktop.cli.console import commands, run
from thidua_desktop.cli.options import FOLDER
from thidua_desktop.cli.words import VietnameseCommand

__all__ = ["FOLDER", "VietnameseCommand", "commands", "run"]
