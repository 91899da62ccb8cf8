"""The set-up script: what it asks of a machine, and what it says when that is missing."""

import importlib.util
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="asks Debian's packages")


@pytest.fixture
def dev():
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def ready(dev, tmp_path, monkeypatch):
    """A project whose set-up was done; its interpreter would fail if it were run."""
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp")
    dev.PYTHON.write_text("not a program", encoding="utf-8")
    dev.STAMP.write_text(dev.fingerprint(), encoding="utf-8")
    return dev


def pins():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def requirements():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    listed = [project["build-system"]["requires"], project["project"]["dependencies"], *extras]
    return [Requirement(text) for group in listed for text in group]


@pytest.mark.parametrize("requirement", requirements(), ids=str)
def test_every_direct_dependency_is_pinned_within_its_bounds(requirement):
    pinned = pins()[canonicalize_name(requirement.name)]

    assert requirement.specifier.contains(pinned)


def test_no_command_and_an_unknown_command_show_the_usage(dev, capsys):
    for arguments in ([], ["chạy"], ["demo", "thêm"]):
        with pytest.raises(SystemExit) as stopped:
            dev.main(arguments)

        assert stopped.value.code == 2
        assert "Cách dùng: python dev.py" in capsys.readouterr().err


def test_an_old_python_is_refused_before_anything_is_made(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev, "OLDEST", (99, 0))

    with pytest.raises(SystemExit) as stopped:
        dev.main(["demo"])

    assert stopped.value.code == 2
    assert "Cần Python 3.11 trở lên" in capsys.readouterr().err


def test_a_finished_set_up_is_not_repeated(ready):
    ready.set_up()

    assert ready.PYTHON.read_text(encoding="utf-8") == "not a program"


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_requirement_repeats_the_set_up(ready, name):
    before = ready.fingerprint()

    with (ready.ROOT / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")

    assert ready.fingerprint() != before


@linux_only
def test_an_ordinary_user_is_told_the_exact_command(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")

    with pytest.raises(SystemExit):
        dev.need_libraries({"libc.so.6": "libc6", "libkhongco.so.9": "libkhongco9"})

    told = capsys.readouterr().err
    assert "sudo apt-get install -y --no-install-recommends libkhongco9" in told


@linux_only
def test_another_linux_is_told_the_packages(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev.shutil, "which", lambda _: None)

    with pytest.raises(SystemExit):
        dev.need_libraries({"libkhongco.so.9": "libkhongco9"})

    assert capsys.readouterr().err.rstrip().endswith("libkhongco9")


@linux_only
def test_nothing_is_said_when_every_library_loads(dev, capsys):
    dev.need_libraries({"libc.so.6": "libc6"})

    assert capsys.readouterr() == ("", "")
