"""Which programs still run on this machine, and since which start of it."""

import os
import sys
import time
from pathlib import Path
from typing import Final

_STARTED_TOLERANCE: Final = 10
"""Seconds by which two readings of when the machine was started may differ."""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY_LIMITED_INFORMATION: Final = 0x1000
    _STILL_ACTIVE: Final = 259
    _ACCESS_DENIED: Final = 5

    def is_alive(process: int) -> bool:
        """Say whether a process runs (os.kill would end it on Windows)."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
        kernel.GetExitCodeProcess.argtypes = (wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD))
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        handle = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, process)
        if not handle:
            return ctypes.get_last_error() == _ACCESS_DENIED
        try:
            code = wintypes.DWORD()
            known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
            return not known or code.value == _STILL_ACTIVE
        finally:
            kernel.CloseHandle(handle)

    def boot_id() -> str:
        """Return what changes when the machine restarts: when it started, in seconds."""
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetTickCount64.restype = ctypes.c_ulonglong
        return f"started {round(time.time() - kernel.GetTickCount64() / 1000)}"

else:

    def is_alive(process: int) -> bool:
        """Say whether a process runs."""
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    def boot_id() -> str:
        """Return what changes when the machine restarts."""
        try:
            return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        except OSError:
            return f"started {round(time.time() - time.monotonic())}"


def same_boot(one: str, other: str) -> bool:
    """Say whether two boot ids are of one start of the machine; clocks may have been set."""
    if one.startswith("started ") and other.startswith("started "):
        return abs(int(one.split()[1]) - int(other.split()[1])) <= _STARTED_TOLERANCE
    return one == other
