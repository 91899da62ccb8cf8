"""The command line, called as a script calls it."""

import pytest

from thidua_desktop.cli import commands, run


@pytest.fixture
def thidua(capsys):
    """Run one command and return its exit status, standard output and standard error."""

    def call(*arguments):
        status = run(commands, [str(one) for one in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call
