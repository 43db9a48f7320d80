"""Layers without parameters that a person writes as an expression, not as a module.

Each has its text, for the source writer, and its meaning, for the module builder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, slots=True)
class Function:
    """An expression over tensors.

    Attributes:
        write: From the texts of the arguments to the text of the expression.
        compute: From the tensors to the result; the same meaning as the text.
    """

    write: Callable[[Sequence[str]], str]
    compute: Callable[[Sequence[torch.Tensor]], torch.Tensor]


def _identity(tensors: Sequence[torch.Tensor]) -> torch.Tensor:
    return tensors[0]


def _sum(tensors: Sequence[torch.Tensor]) -> torch.Tensor:
    total = tensors[0]
    for tensor in tensors[1:]:
        total = total + tensor
    return total


def _mean(tensors: Sequence[torch.Tensor]) -> torch.Tensor:
    return tensors[0] if len(tensors) == 1 else _sum(tensors) / len(tensors)


def _mul(tensors: Sequence[torch.Tensor]) -> torch.Tensor:
    product = tensors[0]
    for tensor in tensors[1:]:
        product = product * tensor
    return product


def _max(tensors: Sequence[torch.Tensor]) -> torch.Tensor:
    import torch

    largest = tensors[0]
    for tensor in tensors[1:]:
        largest = torch.maximum(largest, tensor)
    return largest


def _min(tensors: Sequence[torch.Tensor]) -> torch.Tensor:
    import torch

    least = tensors[0]
    for tensor in tensors[1:]:
        least = torch.minimum(least, tensor)
    return least


def _concat(tensors: Sequence[torch.Tensor]) -> torch.Tensor:
    import torch

    return tensors[0] if len(tensors) == 1 else torch.cat(list(tensors), dim=1)


def _flatten(tensors: Sequence[torch.Tensor]) -> torch.Tensor:
    return tensors[0].flatten(1)


def _write_mean(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"({' + '.join(texts)}) / {len(texts)}"


def _write_pairs(function: str, texts: Sequence[str]) -> str:
    text = texts[0]
    for other in texts[1:]:
        text = f"{function}({text}, {other})"
    return text


def _write_concat(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"torch.cat([{', '.join(texts)}], dim=1)"


FUNCTIONS: Mapping[str, Function] = {
    "identity": Function(lambda texts: texts[0], _identity),
    "sum": Function(" + ".join, _sum),
    "mean": Function(_write_mean, _mean),
    "mul": Function(" * ".join, _mul),
    "max": Function(partial(_write_pairs, "torch.maximum"), _max),
    "min": Function(partial(_write_pairs, "torch.minimum"), _min),
    "concat": Function(_write_concat, _concat),
    "flatten": Function(lambda texts: f"{texts[0]}.flatten(1)", _flatten),
}


def module_of(name: str) -> Any:
    """Return the function as a module of its own, for whoever needs one.

    Args:
        name: One of `FUNCTIONS`.
    """
    from torch import nn

    class FunctionModule(nn.Module):
        def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
            return FUNCTIONS[name].compute(tensors)

    return FunctionModule()
