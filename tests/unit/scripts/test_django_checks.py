"""Django's checks share a process: each is told under its own name, also after one that fails."""

from __future__ import annotations

import re
import sys

import django_checks
import pytest


@pytest.fixture(autouse=True)
def _path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])


def test_each_check_is_told_and_one_that_fails_ends_none_of_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = ("write_types", "--no-such-option")
    checks = {"calm": ("check",), "broken": wrong, "calm too": ("check",)}
    monkeypatch.setattr(django_checks, "CHECKS", checks)

    assert django_checks.main() == 1
    printed = capsys.readouterr().out
    assert re.search(r"^ok +calm +\d", printed, re.MULTILINE)
    assert re.search(r"^FAIL +broken +\d", printed, re.MULTILINE)
    assert re.search(r"^ok +calm too +\d", printed, re.MULTILINE)
    assert "unrecognized arguments: --no-such-option" in printed


def test_all_that_hold_end_with_0(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(django_checks, "CHECKS", {"calm": ("check",)})

    assert django_checks.main() == 0


@pytest.mark.parametrize("end", [SystemExit(1), ValueError("line 7 is wrong")])
def test_a_command_that_ends_or_breaks_is_a_fault_with_what_it_said(
    monkeypatch: pytest.MonkeyPatch, end: BaseException
) -> None:
    def call(*_: str) -> None:
        sys.stdout.write("said before\n")
        raise end

    monkeypatch.setattr(django_checks, "call_command", call)

    fault = django_checks.fault_of(("makemigrations", "--check"))
    assert fault.startswith("manage.py makemigrations --check:\nsaid before\n")
    assert str(end) in fault
