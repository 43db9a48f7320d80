"""`README.md` of a model: what it is, how it is used, and what every file is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from searchapp.nas.compile.facts import Facts, OnnxFacts
from searchapp.nas.compile.kinds import words_of
from searchapp.nas.compile.onnx_model import FILE as ONNX

FILES = {
    "README.md": "this page",
    "MODEL_CARD.md": "what the model is for, how it was found and measured, and its limits",
    "model.py": "the network as plain PyTorch; nothing but torch is needed",
    "weights.safetensors": "its weights",
    ONNX: "both for programs that know no torch: `input` and `output`, any number of items",
    "predict.py": "loads `model.py` with its weights and uses them",
    "preprocessing.json": "{preprocessing}",
    "test.npz": "{test}",
    "architecture.json": "the decisions of the search",
    "run.json": "what the model card says, for programs",
    "graph.svg": "the picture above",
}
"""Every file that can lie beside a model, in the order in which people want them."""


def readme(
    facts: Facts, preprocessing: Mapping[str, Any], onnx: OnnxFacts, files: Collection[str]
) -> str:
    """Return the page; its table tells of `files`, and of nothing that is not there."""
    words = words_of(preprocessing)
    about = [("`" + name + "`", FILES[name].format(**words)) for name in FILES if name in files]
    title = escaped(facts.data.title)
    return README.format(
        title=title,
        facts=table((what, escaped(value)) for what, value in _facts(facts, onnx)),
        files=table(about),
        onnx=ONNX_USE if ONNX in files else "",
        **words,
    )


def _facts(facts: Facts, onnx: OnnxFacts) -> list[tuple[str, str]]:
    return [
        ("Trained on", facts.data.title),
        *((f"Test {metric}", f"{value:.4f}") for metric, value in facts.test.items()),
        ("Parameters", f"{facts.parameters:,}"),
        ("MACs for one item", f"{facts.macs:,}"),
        ("Epochs", str(facts.training.epochs)),
        ("Seed", str(facts.training.seed)),
        ("Data", f"{facts.data.title}, {facts.data.fingerprint[:12]}"),
        ("ONNX", str(onnx)),
    ]


def escaped(text: str) -> str:
    """Return text that stays inside a line, and a cell of a table, of Markdown."""
    for letter in "\\|`*_<>[]":
        text = text.replace(letter, f"\\{letter}")
    return " ".join(text.split())


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Return the rows of a Markdown table."""
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


README = """# A network for {title}

![The network](graph.svg)

| | |
|---|---|
{facts}

What it is for, and where its limits are: [MODEL_CARD.md](MODEL_CARD.md).

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
{onnx}
## What lies here

| file | what it is |
|---|---|
{files}
"""

ONNX_USE = """
Without torch, by onnxruntime (inputs prepared as the model's metadata says):

```python
import onnxruntime

session = onnxruntime.InferenceSession("model.onnx")
(output,) = session.run(None, {"input": prepared})
```
"""
