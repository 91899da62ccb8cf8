"""Keeps Python 3.11 alive under PySide6 6.12.0.

That version was built as if None, True and False could not die, which is so only from Python 3.12
on: every call of a Qt method that returns one of them takes a reference to it away (measured:
1,000 calls of `setObjectName`, −1,000 for None; none with 6.11.3), and in the end the interpreter
aborts with "deallocating None". PySide6-Pdf as a wheel of its own starts with 6.12, so an older
PySide6 is no way out. The three are given more references than any session can take.
"""

import ctypes
import sys
from typing import Final

_MANY: Final = 1 << (40 if sys.maxsize > 1 << 32 else 29)
_ARE_IMMORTAL: Final = (3, 12)
_SLACK: Final = 8


def keep_constants_alive() -> None:
    """Give None, True and False many references; nothing where Python itself keeps them."""
    if sys.version_info >= _ARE_IMMORTAL:
        return
    for constant in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(constant))
        # Only where the count is where CPython keeps it, and only once.
        if abs(count.value - sys.getrefcount(constant)) <= _SLACK and count.value < _MANY // 2:
            count.value += _MANY
