"""What stands on a box."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from searchapp.nas.operators.base import OPERATORS


def operator_label(name: str, settings: Mapping[str, Any]) -> str:
    """Return e.g. `Sep conv 5×5 ↓2`: short title, window, stride; expressions are left out."""
    entry = OPERATORS.get(name)
    return _with_window(entry.short or entry.title, name, settings)


def operator_title(name: str, settings: Mapping[str, Any]) -> str:
    """Return e.g. `Separable convolution 5×5 ↓2`: the same with the title of the palette."""
    return _with_window(OPERATORS.get(name).title, name, settings)


def _with_window(title: str, name: str, settings: Mapping[str, Any]) -> str:
    words = [title]
    kernel, stride = settings.get("kernel", _default(name, "kernel")), settings.get("stride", 1)
    if isinstance(kernel, int):
        words.append(f"{kernel}×{kernel}")
    if isinstance(stride, int) and stride > 1:
        words.append(f"↓{stride}")
    return " ".join(words)


def width_note(settings: Mapping[str, Any]) -> str:
    """Return the width of the output, if it is a number."""
    for name in ("channels", "features"):
        value = settings.get(name)
        if isinstance(value, int) and value > 0:
            return f"{value} {name}"
    return ""


def family_of(name: str) -> str:
    """Return the colour class of an operator; `zero` is no colour at all."""
    return "none" if name == "zero" else OPERATORS.get(name).family


def is_merge(name: str) -> bool:
    """Tell whether an operator is drawn as a circle."""
    return OPERATORS.get(name).is_merge


def glyph_of(name: str) -> str:
    """Return the letter of a merge."""
    return OPERATORS.get(name).glyph


def _default(name: str, setting: str) -> Any:
    field = OPERATORS.get(name).Settings.model_fields.get(setting)
    return None if field is None else field.default


def title_of(id: str) -> str:
    """Return an id as words: `big_cell` gives `Big cell`."""
    words = id.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
