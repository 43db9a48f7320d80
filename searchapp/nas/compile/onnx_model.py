"""The network as ONNX, for programs that know no torch.

It is given away only after onnxruntime has said what torch says. Needs the extra `onnx`; a model is
not withheld because this form of it cannot be made.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from searchapp.nas.errors import NasError

if TYPE_CHECKING:
    import torch
    from torch import nn

    Tensors = tuple[torch.Tensor, ...]
    Arrays = list[np.ndarray[Any, Any]]

FILE = "model.onnx"
OPSET = 17
"""Read by onnxruntime 1.12 (2022) and all that came after."""
TOLERANCE = 1e-4
"""Largest difference that is allowed, as a share of the largest output (of 1 if that is less)."""
TRACED = 2
"""Items that go through the network while it is traced."""
PACKAGES = ("onnx", "onnxruntime")


class NotExported(NasError):
    """The network cannot be given away as ONNX; the message says why, for people."""

    def __init__(self, message: str) -> None:
        super().__init__("no_onnx", message)


@dataclass(frozen=True)
class OnnxModel:
    """A checked model.

    Attributes:
        data: What `model.onnx` holds.
        difference: The largest between an output of onnxruntime and of torch.
        items: How many items both were given.
    """

    data: bytes
    difference: float
    items: int


def onnx_model(module: nn.Module, inputs: Tensors, notes: Mapping[str, str]) -> OnnxModel:
    """Write a network as ONNX and compare it with torch.

    Inputs and outputs are called `input` and `output` (`input_1`, ... where there are several);
    their first axis is the batch, of any size.

    Args:
        module: On the CPU, in evaluation mode.
        inputs: Prepared items (N, ...) for every input port, on which both are compared.
        notes: Kept in the model's metadata: what it is and what it takes.

    Raises:
        NotExported: A package is missing, ONNX has no such operator, or the numbers differ.
    """
    if missing():
        packages = " and no ".join(missing())
        raise NotExported(
            f"the extra onnx must be installed where models are made, but there is no {packages}"
        )
    try:
        data = _annotated(_converted(module, inputs), notes)
        difference = max(_difference(module, inputs, data, items) for items in {1, len(inputs[0])})
    except NotExported:
        raise
    except Exception as error:  # whatever breaks, the rest is still given away
        raise NotExported(_why(error)) from error
    return OnnxModel(data, difference, len(inputs[0]))


def missing() -> list[str]:
    """Return the packages of the extra that are not installed."""
    return [name for name in PACKAGES if find_spec(name) is None]


def names(kind: str, count: int) -> list[str]:
    """Return the names of ports: `input`, or `input_1`, `input_2`, ..."""
    return [kind] if count == 1 else [f"{kind}_{k + 1}" for k in range(count)]


def _converted(module: nn.Module, inputs: Tensors) -> bytes:
    """Trace the network: torch's newer exporter takes 20 s where this takes 0.3 s."""
    import torch

    few = tuple(value[:TRACED] for value in inputs)
    with torch.inference_mode():
        outputs = module(*few)
    ports = names("input", len(inputs)), names("output", _count(outputs))
    torch._C._jit_set_onnx_log_output_stream("stderr")  # stdout belongs to those who call
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        path = Path(folder) / FILE
        warnings.simplefilter("ignore")  # it is told on every call that there is a newer exporter
        torch.onnx.export(
            module,
            few,
            path,
            dynamo=False,
            opset_version=OPSET,
            input_names=ports[0],
            output_names=ports[1],
            dynamic_axes={name: {0: "batch"} for name in (*ports[0], *ports[1])},
        )
        return path.read_bytes()


def _count(outputs: Tensors | torch.Tensor) -> int:
    return len(outputs) if isinstance(outputs, tuple) else 1


def _annotated(data: bytes, notes: Mapping[str, str]) -> bytes:
    """Have the model checked by the format's own rules, and put the notes into it."""
    import onnx

    model = onnx.load_from_string(data)
    onnx.checker.check_model(model, full_check=True)
    onnx.helper.set_model_props(model, dict(notes))
    annotated: bytes = model.SerializeToString()
    return annotated


def _difference(module: nn.Module, inputs: Tensors, data: bytes, items: int) -> float:
    """Return the largest difference over the first items.

    Raises:
        NotExported: It is more than rounding.
    """
    import torch

    first = tuple(value[:items] for value in inputs)
    with torch.inference_mode():
        said = module(*first)
    wanted = said if isinstance(said, tuple) else (said,)
    pairs = [
        (found.astype(np.float64), value.double().numpy())
        for found, value in zip(_run(data, first), wanted, strict=True)
    ]
    allowed = TOLERANCE * float(np.max([1.0, *(np.abs(value).max() for _, value in pairs)]))
    if not math.isfinite(allowed):
        raise NotExported(f"the network must say finite numbers of {items} items, but does not")
    difference = max(float(np.abs(found - value).max()) for found, value in pairs)
    if not difference <= allowed:  # so that no number at all is no agreement
        raise NotExported(
            f"onnxruntime and torch may differ by {allowed:.1e} at most, but over {items} items "
            f"they differ by {difference:.1e}"
        )
    return difference


def _run(data: bytes, inputs: Tensors) -> Arrays:
    """Return what onnxruntime says."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # a few items, beside others that train
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    # An input that nothing depends on is no input of the model any more.
    known = {port.name for port in session.get_inputs()}
    given = zip(names("input", len(inputs)), inputs, strict=True)
    found: Arrays = session.run(None, {k: v.numpy() for k, v in given if k in known})
    return found


def _why(error: Exception) -> str:
    """Name the operator that ONNX does not have, or say in a line what went wrong."""
    text = str(error)
    operator = re.search(r"[Ee]xporting the operator '(\S+)'", text)
    if operator:
        return f"every operator must exist in ONNX, but {operator[1]} does not (opset {OPSET})"
    first = text.strip().splitlines()[0] if text.strip() else "no message"
    return f"the network must be convertible, but {type(error).__name__}: {first[:300]}"
