"""Tells every screen what a committed action changed; no screen tells another to refresh."""

from PySide6.QtCore import QObject, Signal

from thidua_desktop.services.changes import Changes


class Broadcaster(QObject):
    """One signal for the whole window; lives on the UI thread."""

    changed = Signal(object)
    """Carries a `Changes`."""

    def announce(self, changes: Changes) -> None:
        """Tell everyone who listens; nothing touched, nothing said."""
        if changes.tables:
            self.changed.emit(changes)
