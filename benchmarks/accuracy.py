"""How good the networks are that a short search finds: `python -m benchmarks.accuracy`.

Calls `nasweb search` on data of ../shared/data (or `--data`), by regularized evolution and by
random search under the same budget, and prints the score on the validation part, which the search
has seen, and on the test part, which it has not; with the processor time that search and test took
together, however busy the machine was. As long as evolution fills its population, both propose the
same.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STRATEGIES = ("regularized_evolution", "random_search")
MINUTES = 10
"""Of processor time that a search with its test may take."""


@dataclass(frozen=True)
class Case:
    """What is searched, on what, and what must come of it."""

    space: str
    file: str
    candidates: int
    epochs: int
    metric: str
    wanted: float
    target: str = ""


CASES = {
    "fashion-mnist": Case(
        "residual-cnn", "images_fashion_mnist/fashion_mnist_12k.npz", 3, 8, "accuracy", 0.86
    ),
    "adult": Case("residual-mlp", "tabular/adult.csv.gz", 8, 4, "accuracy", 0.85, "income"),
    "california": Case(
        "residual-mlp-regression",
        "tabular/california_housing.csv.gz",
        8,
        12,
        "r2",
        0.75,
        "median_house_value",
    ),
}


def search(case: Case, data: Path, strategy: str, seed: int) -> tuple[dict[str, float], ...]:
    """Return the scores of the winner: on the validation part, and on the test part."""
    command = [
        sys.executable, "-m", "nasweb", "search", case.space,
        f"--data={data / case.file}", f"--strategy={strategy}", f"--candidates={case.candidates}",
        f"--epochs={case.epochs}", f"--seed={seed}", "--json", "--device=cpu",
    ]  # fmt: skip
    if case.target:
        command.append(f"--target={case.target}")
    with tempfile.TemporaryDirectory(prefix="nw-") as folder:
        out = Path(folder) / "result"
        subprocess.run([*command, f"--out={out}"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        best = json.loads((out / "result.json").read_text())["winner"]
    return best["validation"], best["test"]


def processor_minutes() -> float:
    """Return what the commands so far have taken of all processors together."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) / 60


def measure(name: str, case: Case, data: Path, seeds: int) -> bool:
    """Print a line for every search; return whether evolution reached what is wanted."""
    reached = True
    for seed in range(1, seeds + 1):
        for strategy in STRATEGIES:
            start = processor_minutes()
            validation, test = search(case, data, strategy, seed)
            took = processor_minutes() - start
            sys.stdout.write(
                f"{name:14} {strategy:22} seed {seed}  validation {validation[case.metric]:.4f}"
                f"  test {test[case.metric]:.4f}  wanted {case.wanted}"
                f"  processor {took:.1f} min\n"
            )
            sys.stdout.flush()
            if strategy == STRATEGIES[0]:
                reached &= test[case.metric] >= case.wanted and took <= MINUTES
    return reached


def main() -> int:
    """Search what is named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", choices=[[], *CASES], default=[])
    parser.add_argument("--seeds", type=int, default=1, help="from 1 on")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    asked = parser.parse_args()
    found = [
        measure(name, CASES[name], asked.data.resolve(), asked.seeds)
        for name in asked.names or CASES
    ]
    return 0 if all(found) else 1


if __name__ == "__main__":
    sys.exit(main())
