"""Device tests skip, and say why, where there is no accelerator."""

from __future__ import annotations

import pytest
import torch

from searchapp.nas.device import choose_device
from tests import stripes


@pytest.fixture(scope="session")
def accelerator() -> torch.device:
    """The accelerator that `auto` takes."""
    found = choose_device("auto")
    if found == "cpu":
        pytest.skip(f"no accelerator answers to torch {torch.__version__} on this machine")
    return torch.device(found)


@pytest.fixture(autouse=True)
def _datasets() -> None:
    stripes.install()
