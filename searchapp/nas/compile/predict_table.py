"""Use the network that lies in this folder. Needs torch and numpy.

    python predict.py                   its score on the test set beside it
    python predict.py --input mine.csv  what it says of your own rows, under the same column names

Cells that are empty (or NA, NaN, null, ?) are missing: the network has learned with such.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

Array = np.ndarray[Any, Any]
HERE = Path(__file__).resolve().parent
BATCH = 8192
MISSING = {"", "?", "na", "n/a", "nan", "null", "none", "nil", "-", "missing"}
TYPES = {"F32": torch.float32, "F64": torch.float64, "I64": torch.int64, "BF16": torch.bfloat16}


def load_network() -> torch.nn.Module:
    """Build the network of `model.py` and give it its weights."""
    spec = importlib.util.spec_from_file_location("model", HERE / "model.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("model.py must lie beside predict.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    network: torch.nn.Module = module.build()
    network.load_state_dict(read_weights(HERE / "weights.safetensors"))
    return network.eval()


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """Read a safetensors file: length and text of a JSON header, then the numbers."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    weights = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        raw = bytearray(data[start + begin : start + end])
        kind = TYPES[entry["dtype"]]
        flat = torch.frombuffer(raw, dtype=kind) if raw else torch.empty(0, dtype=kind)
        weights[name] = flat.reshape(entry["shape"])
    return weights


def prepare(rows: Array, rules: Mapping[str, Any]) -> torch.Tensor:
    """Bring rows (N, numbers + codes) to what the network takes, as in training.

    Numbers are standardised, 0 where one is missing; then 1 or 0 tells for every column with gaps
    whether it is missing; then the codes, 0 for what training has never seen.
    """
    numbers, categories = rules["numbers"], rules["categories"]
    parts = []
    gaps = []
    for k, rule in enumerate(numbers):
        value = (rows[:, k].astype(np.float64) - rule["mean"]) / rule["std"]
        is_missing = np.isnan(value)
        parts.append(np.where(is_missing, 0.0, value))
        gaps += [is_missing] if rule["has_gaps"] else []
    for k, rule in enumerate(categories, len(numbers)):
        gaps.append(np.where(np.isin(rows[:, k], rule["seen"]), rows[:, k], 0))
    return torch.from_numpy(np.stack([*parts, *gaps], axis=1).astype(np.float32))


def read_table(path: Path, rules: Mapping[str, Any]) -> Array:
    """Read the columns that the network knows from a table with a header."""
    if not path.is_file():
        raise SystemExit(f"--input must be a file, but there is no {path}")
    with path.open(newline="", encoding="utf-8-sig") as file:
        start = file.readline()
        file.seek(0)
        delimiter = "\t" if path.suffix == ".tsv" else max(",;\t|", key=start.count)
        lines = list(csv.DictReader(file, delimiter=delimiter, restval=""))
    lost = [rule["name"] for rule in [*rules["numbers"], *rules["categories"]]
            if lines and rule["name"] not in lines[0]]  # fmt: skip
    if lost:
        raise SystemExit(f"the table must have the columns {', '.join(lost)}, but it has not")
    if not lines:
        raise SystemExit(f"{path} must hold a header and rows, but it holds no row")
    return np.array([_row(line, rules) for line in lines], np.float64)


def _row(line: Mapping[str, str], rules: Mapping[str, Any]) -> list[float]:
    row = [_number(line[rule["name"]].strip(), rule["name"]) for rule in rules["numbers"]]
    for rule in rules["categories"]:
        text = line[rule["name"]].strip()
        row.append(rule["values"].index(text) + 1 if text in rule["values"] else 0)
    return row


def _number(text: str, column: str) -> float:
    if text.lower() in MISSING:
        return float("nan")
    try:
        return float(text)
    except ValueError:
        raise SystemExit(f"{column} must be a number in every row, but got {text!r}") from None


def run(network: torch.nn.Module, rows: torch.Tensor) -> torch.Tensor:
    """Return what the network says of rows: scores (N, classes) or numbers (N, 1)."""
    with torch.inference_mode():
        return torch.cat([network(batch) for batch in torch.split(rows, BATCH)])


def test(network: torch.nn.Module, rules: Mapping[str, Any]) -> str:
    """Return the score on the test set."""
    data = np.load(HERE / "test.npz")
    found = run(network, prepare(data["inputs"], rules))
    if rules["classes"]:
        is_right = found.argmax(dim=1) == torch.from_numpy(data["targets"].astype(np.int64))
        return f"test accuracy {is_right.double().mean().item():.4f}"
    unit = rules["target"]
    wanted = (data["targets"].astype(np.float64) - unit["mean"]) / unit["std"]
    errors = found[:, 0].double().numpy() - wanted.astype(np.float32).astype(np.float64)
    spread = ((wanted - wanted.mean()) ** 2).sum()
    return f"test R² {1 - (errors**2).sum() / spread:.4f}"


def main() -> None:
    """Test the network, or say what it makes of the rows given."""
    parser = argparse.ArgumentParser(description="Use the network that lies in this folder.")
    parser.add_argument("--input", type=Path, help="a .csv or .tsv with a header")
    given: Path | None = parser.parse_args().input
    rules = json.loads((HERE / "preprocessing.json").read_text(encoding="utf-8"))
    network = load_network()
    if given is None:
        print(test(network, rules))
        return
    said = run(network, prepare(read_table(given, rules), rules))
    for number, row in enumerate(said):
        if rules["classes"]:
            likely = row.softmax(dim=0)
            best = int(likely.argmax())
            print(f"{number}: {rules['classes'][best]} ({likely[best].item():.1%})")
        else:
            print(f"{number}: {row[0].item() * rules['target']['std'] + rules['target']['mean']:g}")


if __name__ == "__main__":
    main()
