"""Memory while a large table is read, or many units are ranked."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector of cycles from running: cells, figures and rates are many and have none.

    Looking through all of them again and again takes a third of the time of an import, and half
    of that of a ranking.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # Straight to the oldest generation: the next small collection would go through them.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
