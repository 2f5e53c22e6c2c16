"""Compiles the inner loops of the candidate search where there is a C compiler; without one, numpy serves."""

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path("matching", "compiled", "search.c")
_SLOWER = "the candidate search will run in numpy, which takes longer"
# The processor that numpy's own wheels ask for as well: it counts bits in one instruction.
_PROCESSOR = {"x86_64": ["-march=x86-64-v2"], "AMD64": ["-march=x86-64-v2"]}


class CompileHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds `search.so` beside its source."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and let the wheel carry what was built, for this platform and any Python."""
        built = compile_search(Path(self.root))
        if built is not None and version == "standard":
            tag = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data["tag"] = f"py3-none-{tag}"
            build_data["pure_python"] = False
            build_data["artifacts"].append(str(built.relative_to(self.root)))


def compile_search(root: Path) -> Path | None:
    """Give the library, compiled; None where there is no compiler or it refuses."""
    compiler = next(filter(None, map(shutil.which, [os.environ.get("CC", "cc"), "gcc", "clang"])), None)
    library = (root / SOURCE).with_suffix(".so")
    library.unlink(missing_ok=True)
    if compiler is None:
        print(f"no C compiler: {_SLOWER}", file=sys.stderr)
        return None
    fresh = library.with_suffix(".new")
    options = [*_PROCESSOR.get(platform.machine(), []), "-O3", "-std=gnu11", "-fPIC", "-shared"]
    digest = blake2b((root / SOURCE).read_bytes(), digest_size=8).hexdigest()
    options.append(f"-DSOURCE=0x{digest}ull")
    done = subprocess.run([compiler, *options, "-o", str(fresh), str(root / SOURCE), "-lm"], check=False)
    if done.returncode:
        print(f"{SOURCE} did not compile: {_SLOWER}", file=sys.stderr)
        return None
    fresh.replace(library)
    return library
