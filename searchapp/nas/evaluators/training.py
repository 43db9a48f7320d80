"""Real training: a candidate learns the train part and is scored on the validation part."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from searchapp.nas.cost import macs, parameters
from searchapp.nas.datasets.base import read_dataset
from searchapp.nas.device import choose_device
from searchapp.nas.errors import EvaluationFailed
from searchapp.nas.evaluators.base import Assignment, Evaluator, Measurement, Score, evaluator
from searchapp.nas.network import network_of, read_space
from searchapp.nas.operators.plan import Plan
from searchapp.nas.problems.base import PROBLEMS, Problem, SplitName
from searchapp.nas.registry import SettingsModel
from searchapp.nas.space.architecture import Architecture

if TYPE_CHECKING:
    import torch
    from torch import nn

    from searchapp.nas.training import Part, Trainer

WEIGHTS = "weights.safetensors"
"""Name of the file with a candidate's weights, in its folder."""
SMALL_IMAGE = 16
"""Below this many pixels a side, bfloat16 gains nothing (measured: 1.08 × at 8 × 8)."""


class TrainingSettings(SettingsModel):
    """How a candidate is trained. How long is no setting: the fidelity says it."""

    optimizer: Literal["adamw", "sgd"] = Field(
        default="adamw",
        title="Optimizer",
        json_schema_extra={"option_titles": {"adamw": "AdamW", "sgd": "SGD"}},
        description="AdamW learns fast; SGD (Nesterov momentum 0.9) suits long trainings.",
    )
    learning_rate: float = Field(
        default=3e-3,
        gt=0,
        le=10,
        title="Learning rate",
        description="At its peak; a cosine takes it down to 0 over the epochs.",
    )
    warm_up: float = Field(
        default=0.2,
        ge=0,
        lt=1,
        title="Warm-up",
        description="Share of the steps over which the learning rate rises to its peak.",
    )
    batch_size: int = Field(
        default=64, ge=2, le=65_536, title="Batch size", description="Items of one training step."
    )
    weight_decay: float = Field(
        default=1e-3,
        ge=0,
        le=1,
        title="Weight decay",
        description="How strongly weights are pulled to zero.",
    )
    precision: Literal["auto", "float32", "bfloat16"] = Field(
        default="auto",
        title="Precision",
        description="Of training steps; measuring is always float32. Auto takes bfloat16 for "
        "images of 16 × 16 pixels or more on hardware that multiplies it fast.",
    )


@evaluator("training")
class Training(Evaluator):
    """Trains on the train part, measures on the validation part after every epoch.

    Every candidate of a run is trained under the same seed (common random numbers): candidates
    differ by their architecture, not by luck. Deterministic on a CPU with the same number of
    threads; on other devices as far as their kernels are.
    """

    title = "Training"
    summary = "Trains every candidate on the data and measures it on the validation part."
    cost_class: ClassVar[Literal["instant", "batched", "training"]] = "training"
    Settings = TrainingSettings

    def evaluate(
        self, architecture: Architecture, assignment: Assignment
    ) -> Iterator[Measurement | Score]:
        """Train and measure.

        Yields:
            After every epoch `train_loss` and the problem's metrics on the validation part; then
            the score: those of the last epoch, `parameters` and `macs`. With a folder, the weights
            are in `<folder>/weights.safetensors`.

        Raises:
            EvaluationFailed: `non_finite` or `out_of_memory`.
        """
        import torch

        shortage = ""
        try:
            yield from self._train(architecture, assignment)
        except (torch.OutOfMemoryError, MemoryError) as error:
            shortage = str(error) or "the machine has no memory left"
        except RuntimeError as error:
            if "allocate memory" not in str(error):
                raise
            shortage = str(error)
        if shortage:  # not in the except block: there the traceback still holds the tensors
            gc.collect()
            torch.cuda.empty_cache()
            raise EvaluationFailed("out_of_memory", shortage.splitlines()[0])

    def _train(
        self, architecture: Architecture, assignment: Assignment
    ) -> Iterator[Measurement | Score]:
        start = time.perf_counter()
        lesson = self._lesson(architecture, assignment)
        values: dict[str, float] = {}
        for epoch in range(1, assignment.fidelity.epochs + 1):
            values = lesson.learn_epoch()
            _refuse_non_finite(values, epoch)
            yield Measurement(epoch, values)
        values["parameters"] = float(parameters(lesson.plan))
        values["macs"] = float(macs(lesson.plan))
        seconds = time.perf_counter() - start
        weights = None
        if assignment.folder is not None:
            weights = save_weights(lesson.trainer.module, Path(assignment.folder) / WEIGHTS)
        yield Score(values, seconds, weights)

    def _lesson(self, architecture: Architecture, assignment: Assignment) -> _Lesson:
        import torch

        from searchapp.nas.compile import build

        device = torch.device(choose_device(assignment.device))
        space = read_space(assignment.document, assignment.dataset)
        kind = space.document.problem.kind
        problem = PROBLEMS.get(kind)
        plan = network_of(space, architecture).plan
        train = part_of(assignment.dataset, "train", kind, device)
        train = train.batch(slice(0, math.ceil(assignment.fidelity.fraction * len(train))))
        validation = part_of(assignment.dataset, "validation", kind, device)
        _set_threads(assignment.threads, train.inputs)
        weights, order, chance = generators_of(assignment.seed)
        module = build(plan, weights).to(device)
        trainer = self._trainer(module, problem, train, assignment.fidelity.epochs)
        return _Lesson(plan, trainer, train, validation, order, chance)

    def _trainer(
        self, module: nn.Module, problem: type[Problem], train: Part, epochs: int
    ) -> Trainer:
        import torch

        from searchapp.nas.training import Trainer, batches, cosine

        settings = self.settings
        is_fast = settings.precision == "bfloat16" or (
            settings.precision == "auto" and pays_bfloat16(train.inputs)
        )
        if is_fast:
            module = module.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        steps = epochs * len(batches(torch.arange(len(train)), settings.batch_size))
        return Trainer(
            module,
            problem,
            _optimizer(settings, module),
            cosine(settings.learning_rate, steps, round(settings.warm_up * steps)),
            settings.batch_size,
            torch.bfloat16 if is_fast else None,
        )


@dataclass
class _Lesson:
    """A training under way: who learns what, and how far it is."""

    plan: Plan
    trainer: Trainer
    train: Part
    validation: Part
    order: torch.Generator
    chance: torch.Generator
    step: int = 0

    def learn_epoch(self) -> dict[str, float]:
        """Train one epoch and measure."""
        import torch

        from searchapp.nas.training import chance_of, measure

        device = self.train.targets.device
        order = torch.randperm(len(self.train), generator=self.order).to(device)
        with chance_of(self.chance, device):
            loss, self.step = self.trainer.train_epoch(self.train, order, self.step)
        trainer = self.trainer
        return {"train_loss": loss, **measure(trainer.module, trainer.problem, self.validation)}


@lru_cache(maxsize=4)
def part_of(dataset: str, part: SplitName, kind: str, device: torch.device) -> Part:
    """Return a split part, prepared for a kind of problem, on the device.

    Kept for the next candidate, whatever its settings: both parts of the two datasets used last.
    """
    from searchapp.nas.training import Part

    return Part(*PROBLEMS.get(kind).tensors(read_dataset(dataset), part, device))


def generators_of(seed: int) -> tuple[torch.Generator, torch.Generator, torch.Generator]:
    """Return the generators of the initial weights, of the order of the data, and of dropout."""
    import torch

    words = np.random.SeedSequence(seed).generate_state(3, np.uint64)
    weights, order, chance = (torch.Generator().manual_seed(int(word >> 1)) for word in words)
    return weights, order, chance


def pays_bfloat16(inputs: tuple[torch.Tensor, ...]) -> bool:
    """Tell whether bfloat16, channels last, is faster: images not small, and units for it.

    On a CPU with such units it is 2.4 × as fast at 32 × 32 pixels and no faster at 8 × 8.
    """
    import torch

    if are_small(inputs):
        return False
    device = inputs[0].device.type
    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    return device == "cpu" and bool(torch.cpu.get_capabilities().get("amx_bf16"))


def are_small(inputs: tuple[torch.Tensor, ...]) -> bool:
    """Tell whether the inputs are no images (N, C, H, W) of at least 16 × 16 pixels."""
    return any(value.ndim != 4 or min(value.shape[2:]) < SMALL_IMAGE for value in inputs)


def save_weights(module: nn.Module, path: Path) -> Path:
    """Write the weights as safetensors, whole or not at all."""
    from safetensors.torch import save

    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    state = module.state_dict().items()
    # Clones: weights that stand in two places share memory, which the format does not allow.
    draft.write_bytes(save({name: value.cpu().contiguous().clone() for name, value in state}))
    draft.replace(path)
    return path


def _optimizer(settings: TrainingSettings, module: nn.Module) -> torch.optim.Optimizer:
    import torch

    rate, decay = settings.learning_rate, settings.weight_decay
    if settings.optimizer == "adamw":
        return torch.optim.AdamW(module.parameters(), rate, weight_decay=decay)
    return torch.optim.SGD(module.parameters(), rate, 0.9, weight_decay=decay, nesterov=True)


def _set_threads(wanted: int | None, inputs: tuple[torch.Tensor, ...]) -> None:
    """Take the threads asked for; else one for small inputs, whose kernels are too short to share.

    Measured at 8 × 8 pixels on two cores: two threads save a tenth when both are free, and take
    four times as long when they are not.
    """
    import torch

    usual = _usual_threads()
    torch.set_num_threads(wanted or (1 if are_small(inputs) else usual))


@lru_cache(maxsize=1)
def _usual_threads() -> int:
    """Return how many threads torch takes by itself: what it says before it was ever told."""
    import torch

    return torch.get_num_threads()


def _refuse_non_finite(values: dict[str, float], epoch: int) -> None:
    for metric, value in values.items():
        if not math.isfinite(value):
            raise EvaluationFailed(
                "non_finite", f"{metric} must stay finite, but it was {value} after epoch {epoch}"
            )
