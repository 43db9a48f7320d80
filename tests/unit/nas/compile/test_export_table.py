"""A network for tables, taken away: `predict.py` says what the trainer says."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from searchapp.nas.compile import build
from searchapp.nas.compile.export import Takeaway, export
from searchapp.nas.compile.predict_table import read_table
from searchapp.nas.datasets.folder import read_folder
from searchapp.nas.importing.checking import check
from searchapp.nas.importing.profile import Limits, Options
from searchapp.nas.network import network_of
from searchapp.nas.operators.plan import Plan
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.problems.base import PROBLEMS, ArrayData
from searchapp.nas.problems.table import prepare, rules_of
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.training import Part, measure
from tests.facts import some_facts
from tests.predicting import predict_alone, predict_here

ROWS = [
    f"{'' if n % 7 == 0 else n},{n * n},{('Rome', 'Oslo', '?')[n % 3]},{n % 2},{n * 2.5}"
    for n in range(80)
]
TABLE = "age,income,town,class,price\n" + "\n".join(ROWS)
KINDS = [("residual-mlp", "class", "accuracy"), ("residual-mlp-regression", "price", "r2")]


def data_of(folder: Path, target: str) -> ArrayData:
    upload = folder / "table.csv"
    upload.write_text(TABLE)
    (folder / "dataset").mkdir()
    problem = "tabular_classification" if target == "class" else "tabular_regression"
    options = Options.model_validate({"target": target, "problem": problem})
    check(upload, upload.name, folder / "dataset", options, Limits())
    return read_folder(folder / "dataset")


def plan_of(preset: str, data: ArrayData) -> Plan:
    space = SearchSpace(PRESETS.get(preset).document(), data.card.symbols)
    return network_of(space, space.sample(np.random.default_rng(1))).plan


def taken(preset: str, data: ArrayData, folder: Path) -> torch.nn.Module:
    plan = plan_of(preset, data)
    network = build(plan, torch.Generator().manual_seed(0))
    test, problem = data.split["test"], PROBLEMS.get(data.card.problem)
    export(
        Takeaway(
            plan=plan,
            weights=network.state_dict(),
            card=data.card,
            preprocessing=problem.preprocessing(data),
            inputs=data.inputs[test],
            targets=data.targets[test],
            examples=problem.tensors(data, "test", torch.device("cpu"))[0],
            architecture={},
            picture="<svg/>",
            facts=some_facts(data.card.title),
        ),
        folder,
    )
    return network


@pytest.mark.parametrize(("preset", "target", "metric"), KINDS)
def test_predict_says_the_trainers_score(
    preset: str, target: str, metric: str, tmp_path: Path
) -> None:
    data = data_of(tmp_path, target)
    network = taken(preset, data, tmp_path / "model")
    problem = PROBLEMS.get(data.card.problem)
    score = measure(network, problem, Part(*problem.tensors(data, "test", torch.device("cpu"))))
    word = {"accuracy": "accuracy", "r2": "R²"}[metric]
    predict = predict_alone if metric == "r2" else predict_here
    assert predict(tmp_path / "model") == f"test {word} {score[metric]:.4f}\n"


@pytest.mark.parametrize(("preset", "target", "metric"), KINDS)
def test_predict_reads_rows_by_the_names_of_their_columns(
    preset: str, target: str, metric: str, tmp_path: Path
) -> None:
    data = data_of(tmp_path, target)
    network = taken(preset, data, tmp_path / "model").eval()
    # Other columns, another order, a town that was never seen, an age that is missing.
    mine = tmp_path / "mine.csv"
    mine.write_text("town;extra;price;income;class;age\nOslo;x;1;9;0;3\nParis;x;1;9;0;\n")
    lines = predict_here(tmp_path / "model", "--input", str(mine)).splitlines()
    raw = {"age": [3.0, np.nan], "income": [9.0, 9.0], "class": [0.0, 0.0], "price": [1.0, 1.0],
           "town": [1.0, 0.0]}  # fmt: skip
    rows = np.stack([raw[column.name] for column in data.columns], axis=1)
    prepared = prepare(rows, rules_of(data))
    with torch.inference_mode():
        said = network(torch.from_numpy(prepared))
    for line, row in zip(lines, said, strict=True):
        if metric == "accuracy":
            assert line.split()[1] == data.card.class_names[int(row.argmax())]
        else:
            unit = PROBLEMS.get(data.card.problem).preprocessing(data)["target"]
            wanted = float(row[0]) * unit["std"] + unit["mean"]
            assert float(line.split()[1]) == pytest.approx(wanted, rel=1e-4)


HEADER = "age,income,price,town\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("age,town\n1,Oslo\n", "must have the columns income, price"),
        (HEADER, "must hold a header and rows, but it holds no row"),
        (f"{HEADER}old,1,1,Oslo\n", "age must be a number in every row, but got 'old'"),
        (None, "must be a file, but there is no"),
    ],
)
def test_what_cannot_be_read_is_told_in_words(text: str | None, words: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    if text is not None:
        mine.write_text(text)
    with pytest.raises(SystemExit, match=words):
        read_table(mine, rules_of(data_of(tmp_path, "class")))


def test_the_end_of_a_short_row_is_missing(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(f"{HEADER}3,9,1\n3,9,1,\n")
    short, whole = read_table(mine, rules_of(data_of(tmp_path, "class")))
    assert short.tolist() == whole.tolist()


def test_what_lies_beside_it_speaks_of_rows(tmp_path: Path) -> None:
    taken("residual-mlp", data_of(tmp_path, "class"), tmp_path / "model")
    rules = json.loads((tmp_path / "model" / "preprocessing.json").read_text())
    assert [rule["name"] for rule in rules["numbers"]] == ["age", "income", "price"]
    assert rules["categories"] == [{"name": "town", "seen": [0, 1, 2], "values": ["Oslo", "Rome"]}]
    readme = (tmp_path / "model" / "README.md").read_text()
    assert "mine.csv" in readme
    assert "image" not in readme


def test_the_same_seed_makes_the_same_embeddings(tmp_path: Path) -> None:
    plan = plan_of("residual-mlp", data_of(tmp_path, "class"))
    one, other, third = (
        build(plan, torch.Generator().manual_seed(seed)).state_dict() for seed in (1, 1, 2)
    )
    name = next(key for key in one if key.endswith("tables.0.weight"))
    assert torch.equal(one[name], other[name])
    assert not torch.equal(one[name], third[name])
