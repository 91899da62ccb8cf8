"""The composition root of the window: the only place that knows all parts."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path


def open_window(arguments: Sequence[str]) -> int:
    """Open the window, on the file named if there is one; return the exit status."""
    from thidua_desktop.app.application import make_application
    from thidua_desktop.app.program import Program
    from thidua_desktop.errors import AppError
    from thidua_desktop.ui.errors import show_error

    application, keeper = make_application(sys.argv[:1])
    try:
        program = Program(application, keeper)
        program.start(Path(arguments[0]) if arguments else None)
    except AppError as error:
        show_error(None, error)
    return application.exec()


def draw_gallery(folder: Path, only: str) -> Iterator[str]:
    """Draw every screen into `folder` and say which pictures were made."""
    from thidua_desktop.app.gallery import draw

    return draw(folder, only)
