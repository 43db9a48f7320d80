"""The model card: the sections of the paper, the facts, and how sure a number is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.nas.compile.card import interval, model_card, wilson
from searchapp.nas.compile.facts import Facts, OnnxFacts, named, versions
from searchapp.nas.problems.base import PROBLEMS
from searchapp.nas.strategies.base import STRATEGIES
from tests.examples import examples
from tests.facts import SEARCH, some_facts

ONNX = OnnxFacts(difference=1.2e-7, items=64)


def card_of(facts: Facts, onnx: OnnxFacts = ONNX) -> str:
    problem = PROBLEMS.get("image_classification")
    return model_card(facts, problem, {"mean": [0.0], "std": [1.0]}, onnx)


@pytest.mark.parametrize(
    ("right", "items", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_that_of_the_literature(
    right: int, items: int, low: float, high: float
) -> None:
    """Table I of Newcombe 1998 (Statistics in Medicine 17, 857-872), method 3: Wilson's score."""
    assert [round(end, 4) for end in wilson(right, items)] == [low, high]


@examples(60, derandomize=True)
@given(st.data())
def test_an_interval_holds_the_share_and_mirrors_the_wrong_ones(data: st.DataObject) -> None:
    items = data.draw(st.integers(1, 100_000))
    right = data.draw(st.integers(0, items))
    low, high = wilson(right, items)
    assert 0 <= low <= right / items <= high <= 1
    assert wilson(items - right, items) == pytest.approx((1 - high, 1 - low))
    wider = wilson(right * 4, items * 4)
    assert wider[1] - wider[0] < high - low


def test_no_interval_is_claimed_where_none_is_known() -> None:
    assert interval("r2", 0.5, 100) == interval("accuracy", 0.5, 0) == "none given"
    assert interval("accuracy", 81 / 263, 263) == "0.2553 to 0.3662 (81 of 263 right)"


def test_the_sections_are_those_of_the_paper() -> None:
    """Figure 1 of Mitchell et al. 2019, in its order."""
    assert re.findall(r"^## (.+)$", card_of(some_facts("Digits")), re.MULTILINE) == [
        "Model details", "Intended use", "Factors", "Metrics", "Evaluation data", "Training data",
        "Quantitative analyses", "Ethical considerations", "Caveats and recommendations",
    ]  # fmt: skip


def test_the_card_tells_every_fact() -> None:
    card = card_of(some_facts("Digits | `x`"))
    for words in (
        "Digits \\| \\`x\\`",
        "1,234 parameters; 5,678 multiply-accumulates",
        "Space: Tiny, 12 architectures (`" + "d" * 64,
        "Search: Regularized evolution (population 50).",
        "the search was over: 12 candidates had been scored, 1 had failed",
        "highest accuracy on the validation part. This is candidate 7, number 1 of those scored",
        "6 epochs, seed 3, evaluator Training (batch\\_size 32).",
        "over 64 test items onnxruntime and torch differ by 1.2e-07 at most",
        "python 3.11.7, nasweb 1.0, torch 2.13.0",
        "| accuracy | 0.3080 | 0.2553 to 0.3662 (81 of 263 right) |",
        "On the validation part: accuracy 0.9000. Candidates",
        "Licence: CC BY 4.0",
        "f" * 64,
        "| early: kept apart for stopping a training early | 20 |",
    ):
        assert words in card


def test_what_is_not_known_is_said_to_be_so() -> None:
    facts = some_facts("Digits", search=None, was_retrained=True)
    unstated = facts.data.model_copy(update={"source": "", "licence": ""})
    card = card_of(facts.model_copy(update={"data": unstated}), OnnxFacts(reason="no luck"))
    assert "Search:" not in card
    for words in (
        "What it scored on the validation part is not known here",
        "Licence: not stated",
        "Source: not stated",
        "ONNX: not here: no luck.",
        "trained again under the same seed",
    ):
        assert words in card


def test_a_search_that_goes_on_is_no_result_yet() -> None:
    search = SEARCH.model_copy(update={"is_over": False, "rank": None, "direction": "min"})
    card = card_of(some_facts("Digits", search=search))
    assert "the search was still going on: 12 candidates had been scored" in card
    assert "Chosen by: lowest accuracy on the validation part. This is candidate 7.\n" in card


@pytest.mark.parametrize(
    ("name", "asked", "told"),
    [
        ("regularized_evolution", {"tournament": 4}, ("Regularized evolution", 4, True)),
        ("regularized_evolution", {"gone": 1}, ("Regularized evolution", None, False)),
        ("gone", {"tournament": 4}, ("gone", 4, False)),
    ],
)
def test_an_old_model_is_told_of_as_it_was_asked_for(
    name: str, asked: dict[str, int], told: tuple[str, int | None, bool]
) -> None:
    title, found = named(STRATEGIES, name, asked)
    assert (title, found.get("tournament"), "population" in found) == told
    assert asked.items() <= found.items()


def test_the_numbers_say_what_they_were_made_with() -> None:
    found = versions()
    assert set(found) <= {"python", "nasweb", "torch", "numpy", "scikit-learn"}
    assert found["python"].startswith("3.")
    assert found["numpy"]
