"""A demonstration file made once, copied for every test that changes it."""

import shutil

import pytest

from thidua_desktop.services.demo import make_demo_file
from thidua_desktop.services.files import open_file
from thidua_desktop.services.office import office_of


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "mẫu.thidua"
    make_demo_file(path)
    return path


@pytest.fixture
def office(demo_file, tmp_path):
    path = tmp_path / "sổ.thidua"
    shutil.copy(demo_file, path)
    return office_of(open_file(path, user="Trần Thị An"))
