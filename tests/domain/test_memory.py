"""The collector of cycles rests while much is made, and works again afterwards."""

import gc

import pytest

from thidua_desktop.domain.memory import uncollected


def test_the_collector_rests_and_works_again():
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()

    assert gc.isenabled()


def test_it_works_again_after_an_error():
    with pytest.raises(ZeroDivisionError), uncollected():
        raise ZeroDivisionError

    assert gc.isenabled()
