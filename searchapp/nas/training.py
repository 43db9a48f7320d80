"""One epoch of training, and one of measuring; nothing else."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import nn

from searchapp.nas.problems.base import Problem

Tensors = tuple[torch.Tensor, ...]
MEASURING_BATCH = 512


@dataclass(frozen=True)
class Part:
    """A split part on the device: inputs (N, ...) each, targets (N,)."""

    inputs: Tensors
    targets: torch.Tensor

    def __len__(self) -> int:
        return len(self.targets)

    def batch(self, indices: torch.Tensor | slice) -> Part:
        """Return some items."""
        return Part(tuple(value[indices] for value in self.inputs), self.targets[indices])


@dataclass(frozen=True)
class Trainer:
    """What one epoch of training needs.

    Attributes:
        rate: Learning rate of a step, counted from 0 over the whole training.
        amp: Data type of the forward pass under autocast, or None for float32.
    """

    module: nn.Module
    problem: type[Problem]
    optimizer: torch.optim.Optimizer
    rate: Callable[[int], float]
    batch_size: int
    amp: torch.dtype | None = None

    def train_epoch(self, part: Part, order: torch.Tensor, step: int) -> tuple[float, int]:
        """Train on every item once.

        Args:
            part: Items to learn.
            order: Permutation of their indices, on their device.
            step: Steps taken before this epoch.

        Returns:
            Mean loss over the items (not finite as soon as one was not), and the steps taken now.
        """
        self.module.train()
        total = torch.zeros((), device=part.targets.device)
        for indices in batches(order, self.batch_size):
            for group in self.optimizer.param_groups:
                group["lr"] = self.rate(step)
            total += self._train_batch(part.batch(indices)) * len(indices)
            step += 1
        return total.item() / len(order), step

    def _train_batch(self, batch: Part) -> torch.Tensor:
        device = batch.targets.device.type
        with torch.autocast(device, dtype=self.amp, enabled=self.amp is not None):
            outputs = outputs_of(self.module, batch.inputs)
            loss = self.problem.loss(outputs, batch.targets)
        self.optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward([loss])
        self.optimizer.step()
        return loss.detach().float()


def measure(module: nn.Module, problem: type[Problem], part: Part) -> dict[str, float]:
    """Return all metrics of the problem over a whole part, in evaluation mode and float32."""
    module.eval()
    found: list[Tensors] = []
    with torch.inference_mode():
        for start in range(0, len(part), MEASURING_BATCH):
            batch = part.batch(slice(start, start + MEASURING_BATCH))
            found.append(outputs_of(module, batch.inputs))
        outputs = tuple(torch.cat(values) for values in zip(*found, strict=True))
        return problem.score(outputs, part.targets)


def outputs_of(module: nn.Module, inputs: Tensors) -> Tensors:
    """Call the module; a lone output becomes a tuple of one."""
    outputs = module(*inputs)
    return outputs if isinstance(outputs, tuple) else (outputs,)


def batches(order: torch.Tensor, size: int) -> list[torch.Tensor]:
    """Cut an order into batches. A last batch of one is left out: it has no statistics."""
    cut = [order[start : start + size] for start in range(0, len(order), size)]
    return cut[:-1] if len(cut) > 1 and len(cut[-1]) == 1 else cut


def cosine(peak: float, steps: int, warm_up: int) -> Callable[[int], float]:
    """Return the learning rate of each step: linear up over `warm_up` steps, then cosine down to 0.

    Loshchilov and Hutter 2017, arXiv:1608.03983, without restarts.
    """

    def rate(step: int) -> float:
        if step < warm_up:
            return peak * (step + 1) / warm_up
        done = (step - warm_up) / max(1, steps - warm_up)
        return peak * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))

    return rate


def load_optimizers() -> None:
    """Have torch load what its optimizers need: seconds that the first candidate need not wait."""
    torch.optim.AdamW([torch.zeros(1, requires_grad=True)])


@contextmanager
def chance_of(generator: torch.Generator, device: torch.device) -> Iterator[None]:
    """Lend the generator's state to operators that draw by torch's own (dropout), and restore that.

    The generator moves on, so that every epoch draws anew.
    """
    seed = int(torch.randint(2**62, (), generator=generator))
    place = device if device.type == "cuda" else "cpu"
    state = torch.Generator(place).manual_seed(seed).get_state()
    devices = [device] if device.type == "cuda" else []
    with torch.random.fork_rng(devices=devices):
        if device.type == "cuda":
            torch.cuda.set_rng_state(state, device)
        else:
            torch.random.set_rng_state(state)
        yield
