"""Names in generated code. They come from ids only; no title or other text of a user gets here."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable

from searchapp.nas.layers.layer import block_sources

ATTRIBUTES_OF_A_MODULE = frozenset(
    """
    T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda
    double dump_patches eval extra_repr float forward get_buffer get_extra_state get_parameter
    get_submodule half ipu load_state_dict modules mtia named_buffers named_children
    named_modules named_parameters parameters register_backward_hook register_buffer
    register_forward_hook register_forward_pre_hook register_full_backward_hook
    register_full_backward_pre_hook register_load_state_dict_post_hook
    register_load_state_dict_pre_hook register_module register_parameter
    register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ set_extra_state
    set_submodule share_memory state_dict to to_empty train training type xpu zero_grad
    """.split()  # noqa: SIM905
)
"""Public attributes of `nn.Module`, which a child of the same name would hide."""

LOCALS = frozenset({"self", "torch", "nn", "F", "layer", *dir(builtins)})
"""Names that generated methods use themselves, or that a reader knows as something else."""

INDEXED = re.compile(r"^(?P<base>.+)\[(?P<index>\d+)\]$")


def identifier(id: str) -> str:
    """Return an id (`cells[0]`, `op/k3`) as a Python identifier."""
    name = re.sub(r"[^A-Za-z0-9_]+", "_", id).strip("_") or "node"
    return f"n{name}" if name[0].isdigit() else name


def class_name(id: str) -> str:
    """Return a module id as a class name: `big_cell` gives `BigCell`."""
    words = [word for word in identifier(id).split("_") if word]
    return "".join(word[0].upper() + word[1:] for word in words)


def split_index(id: str) -> tuple[str, int | None]:
    """Split `cells[3]` into base and number; None if it has no number."""
    found = INDEXED.match(id)
    return (found["base"], int(found["index"])) if found else (id, None)


class Namer:
    """Gives out names, each once; a taken one gets a number or an underscore."""

    def __init__(self, taken: Iterable[str]) -> None:
        """Start with the names that nobody may have."""
        self._taken = {*taken, *keyword.kwlist, *keyword.softkwlist}

    def give(self, wanted: str) -> str:
        """Return `wanted`, or the nearest free name."""
        name = wanted
        if name in self._taken:
            name = f"{wanted}_"
        number = 2
        while name in self._taken:
            name = f"{wanted}_{number}"
            number += 1
        self._taken.add(name)
        return name


def attribute_namer() -> Namer:
    """Return a namer for the attributes of one module class."""
    return Namer(ATTRIBUTES_OF_A_MODULE)


def variable_namer() -> Namer:
    """Return a namer for the variables of one `forward`."""
    return Namer(LOCALS)


def class_namer() -> Namer:
    """Return a namer for the classes of one file."""
    return Namer({*dir(builtins), *block_sources(), "nn", "F", "torch", "build"})
