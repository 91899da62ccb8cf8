"""What is installed carries its data files and runs away from the sources."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
WINDOWS = sys.platform == "win32"
DATA = ("resources", "forms")


def run(*command, cwd):
    result = subprocess.run(
        command, cwd=cwd, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


def shipped():
    """Return the data files of the source tree, as the wheel should name them."""
    return {
        f"thidua_desktop/_data/{path.relative_to(ROOT).as_posix()}"
        for folder in DATA
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }


def test_the_wheel_carries_every_data_file(wheel):
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if "/_data/" in name}

    assert carried == shipped()


def test_the_wheel_carries_nothing_else_than_the_program(wheel):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"thidua_desktop"}


def test_the_frozen_program_is_told_to_carry_both_folders():
    spec = (ROOT / "build_installer.spec").read_text(encoding="utf-8")

    for folder in DATA:
        assert f'("{folder}", "{folder}")' in spec


def test_an_installed_wheel_finds_its_presets_from_anywhere(wheel, tmp_path):
    venv.create(tmp_path / "venv", with_pip=True, symlinks=not WINDOWS)
    scripts = tmp_path / "venv" / ("Scripts" if WINDOWS else "bin")
    python = scripts / ("python.exe" if WINDOWS else "python")
    run(python, "-m", "pip", "install", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    site = Path(
        run(
            python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path
        ).strip()
    )
    # Borrow the libraries, but not the editable installation's path to the sources.
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")

    told = run(scripts / ("thidua.exe" if WINDOWS else "thidua"), "presets", "--json", cwd=tmp_path)
    where = run(python, "-c", "import thidua_desktop; print(thidua_desktop.__file__)", cwd=tmp_path)

    assert '"nui-thanh-2023"' in told
    assert Path(where.strip()).is_relative_to(tmp_path)
