"""Use the network that lies in this folder. Needs torch and numpy.

    python predict.py                   its score on the test set beside it
    python predict.py --input mine.csv  what it says of your own rows, under the same column names

Cells that are empty (or NA, NaN, null, ?) are missing: the network has learned with such.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

from searchapp.nas.compile.loading import build_network, read_weights
from searchapp.nas.problems.table import prepare

Array = np.ndarray[Any, Any]
HERE = Path(__file__).resolve().parent
BATCH = 8192
MISSING = {"", "?", "na", "n/a", "nan", "null", "none", "nil", "-", "missing"}


def load_network() -> torch.nn.Module:
    """Return the network of `model.py` with its weights."""
    network = build_network(HERE / "model.py")
    network.load_state_dict(read_weights(HERE / "weights.safetensors"))
    return network.eval()


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
    found = run(network, torch.from_numpy(prepare(data["inputs"], rules)))
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
    said = run(network, torch.from_numpy(prepare(read_table(given, rules), rules)))
    for number, row in enumerate(said):
        if rules["classes"]:
            likely = row.softmax(dim=0)
            best = int(likely.argmax())
            print(f"{number}: {rules['classes'][best]} ({likely[best].item():.1%})")
        else:
            print(f"{number}: {row[0].item() * rules['target']['std'] + rules['target']['mean']:g}")


if __name__ == "__main__":
    main()
