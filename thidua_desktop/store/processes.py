"""Which programs still run on this machine, and since which start of it."""

import os
import sys
import time
from pathlib import Path
from typing import Final

_STARTED: Final = "started "
_TOLERANCE_SECONDS: Final = 10
"""Two readings of when the machine was started may differ by as much."""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY_LIMITED_INFORMATION: Final = 0x1000
    _STILL_ACTIVE: Final = 259
    _ACCESS_DENIED: Final = 5

    def birth(process: int) -> str | None:
        """Return when a process began, so that a number used again shows; None if it is gone.

        Empty where the system does not say. (os.kill would end it on Windows.)
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
        kernel.GetExitCodeProcess.argtypes = (wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD))
        kernel.GetProcessTimes.argtypes = (
            wintypes.HANDLE,
            *[ctypes.POINTER(ctypes.c_ulonglong)] * 4,
        )
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        handle = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, process)
        if not handle:
            return "" if ctypes.get_last_error() == _ACCESS_DENIED else None
        try:
            code = wintypes.DWORD()
            if (
                kernel.GetExitCodeProcess(handle, ctypes.byref(code))
                and code.value != _STILL_ACTIVE
            ):
                return None
            times = [ctypes.c_ulonglong() for _ in range(4)]
            known = kernel.GetProcessTimes(handle, *map(ctypes.byref, times))
            return str(times[0].value) if known else ""
        finally:
            kernel.CloseHandle(handle)

    def boot_id() -> str:
        """Return what changes when the machine restarts: when it started, in seconds."""
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetTickCount64.restype = ctypes.c_ulonglong
        return f"{_STARTED}{round(time.time() - kernel.GetTickCount64() / 1000)}"

else:

    def birth(process: int) -> str | None:
        """Return when a process began, so that a number used again shows; None if it is gone.

        Empty where the system does not say.
        """
        try:
            os.kill(process, 0)
        except (ProcessLookupError, OverflowError):
            return None
        except PermissionError:
            pass
        try:
            said = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        # The name, in brackets, may hold spaces; the start is the 20th field after it.
        return said.rpartition(")")[2].split()[19]

    def boot_id() -> str:
        """Return what changes when the machine restarts."""
        try:
            return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        except OSError:
            return f"{_STARTED}{round(time.time() - time.monotonic())}"


def same_boot(one: str, other: str) -> bool:
    """Say whether two boot ids are of one start of the machine; clocks may have been set."""
    if one.startswith(_STARTED) and other.startswith(_STARTED):
        seconds = (int(boot.removeprefix(_STARTED)) for boot in (one, other))
        return abs(next(seconds) - next(seconds)) <= _TOLERANCE_SECONDS
    return one == other
