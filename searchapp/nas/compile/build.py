"""Builds the module of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchapp.nas.compile.program import program_of, ties_of
from searchapp.nas.operators.plan import Plan

if TYPE_CHECKING:
    import torch
    from torch import nn


def build(plan: Plan, generator: torch.Generator) -> nn.Module:
    """Build the network on the CPU.

    Initial weights are torch's defaults, but drawn from `generator` layer by layer in the order of
    `modules()`: the same generator state gives the same weights, whatever else drew before.

    Args:
        plan: Of the root.
        generator: A CPU generator; moved on.

    Returns:
        A module whose `state_dict` has the keys of the class that `source` writes. It takes one
        tensor per input port, each with the batch first, and returns one tensor, or a tuple of
        them if the root has several outputs.
    """
    import torch

    from searchapp.nas.compile.graph import Graph, initialise, tie

    program = program_of(plan)
    with torch.device("meta"):
        root = Graph(program)
    for pair in ties_of(program):
        tie(root, pair.path, pair.origin)
    root.to_empty(device="cpu")
    initialise(root, generator)
    return root
