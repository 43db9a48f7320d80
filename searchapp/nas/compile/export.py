"""Writes the folder that people take away: the network as plain PyTorch, with all it needs."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from searchapp.nas.compile.source import source
from searchapp.nas.operators.plan import Plan
from searchapp.nas.problems.base import PROBLEMS, DatasetCard

if TYPE_CHECKING:
    import torch

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Takeaway:
    """All that goes into the folder.

    Attributes:
        plan: Of the network.
        weights: Its `state_dict`.
        card: Of the dataset it was trained on.
        preprocessing: How the problem prepares inputs; `predict.py` does the same.
        inputs: Test items (N, ...) as they are in the dataset.
        targets: Their classes or numbers (N,).
        architecture: What `architecture.json` holds, e.g. digest and decisions.
        picture: The network as SVG.
        facts: Lines of the README's table: what, and its value.
    """

    plan: Plan
    weights: Mapping[str, torch.Tensor]
    card: DatasetCard
    preprocessing: Mapping[str, Any]
    inputs: Array
    targets: Array
    architecture: Mapping[str, Any]
    picture: str
    facts: Sequence[tuple[str, str]] = field(default_factory=tuple)


def export(takeaway: Takeaway, folder: Path) -> None:
    """Write the model into `folder`, which is made if it is not there.

    The files: `model.py`, `weights.safetensors`, `predict.py`, `preprocessing.json`, `test.npz`,
    `architecture.json`, `graph.svg`, `README.md`. `python predict.py` runs with torch and numpy
    alone and prints the score on the test data beside it.
    """
    from safetensors.torch import save

    folder.mkdir(parents=True, exist_ok=True)
    script = PROBLEMS.get(takeaway.card.problem).script
    # Clones: weights that stand in two places share memory, which the format does not allow.
    weights = {name: value.cpu().contiguous().clone() for name, value in takeaway.weights.items()}
    (folder / "weights.safetensors").write_bytes(save(weights))
    np.savez_compressed(folder / "test.npz", inputs=takeaway.inputs, targets=takeaway.targets)
    texts = {
        "model.py": source(takeaway.plan),
        "predict.py": _standalone(Path(__file__).with_name(script).read_text(encoding="utf-8")),
        "preprocessing.json": _json(_preprocessing(takeaway)),
        "architecture.json": _json(takeaway.architecture),
        "graph.svg": takeaway.picture,
        "README.md": _readme(takeaway),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _standalone(script: str) -> str:
    """Return a script in which the functions that it imports of nasweb stand themselves."""

    def functions(line: re.Match[str]) -> str:
        module = import_module(line[1])
        names = line[2].split(", ")
        return "".join(f"\n{inspect.getsource(getattr(module, name))}\n" for name in names)

    return re.sub(r"^from (searchapp\S*) import (.+)\n", functions, script, flags=re.MULTILINE)


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True, allow_nan=False) + "\n"


def _preprocessing(takeaway: Takeaway) -> dict[str, Any]:
    """Return what `predict.py` needs to know; `range` is what black and white are in the data."""
    return {
        **takeaway.preprocessing,
        "input": list(takeaway.inputs.shape[1:]),
        "range": [float(np.nanmin(takeaway.inputs)), float(np.nanmax(takeaway.inputs))],
        "classes": list(takeaway.card.class_names),
    }


def _readme(takeaway: Takeaway) -> str:
    facts = [("Trained on", takeaway.card.title), *takeaway.facts]
    table = "\n".join(f"| {_cell(what)} | {_cell(value)} |" for what, value in facts)
    words = TABLE_WORDS if "numbers" in takeaway.preprocessing else IMAGE_WORDS
    return README.format(title=_cell(takeaway.card.title), table=table, **words)


def _cell(text: str) -> str:
    """Return text that stays inside a cell of a Markdown table."""
    for letter in "\\|`*_<>[]":
        text = text.replace(letter, f"\\{letter}")
    return " ".join(text.split())


README = """# A network for {title}

![The network](graph.svg)

| | |
|---|---|
{table}

## Use it

It needs {needs}.

```
{usage}
```

In your own code:

```python
from predict import load_network

network = load_network()  # a torch.nn.Module in evaluation mode
```

## What lies here

| file | what it is |
|---|---|
| `model.py` | the network as plain PyTorch; nothing but torch is needed |
| `weights.safetensors` | its weights |
| `predict.py` | loads both and uses them |
| `preprocessing.json` | {preprocessing} |
| `test.npz` | {test} |
| `architecture.json` | the decisions of the search |
| `graph.svg` | the picture above |
"""

IMAGE_WORDS = {
    "needs": "torch and numpy, and Pillow to read pictures",
    "usage": """python predict.py                   # its accuracy on the test set beside it
python predict.py --input mine.npz  # classes of your own images: array `inputs` (N, C, H, W)
python predict.py --input mine.png  # class of one picture""",
    "preprocessing": "how images are prepared, and the names of the classes",
    "test": "images the network has never seen in training, with their classes",
}
TABLE_WORDS = {
    "needs": "torch and numpy",
    "usage": """python predict.py                   # its score on the test set beside it
python predict.py --input mine.csv  # what it says of your own rows, under the same column names""",
    "preprocessing": "how rows are prepared: columns, values of categories, classes or unit",
    "test": "rows the network has never seen in training, with what was to be predicted",
}
