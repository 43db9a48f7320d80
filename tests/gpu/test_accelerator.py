"""The engine on an accelerator: the same networks, learning as on the CPU, failing as cleanly."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from searchapp.nas import compile as compiler
from searchapp.nas.compile import build
from searchapp.nas.evaluation import Failure, space_of
from searchapp.nas.evaluators.base import Assignment, Score
from searchapp.nas.evaluators.training import pays_bfloat16
from searchapp.nas.events import CandidateEvaluated, Fidelity, SearchFinished
from searchapp.nas.inline import InlineExecutor
from searchapp.nas.network import network_of
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.search import SearchSettings, search
from searchapp.nas.space.reading import write_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.strategies.base import STRATEGIES, Objective
from searchapp.nas.training import chance_of
from tests.assignments import ASSIGNMENT, outcome_of
from tests.spaces import HEAD, a_chain, an_operator

pytestmark = pytest.mark.gpu


@pytest.fixture
def assignment(accelerator: torch.device) -> Assignment:
    return replace(ASSIGNMENT, device=accelerator.type, threads=None)


@pytest.mark.parametrize("name", PRESETS.names())
def test_networks_of_every_preset_give_what_they_give_on_the_cpu(
    name: str, accelerator: torch.device
) -> None:
    space = SearchSpace(PRESETS.get(name).document())
    network = network_of(space, space.sample(np.random.default_rng(0)))
    module = build(network.plan, torch.Generator().manual_seed(0)).eval()
    shape = network.plan.input_shapes[0][0]
    images = torch.randn(2, *shape, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        here = module(images)
        there = module.to(accelerator)(images.to(accelerator)).cpu()
    assert torch.allclose(here, there, rtol=2e-2, atol=2e-2)


def test_a_candidate_learns_as_on_the_cpu(assignment: Assignment) -> None:
    here, there = outcome_of(replace(assignment, device="cpu")), outcome_of(assignment)
    assert isinstance(here, Score)
    assert isinstance(there, Score), there
    assert there.values["accuracy"] > 0.9
    assert there.values["accuracy"] == pytest.approx(here.values["accuracy"], abs=0.1)


def test_bfloat16_channels_last_learns(assignment: Assignment) -> None:
    settings = {**assignment.settings, "precision": "bfloat16"}
    outcome = outcome_of(replace(assignment, settings=settings))
    assert isinstance(outcome, Score), outcome
    assert outcome.values["accuracy"] > 0.8


def test_large_images_are_trained_in_bfloat16_where_the_device_has_it(
    accelerator: torch.device,
) -> None:
    if accelerator.type != "cuda":
        pytest.skip("only CUDA devices are asked for bfloat16")
    has_it = torch.cuda.is_bf16_supported(including_emulation=False)
    assert pays_bfloat16((torch.zeros(1, 3, 32, 32, device=accelerator),)) == has_it


def test_dropout_is_drawn_under_the_seed_and_torch_is_left_as_it_was(
    accelerator: torch.device,
) -> None:
    if accelerator.type != "cuda":
        pytest.skip("only CUDA lends its state")

    def drawn(seed: int) -> torch.Tensor:
        with chance_of(torch.Generator().manual_seed(seed), accelerator):
            return nn.functional.dropout(torch.ones(100, device=accelerator))

    before = torch.cuda.get_rng_state(accelerator)
    assert torch.equal(drawn(1), drawn(1))
    assert not torch.equal(drawn(1), drawn(2))
    assert torch.equal(torch.cuda.get_rng_state(accelerator), before)


def test_a_candidate_without_room_fails_and_the_next_one_is_scored(
    assignment: Assignment, accelerator: torch.device, monkeypatch: pytest.MonkeyPatch
) -> None:
    if accelerator.type != "cuda":
        pytest.skip("other devices share the memory of the machine")

    class Greedy(nn.Linear):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return super().forward(x.flatten(1)) + torch.empty(2**46, device=x.device)

    def greedy(*_: Any) -> nn.Module:
        return Greedy(64, 4)

    with monkeypatch.context() as patch:
        patch.setattr(compiler, "build", greedy)
        failure = outcome_of(assignment)
    assert isinstance(failure, Failure)
    assert failure.reason == "out_of_memory"
    assert not failure.is_broken
    assert isinstance(outcome_of(assignment), Score)


def test_a_loss_that_is_not_finite_is_told(assignment: Assignment) -> None:
    chain = json.dumps(a_chain(an_operator("stem", "conv"), *HEAD))
    settings = {"optimizer": "sgd", "learning_rate": 10.0}
    fidelity = Fidelity(epochs=300)
    wild = replace(assignment, document=chain, decisions={}, settings=settings, fidelity=fidelity)
    failure = outcome_of(wild)
    assert isinstance(failure, Failure)
    assert failure.reason == "non_finite"


@pytest.mark.parametrize("preset", ["nas-bench-201", "residual-cnn"])
def test_a_short_search_ends_with_a_network_that_has_learned(
    preset: str, assignment: Assignment
) -> None:
    text = write_document(PRESETS.get(preset).document())
    template = replace(
        assignment, document=text, decisions={}, settings={}, fidelity=Fidelity(epochs=8)
    )
    entry = STRATEGIES.get("regularized_evolution")
    settings = entry.Settings.model_validate({"population": 3, "tournament": 2})
    space = space_of(template)
    strategy = entry(settings, space, (Objective("accuracy"),), template.fidelity)
    events = list(search(space, strategy, InlineExecutor(template), SearchSettings(6, seed=1)))
    scores = [event.scores for event in events if isinstance(event, CandidateEvaluated)]
    assert len(scores) == 6
    finish = events[-1]
    assert isinstance(finish, SearchFinished)
    assert finish.reason == "budget"
    assert max(score["accuracy"] for score in scores) > 0.9
