"""A digest of every row, kept up to date by adding and subtracting.

The digest of a file's rows is the sum of the SHA-256 of each row's image, so an action
updates it from the rows it touched, and a row changed outside the program shows.
"""

import sqlite3
from hashlib import sha256
from typing import Final

MODULUS: Final = 2**256


def image(connection: sqlite3.Connection, table: str, row: str) -> str:
    """Return the SQL expression for all columns of `row` (NEW, OLD or the table) as JSON."""
    columns = connection.execute("SELECT name FROM pragma_table_info(?)", [table])
    pairs = ", ".join(f'\'{name}\', "{row}"."{name}"' for (name,) in columns)
    return f"json_object({pairs})"


def of(table: str, text: str | None) -> int:
    """Return the digest of one row from its image; 0 for no row."""
    if text is None:
        return 0
    return int.from_bytes(sha256(f"{table}\n{text}".encode()).digest(), "big")


def of_rows(
    connection: sqlite3.Connection, table: str, which: str, *values: int
) -> tuple[int, int]:
    """Return how many rows of a table there are, and the digest of them all."""
    said = f"CAST('{table}' || char(10) || {image(connection, table, table)} AS BLOB)"
    rows = connection.execute(f'SELECT {said} FROM "{table}" {which}', values)
    count = total = 0
    for (text,) in rows:
        count += 1
        total += int.from_bytes(sha256(text).digest(), "big")
    return count, total % MODULUS


def of_all(connection: sqlite3.Connection, tables: tuple[str, ...]) -> int:
    """Return the digest of every row of `tables`."""
    total = 0
    for table in tables:
        total += of_rows(connection, table, "")[1]
    return total % MODULUS
