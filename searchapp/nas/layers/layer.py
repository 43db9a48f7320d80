"""A layer as data: one description from which a module is built and its constructor is printed."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchapp.nas.errors import CannotCompile
from searchapp.nas.layers.functions import FUNCTIONS, Function, module_of

if TYPE_CHECKING:
    from torch import nn

TORCH_PREFIX = "nn."
BLOCKS = ("images", "modern", "gates", "shaping", "series", "tokens")
"""Modules of `searchapp.nas.layers.blocks`, each after those whose blocks it uses."""


@dataclass(frozen=True)
class Layer:
    """A constructor call, e.g. `Layer("nn.Conv2d", (16, 32, 3), {"bias": False})`.

    Attributes:
        name: `nn.` and a class of `torch.nn`, the name of a class of `searchapp.nas.layers.blocks`,
            or the name of one of `FUNCTIONS`, which takes no arguments.
        args: Literals, or layers (in `nn.Sequential`).
        kwargs: Literals by name.
    """

    name: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def function(self) -> Function | None:
        """Return the expression this layer stands for, or None if it is a module."""
        return FUNCTIONS.get(self.name)

    def build(self) -> nn.Module:
        """Make the module, with torch's own initial weights.

        Raises:
            CannotCompile: The name is neither a class of torch nor a block nor a function.
        """
        if self.function is not None:
            made: nn.Module = module_of(self.name)
            return made
        args = [arg.build() if isinstance(arg, Layer) else arg for arg in self.args]
        built: nn.Module = self._constructor()(*args, **self.kwargs)
        return built

    def source(self) -> str:
        """Print the constructor call."""
        words = [_literal(arg) for arg in self.args]
        words += [f"{name}={_literal(value)}" for name, value in self.kwargs.items()]
        return f"{self.name}({', '.join(words)})"

    def blocks(self) -> frozenset[str]:
        """Return the names of the own blocks that the call needs."""
        return frozenset(layer.name for layer in self._walk() if layer.name in block_sources())

    def _walk(self) -> Iterator[Layer]:
        yield self
        for arg in self.args:
            if isinstance(arg, Layer):
                yield from arg._walk()

    def _constructor(self) -> Any:
        if self.name.startswith(TORCH_PREFIX):
            constructor = getattr(
                importlib.import_module("torch.nn"), self.name.removeprefix(TORCH_PREFIX), None
            )
        else:
            constructor = block_classes().get(self.name)
        if not isinstance(constructor, type):
            raise CannotCompile(
                "unknown_layer",
                f"a layer must be a class of torch.nn, one of {sorted(block_sources())} or one of "
                f"{sorted(FUNCTIONS)}, but got {self.name!r}",
            )
        return constructor


def _literal(value: Any) -> str:
    return value.source() if isinstance(value, Layer) else repr(value)


@cache
def block_sources() -> Mapping[str, str]:
    """Return the text of every own block, each after the blocks it uses.

    Read as text, so that writing source needs no torch.
    """
    return {name: text for module in BLOCKS for name, text in _classes_in(module)}


@cache
def block_classes() -> Mapping[str, type[nn.Module]]:
    """Return every own block by its name."""
    package = "searchapp.nas.layers.blocks"
    return {
        name: getattr(importlib.import_module(f"{package}.{module}"), name)
        for module in BLOCKS
        for name, _ in _classes_in(module)
    }


def _classes_in(module: str) -> Iterator[tuple[str, str]]:
    text = Path(__file__).with_name("blocks").joinpath(f"{module}.py").read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            yield node.name, ast.get_source_segment(text, node) or ""


def sources_of(names: frozenset[str]) -> list[str]:
    """Return the texts of these blocks and of those they use, each after what it uses."""
    known = block_sources()
    needed = set(names)
    for name in reversed(list(known)):
        if name in needed:
            words = set(re.findall(r"\w+", known[name]))
            needed |= known.keys() & words
    return [text for name, text in known.items() if name in needed]
