"""The module that runs a program. Imported only where torch is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import torch
from torch import nn

from searchapp.nas.compile.program import Argument, Call, Child, Loop, Program
from searchapp.nas.layers.functions import FUNCTIONS


class Graph(nn.Module):
    """A module of the drawing: children under the names of the source, and its `forward`."""

    def __init__(self, program: Program) -> None:
        """Build the children of a program, and theirs."""
        super().__init__()
        self._program = program
        for child in program.children:
            built = Graph(child.body) if isinstance(child.body, Program) else child.body.build()
            if child.index is None:
                self.add_module(child.attribute, built)
                continue
            if child.index == 0:
                self.add_module(child.attribute, nn.ModuleList())
            self._copies(child).append(built)

    def forward(self, *inputs: Any) -> Any:
        """Run the statements; return one tensor, or a tuple if there are several outputs."""
        values: dict[str, Any] = dict(zip(self._program.inputs, inputs, strict=True))
        for statement in self._program.statements:
            if isinstance(statement, Call):
                _store(values, statement.targets, self._run(statement, values))
            else:
                self._loop(statement, values)
        results = tuple(_read(values, result) for result in self._program.results)
        return results[0] if len(results) == 1 else results

    def _run(self, call: Call, values: Mapping[str, Any]) -> Any:
        arguments = [_read(values, argument) for argument in call.arguments]
        if isinstance(call.callee, str):
            return FUNCTIONS[call.callee].compute(arguments)
        return self.child(call.callee)(*arguments)

    def child(self, child: Child) -> nn.Module:
        """Return the module that was built for a child."""
        if child.index is not None:
            return self._copies(child)[child.index]
        return self.get_submodule(child.attribute)

    def replace(self, child: Child, module: nn.Module) -> None:
        """Put another module in the place of a child."""
        if child.index is None:
            self.add_module(child.attribute, module)
        else:
            self._copies(child)[child.index] = module

    def _copies(self, child: Child) -> nn.ModuleList:
        return cast(nn.ModuleList, self.get_submodule(child.attribute))

    def _loop(self, loop: Loop, values: dict[str, Any]) -> None:
        starts = {
            target: _read(values, start)
            for target, start in zip(loop.targets, loop.starts, strict=True)
            if start is not None
        }
        values.update(starts)
        layers: Any = getattr(self, loop.attribute)
        for layer in layers:
            _store(values, loop.targets, layer(*[_read(values, a) for a in loop.arguments]))

    def extra_repr(self) -> str:
        """Say which module of the drawing it is."""
        return self._program.module


def _read(values: Mapping[str, Any], argument: Argument) -> Any:
    if argument is None:
        return None
    if isinstance(argument, tuple):
        return tuple(_read(values, ref) for ref in argument)
    value = values[argument.name]
    return value if argument.index is None else value[argument.index]


def _store(values: dict[str, Any], targets: Sequence[str], result: Any) -> None:
    results = (result,) if len(targets) == 1 else result
    values.update(zip(targets, results, strict=True))


def tie(root: Graph, path: Sequence[Child], origin: Sequence[Child]) -> None:
    """Put the module at `origin` also at `path`."""
    parent = cast(Graph, _follow(root, path[:-1]))
    parent.replace(path[-1], _follow(root, origin))


def _follow(root: Graph, path: Sequence[Child]) -> nn.Module:
    module: nn.Module = root
    for child in path:
        module = cast(Graph, module).child(child)
    return module


def initialise(root: nn.Module, generator: torch.Generator) -> None:
    """Give every layer torch's default initial weights, drawn from `generator`.

    Convolutions and linear layers: Kaiming uniform with a = sqrt(5) for the weights (He et al.
    2015, arXiv:1502.01852) and uniform in ±1/sqrt(fan in) for the bias; embeddings: normal with
    deviation 1; norms start at 1 and 0.

    Raises:
        TypeError: A layer with weights has no rule here.
    """
    with torch.no_grad():
        for module in root.modules():
            if isinstance(module, nn.Conv1d | nn.Conv2d | nn.Linear):
                _initialise_product(module, generator)
            elif isinstance(module, nn.Embedding):
                module.weight.normal_(generator=generator)
            elif isinstance(module, _NORMS):
                module.reset_parameters()
            elif next(module.parameters(recurse=False), None) is not None:
                raise TypeError(f"{type(module).__name__} has weights, but no rule how they start")


_NORMS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm)


def _initialise_product(
    module: nn.Conv1d | nn.Conv2d | nn.Linear, generator: torch.Generator
) -> None:
    nn.init.kaiming_uniform_(module.weight, a=5**0.5, generator=generator)
    if module.bias is not None:
        fan_in = module.weight[0].numel()
        bound = fan_in**-0.5 if fan_in else 0.0
        nn.init.uniform_(module.bias, -bound, bound, generator=generator)
