"""What a run was measured on."""

import importlib.metadata
import os
import platform
from pathlib import Path

from matching.compiled import library

_LIBRARIES = ("rapidfuzz", "numpy", "fastapi", "uvicorn", "pydantic")


def machine() -> dict[str, str]:
    """Give the processor, its cores, the memory, how many processes were at work, and the versions."""
    processors = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((line.partition(":")[2].strip() for line in processors if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": model or platform.machine(),
        "cores": str(os.cpu_count()),
        "memory in GB": f"{memory:.0f}",
        "load at the end": f"{os.getloadavg()[0]:.1f}",
        "candidate search": "compiled" if library.LIBRARY is not None else "numpy",
        "Python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in _LIBRARIES},
    }
