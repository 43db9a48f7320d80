"""Writes the folder that people take away: the network as plain PyTorch, with all it needs."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from searchapp.nas.compile.build import build
from searchapp.nas.compile.card import model_card
from searchapp.nas.compile.facts import Facts, OnnxFacts
from searchapp.nas.compile.kinds import words_of
from searchapp.nas.compile.onnx_model import FILE as ONNX
from searchapp.nas.compile.onnx_model import NotExported, onnx_model
from searchapp.nas.compile.readme import readme
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
        examples: A few of them as the network takes them, one tensor (n, ...) per input port.
        architecture: What `architecture.json` holds, e.g. digest and decisions.
        picture: The network as SVG.
        facts: What is known of the model.
    """

    plan: Plan
    weights: Mapping[str, torch.Tensor]
    card: DatasetCard
    preprocessing: Mapping[str, Any]
    inputs: Array
    targets: Array
    examples: tuple[torch.Tensor, ...]
    architecture: Mapping[str, Any]
    picture: str
    facts: Facts


def export(takeaway: Takeaway, folder: Path) -> None:
    """Write the model into `folder`, which is made if it is not there.

    The files are those of `readme.FILES`; without `model.onnx` where that cannot be made, and then
    README and model card say why. `python predict.py` runs with torch and numpy alone and prints
    the score on the test data beside it.
    """
    from safetensors.torch import save

    folder.mkdir(parents=True, exist_ok=True)
    problem = PROBLEMS.get(takeaway.card.problem)
    # Clones: weights that stand in two places share memory, which the format does not allow.
    weights = {name: value.cpu().contiguous().clone() for name, value in takeaway.weights.items()}
    (folder / "weights.safetensors").write_bytes(save(weights))
    np.savez_compressed(folder / "test.npz", inputs=takeaway.inputs, targets=takeaway.targets)
    onnx = _write_onnx(takeaway, folder / ONNX)
    facts, preprocessing = takeaway.facts, takeaway.preprocessing
    script = Path(__file__).with_name(problem.script).read_text(encoding="utf-8")
    texts = {
        "model.py": source(takeaway.plan),
        "predict.py": _standalone(script),
        "preprocessing.json": _json(_preprocessing(takeaway)),
        "architecture.json": _json(takeaway.architecture),
        "run.json": _json({**facts.model_dump(mode="json"), "onnx": onnx.model_dump(mode="json")}),
        "graph.svg": takeaway.picture,
        "MODEL_CARD.md": model_card(facts, problem, preprocessing, onnx),
    }
    files = {"README.md", *texts, *(path.name for path in folder.iterdir())}
    texts["README.md"] = readme(facts, preprocessing, onnx, files)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _write_onnx(takeaway: Takeaway, path: Path) -> OnnxFacts:
    """Write the network as ONNX if it agrees with torch; tell how far, or why there is none."""
    import torch

    module = build(takeaway.plan, torch.Generator())
    module.load_state_dict(takeaway.weights)
    try:
        model = onnx_model(module.eval(), takeaway.examples, _notes(takeaway))
    except NotExported as error:
        return OnnxFacts(reason=error.message)
    path.write_bytes(model.data)
    return OnnxFacts(difference=model.difference, items=model.items)


def _notes(takeaway: Takeaway) -> dict[str, str]:
    """Return the metadata of `model.onnx`: all that somebody who has only this file must know."""
    words = words_of(takeaway.preprocessing)
    return {
        "title": f"A network for {takeaway.card.title}",
        "task": PROBLEMS.get(takeaway.card.problem).summary,
        "input": words["input"],
        "preparation": words["prepared"],
        "preprocessing.json": _json(_preprocessing(takeaway)),
        "output": words["output"],
    }


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
