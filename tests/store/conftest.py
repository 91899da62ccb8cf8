"""A file on a temporary path, and a way to open it as another program would."""

import sqlite3
from contextlib import closing

import pytest

from thidua_desktop.store.workspace import Workspace


@pytest.fixture
def workspace(tmp_path):
    return Workspace.create(tmp_path / "Đợt thi đua Núi Thành.thidua", user="Trần Thị An")


@pytest.fixture
def raw():
    """Open a file as another program would: no settings, no translation."""

    def connection(path):
        return closing(sqlite3.connect(path, isolation_level=None))

    return connection
