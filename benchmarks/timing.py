"""Honest times on a machine that others use too: several runs in turn, the best of each counts.

Work of this process is timed in seconds of its processor; another program's in seconds passed.
"""

import gc
import resource
import time
from collections.abc import Callable, Mapping

RUNS = 3


def best(works: Mapping[str, Callable[[], object]], runs: int = RUNS) -> dict[str, float]:
    """Return the shortest time of each work in seconds of the processor, all taken in turn."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            gc.collect()
            start = time.process_time()
            made = work()
            times[name].append(time.process_time() - start)
            del made  # not within the time
    return {name: min(taken) for name, taken in times.items()}


def seconds(work: Callable[[], object]) -> float:
    """Return how long one piece of work keeps the processor busy."""
    start = time.process_time()
    work()
    return time.process_time() - start


def line(what: str, taken: float, reference: float, most: float) -> str:
    """Return one line of a report: the time, the ratio and what it may be at most."""
    return f"{what}: {taken:.3f} s, {taken / reference:.2f} of the reference (at most {most})"


def peak_megabytes() -> float:
    """Return the most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
