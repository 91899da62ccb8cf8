"""Settings that belong to the file, such as the name of the office on printed forms."""

import sqlite3


class SettingTable:
    """Values by key."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> dict[str, str]:
        """Return every setting."""
        rows = self._connection.execute("SELECT key, value FROM setting ORDER BY key")
        return dict(rows.fetchall())

    def get(self, key: str) -> str | None:
        """Return one setting; None where it was never made."""
        row = self._connection.execute("SELECT value FROM setting WHERE key = ?", [key]).fetchone()
        return str(row[0]) if row else None

    def put(self, key: str, value: str) -> None:
        """Store a setting."""
        self._connection.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [key, value],
        )
