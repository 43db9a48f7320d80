"""Problems on tables: how rows are prepared, and what is learned from them."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from searchapp.nas.errors import NasError
from searchapp.nas.problems.base import PROBLEMS, ArrayData, DatasetCard, SplitName, TableColumn
from searchapp.nas.problems.table import prepare, rules_of
from searchapp.nas.problems.tabular_classification import TabularClassification
from searchapp.nas.problems.tabular_regression import TabularRegression

NAN = float("nan")
CPU = torch.device("cpu")
ROWS = np.array(
    # age, income, town
    [[20, 1, 1], [30, NAN, 2], [40, 3, 0], [50, 5, 2], [60, 7, 3], [NAN, NAN, 1]],
    np.float32,
)
SPLIT: dict[SplitName, np.ndarray] = {
    "train": np.array([0, 1, 2, 3]), "early": np.array([0]),
    "validation": np.array([4]), "test": np.array([4, 5]),
}  # fmt: skip


def data_of(targets: list[float], problem: str = "tabular_regression") -> ArrayData:
    symbols: dict[str, int | float | str | list[int]] = {
        "columns": 5, "numbers": 4, "cardinalities": [4], "classes": 2, "items": 6,
    }  # fmt: skip
    card = DatasetCard(
        name="t", title="", problem=problem, summary="", source="", licence="", symbols=symbols
    )
    columns = [TableColumn("age"), TableColumn("income"), TableColumn("town", ["B", "O", "R"])]
    return ArrayData(card, ROWS, np.array(targets), SPLIT, "", columns)


DATA = data_of([1, 2, 3, 4, 5, 6])


def test_the_rules_are_those_of_the_train_part() -> None:
    rules = rules_of(DATA)
    assert rules["numbers"] == [
        {"name": "age", "has_gaps": True, "mean": 35.0, "std": pytest.approx(np.sqrt(125))},
        {"name": "income", "has_gaps": True, "mean": 3.0, "std": pytest.approx(np.sqrt(8 / 3))},
    ]
    assert rules["categories"] == [{"name": "town", "values": ["B", "O", "R"], "seen": [0, 1, 2]}]


def test_rows_are_numbers_then_gaps_then_codes() -> None:
    rows = prepare(ROWS, rules_of(DATA))
    assert rows.shape == (6, 5)
    assert rows[:4, 0].mean() == pytest.approx(0, abs=1e-6)
    assert rows[:4, 0].std() == pytest.approx(1)
    assert list(rows[:, 2]) == [0, 0, 0, 0, 0, 1]  # age is missing
    assert list(rows[:, 3]) == [0, 1, 0, 0, 0, 1]  # income is missing
    assert list(rows[:, 4]) == [1, 2, 0, 2, 0, 1]  # the town of the fifth was never seen
    assert rows[1, 1] == 0
    assert np.isfinite(rows).all()


def test_a_column_that_is_always_equal_or_missing_in_training_is_harmless() -> None:
    rows = np.array([[5, NAN], [5, NAN], [5, 7]], np.float32)
    card = DATA.card.model_copy(update={"symbols": {"cardinalities": []}})
    split: dict[SplitName, np.ndarray] = {"train": np.array([0, 1])}
    prepared = prepare(rows, rules_of(ArrayData(card, rows, np.zeros(3), split, "")))
    assert prepared.tolist() == [[0, 0, 1], [0, 0, 1], [0, 7, 0]]


@pytest.mark.parametrize("name", ["tabular_classification", "tabular_regression"])
def test_the_row_has_the_width_that_the_symbols_say(name: str) -> None:
    problem = PROBLEMS.get(name)
    (rows,), _ = problem.tensors(data_of([0, 1, 0, 1, 0, 1], name), "test", CPU)
    assert problem.input_shapes(DATA.card.symbols) == ((5,),) == (rows.shape[1:],)


@pytest.mark.parametrize("name", ["tabular_classification", "tabular_regression"])
@pytest.mark.parametrize("columns", [None, 0, -1, True, "two"])
def test_a_width_that_is_none_is_refused(name: str, columns: object) -> None:
    with pytest.raises(NasError, match="needs the symbol 'columns' as a positive integer"):
        PROBLEMS.get(name).input_shapes({"columns": columns})


def test_classes_are_scored_by_accuracy() -> None:
    data = data_of([0, 1, 0, 1, 0, 1], "tabular_classification")
    _, targets = TabularClassification.tensors(data, "test", CPU)
    assert targets.tolist() == [0, 1]
    logits = torch.tensor([[2.0, 0.0], [3.0, 1.0]])
    score = TabularClassification.score((logits,), targets)
    assert score["accuracy"] == 0.5
    assert score["loss"] == pytest.approx((np.log1p(np.exp(-2)) + np.log1p(np.exp(2))) / 2)


# Regression ------------------------------------------------------------------------------------
def test_the_target_is_learned_in_deviations_and_scored_in_its_own_unit() -> None:
    _, targets = TabularRegression.tensors(DATA, "test", CPU)
    mean, std = 2.5, np.sqrt(1.25)
    assert targets[:, 0].numpy() == pytest.approx((np.array([5, 6]) - mean) / std)
    said = torch.tensor([[(4.0 - mean) / std], [(8.0 - mean) / std]], dtype=torch.float32)
    score = TabularRegression.score((said,), targets)
    assert score["mae"] == pytest.approx(1.5, rel=1e-5)
    assert score["rmse"] == pytest.approx(np.sqrt(2.5), rel=1e-5)
    assert score["r2"] == pytest.approx(1 - 5 / 0.5, rel=1e-5)


def test_the_mean_explains_nothing_and_the_truth_all() -> None:
    _, targets = TabularRegression.tensors(DATA, "train", CPU)
    assert TabularRegression.score((torch.zeros(4, 1),), targets)["r2"] == pytest.approx(0)
    perfect = TabularRegression.score((targets[:, :1],), targets)
    assert perfect == {"r2": 1, "mae": 0, "rmse": 0}


def test_a_part_of_one_value_has_a_score_all_the_same() -> None:
    _, targets = TabularRegression.tensors(DATA, "validation", CPU)
    assert TabularRegression.score((torch.zeros(1, 1),), targets)["r2"] == 0


def test_the_loss_is_the_squared_error_in_deviations() -> None:
    _, targets = TabularRegression.tensors(DATA, "train", CPU)
    assert float(TabularRegression.loss((torch.zeros(4, 1),), targets)) == pytest.approx(1)
