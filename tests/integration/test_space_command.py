"""`nasweb space`: faults, samples, what is drawn, files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nasweb.cli import main
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.reading import read_document
from searchapp.nas.space.space import SearchSpace
from tests.processes import loaded_by
from tests.spaces import TINY


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.json"
    path.write_text(TINY)
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(["space", *arguments]) == code
    return capsys.readouterr().out


@pytest.mark.parametrize("name", PRESETS.names())
def test_no_preset_has_a_fault(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "validate", name) == "no faults\n"


def test_every_fault_is_printed_with_its_place(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(TINY)
    nodes = document["modules"][document["root"]]["nodes"]
    nodes[0]["operator"] = "convv"
    tiny.write_text(json.dumps(document))
    told = said(capsys, "validate", str(tiny), code=1)
    assert f"error: modules/{document['root']}/nodes/{nodes[0]['id']}/" in told
    assert "did you mean 'conv'" in told
    issues = json.loads(said(capsys, "validate", str(tiny), "--json", code=1))
    assert {"path", "code", "message", "severity", "fix"} == set(issues[0])


def test_samples_are_members_with_their_cost_and_the_seed_decides(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = said(capsys, "sample", str(tiny), "-n", "3", "--seed", "1", "--json").splitlines()
    assert len(lines) == 3
    space = SearchSpace(read_document(TINY))
    for line in lines:
        found = json.loads(line)
        assert found["parameters"] > 0
        assert found["macs"] > 0
        assert set(found["decisions"]) <= {decision.path for decision in space.potential()}
    again = said(capsys, "sample", str(tiny), "-n", "3", "--seed", "1", "--json").splitlines()
    other = said(capsys, "sample", str(tiny), "-n", "3", "--seed", "2", "--json").splitlines()
    assert again == lines != other


def test_samples_can_be_read_by_people(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "sample", str(tiny), "-n", "1")
    assert told.startswith("#0  ")
    assert " parameters " in told
    assert " = " in told


def test_what_is_drawn_is_told_in_lines(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "show", "nas-bench-201")
    assert "net: network (the network)" in told
    assert "in -> n1 carries module edge" in told
    assert json.loads(said(capsys, "show", "nas-bench-201", "--json"))["root"] == "net"


def test_the_size_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, "size", "darts", "--json"))
    assert found == {"assignments": "1076746950455072400", "is_exact": True}


def test_a_preset_is_written_as_a_file_that_means_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.json"
    assert said(capsys, "export", "darts", "--out", str(path)) == f"{path}\n"
    assert read_document(path.read_text()) == PRESETS.get("darts").document()


def test_a_module_is_written_as_a_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cell.svg"
    said(capsys, "export", "nas-bench-201", "--module", "cell", "--out", str(path))
    assert "<svg" in path.read_text()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "darts", "--out", "x.png"), "must end in .json or .svg"),
        (("export", "darts", "--out", "/nowhere/x.json"), "must be a file that can be written"),
        (("export", "darts", "--module", "cel", "--out", "x.svg"), "no module 'cel'"),
        (("validate", "dart"), "did you mean 'darts'"),
    ],
)
def test_a_mistake_is_told_in_a_line(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["space", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_no_command_loads_django_or_torch() -> None:
    script = (
        "import nasweb.cli\n"
        "assert nasweb.cli.main(['space', 'sample', 'nas-bench-201', '-n', '1']) == 0\n"
        "assert nasweb.cli.main(['space', 'validate', 'darts']) == 0\n"
    )
    assert loaded_by(script).isdisjoint({"django", "celery", "torch", "sklearn"})
