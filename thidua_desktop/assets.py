"""Where the files shipped with the program are: `resources/` and `forms/`.

An installed wheel carries them under `_data/` in the package, which is looked at first; from
source and frozen by PyInstaller they lie beside the package. `__file__` points inside the
bundle when frozen, so the same expression serves all three.
"""

from pathlib import Path, PurePosixPath
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
_ROOT: Final = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent


def resource(name: str) -> Path:
    """Return the path of a file or folder under `resources/`, e.g. `"measures.toml"`."""
    return _inside("resources", name)


def form(name: str) -> Path:
    """Return the path of a file under `forms/`, e.g. `"nd91-2017/mau-07-tap-the.toml"`."""
    return _inside("forms", name)


def _inside(folder: str, name: str) -> Path:
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts:
        raise ValueError(f"not a path inside {folder}/: {name!r}")
    return _ROOT / folder / relative
