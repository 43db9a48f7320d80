"""How a network is read from the folder it was exported into: a part of every `predict.py`.

`export` copies each function into the script that imports it, so a function here must need no more
than the scripts import themselves.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch


def build_network(path: Path) -> torch.nn.Module:
    """Build the network of a `model.py`; its weights are still those of chance."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("model", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{path.name} must lie beside predict.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    network: torch.nn.Module = module.build()
    return network


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """Read a safetensors file: length and text of a JSON header, then the numbers."""
    types = {"F32": torch.float32, "F64": torch.float64, "I64": torch.int64, "BF16": torch.bfloat16}
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    weights = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        raw = bytearray(data[start + begin : start + end])
        kind = types[entry["dtype"]]
        flat = torch.frombuffer(raw, dtype=kind) if raw else torch.empty(0, dtype=kind)
        weights[name] = flat.reshape(entry["shape"])
    return weights
