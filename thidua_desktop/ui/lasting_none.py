"""Keeps Python 3.11 alive under PySide6 6.12.0.

That version was built as if None could not die, which is so only from Python 3.12 on: every call
of a Qt method without a result takes one reference to None away (measured: 1,000 calls of
`setObjectName`, −1,000; none with 6.11.3), and after some thousand calls the interpreter aborts
with "none_dealloc: deallocating None". PySide6-Pdf as a wheel of its own starts with 6.12, so an
older PySide6 is no way out. None is given more references than any session can take.
"""

import ctypes
import sys
from typing import Final

_MANY: Final = 1 << (40 if sys.maxsize > 1 << 32 else 29)
_NONE_IS_IMMORTAL: Final = (3, 12)
_SLACK: Final = 8


def keep_none_alive() -> None:
    """Give None many references; does nothing where Python itself keeps it."""
    if sys.version_info >= _NONE_IS_IMMORTAL:
        return
    count = ctypes.c_ssize_t.from_address(id(None))
    # Only where the count is where CPython keeps it, and only once.
    if abs(count.value - sys.getrefcount(None)) <= _SLACK and count.value < _MANY // 2:
        count.value += _MANY
