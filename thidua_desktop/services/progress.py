"""How a long use case reports where it is and learns it should stop."""

from threading import Event

from thidua_desktop.errors import Cancelled


class Progress:
    """Shared by one worker thread (writes) and the screen (reads, cancels)."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self._cancelled = Event()

    def step(self, done: int, total: int) -> None:
        """Report progress; stop the work here if the user asked to."""
        self.done, self.total = done, total
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next `step`."""
        self._cancelled.set()
