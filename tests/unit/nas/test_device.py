"""Choosing a device: what is there, what was asked for, and what is said when they do not meet."""

from __future__ import annotations

import subprocess

import pytest

from searchapp.nas import device
from searchapp.nas.errors import NasError


@pytest.fixture(autouse=True)
def _fresh_probe() -> None:
    device._probe.cache_clear()


def with_accelerators(monkeypatch: pytest.MonkeyPatch, *found: str) -> None:
    monkeypatch.setattr(device, "_has_accelerator_code", lambda: True)
    monkeypatch.setattr(device, "_probe", lambda: found)


def test_auto_takes_the_best_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with_accelerators(monkeypatch, "cuda")
    assert device.choose_device("auto") == "cuda"
    with_accelerators(monkeypatch)
    assert device.choose_device("auto") == "cpu"


def test_a_device_that_is_not_there_is_refused_with_those_that_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_accelerators(monkeypatch, "mps")
    with pytest.raises(NasError, match=r"\(mps, cpu\), but got 'cuda'"):
        device.choose_device("cuda")
    assert device.choose_device("mps") == "mps"


def test_the_cpu_is_taken_without_probing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("probed")

    monkeypatch.setattr(device, "_has_accelerator_code", refuse)
    assert device.choose_device("cpu") == "cpu"


def test_a_driver_that_kills_the_probe_leaves_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "_has_accelerator_code", lambda: True)
    monkeypatch.setattr(device, "_PROBE", "import os; os.abort()")
    assert device.available_devices() == ("cpu",)


def test_a_driver_that_hangs_leaves_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], **_: object) -> None:
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(device, "_has_accelerator_code", lambda: True)
    monkeypatch.setattr(subprocess, "run", hang)
    assert device.available_devices() == ("cpu",)


def test_the_probe_answers_with_devices_that_multiply() -> None:
    assert set(device._probe()) <= {"cuda", "mps"}
