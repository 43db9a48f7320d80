"""`nasweb search` and `nasweb space`: whole searches, and what is said of mistakes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from nasweb.cli import main
from searchapp.nas import compile as compiler
from tests.predicting import predict_alone, predict_here
from tests.processes import loaded_by
from tests.spaces import TINY


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.json"
    path.write_text(TINY)
    return path


def search(space: Path | str, out: Path, *more: str) -> int:
    fixed = ("--data", "digits", "--candidates", "4", "--epochs", "2", "--device", "cpu")
    return main(["search", str(space), *fixed, "--out", str(out), *more])


def result_of(out: Path) -> dict[str, Any]:
    result = json.loads((out / "result.json").read_text())
    assert isinstance(result, dict)
    return result


def without_seconds(result: dict[str, Any]) -> dict[str, Any]:
    for candidate in result["candidates"]:
        assert candidate.pop("seconds") >= 0
    return result


@pytest.mark.slow
def test_a_search_ends_and_its_model_says_the_test_accuracy_of_the_result(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert search(tiny, out, "--seed", "1", "--strategy", "random_search") == 0
    result = result_of(out)
    winner, candidates = result["winner"], result["candidates"]
    accuracies = [candidate["scores"]["accuracy"] for candidate in candidates]
    assert len(candidates) == 4
    assert winner["index"] == accuracies.index(max(accuracies))
    assert all(set(c["decisions"]) == {"stem.channels", "first", "second"} for c in candidates)

    said = re.search(r"test accuracy ([\d.]+)", predict_here(out / "model"))
    assert said is not None
    assert float(said[1]) == round(winner["test"]["accuracy"], 4)

    shown = capsys.readouterr().out
    assert f"{winner['test']['accuracy']:.4f}" in shown
    lines = [f"#{index} {accuracy:.4f} · best" for index, accuracy in enumerate(accuracies)]
    assert all(line in shown for line in lines)  # as they come: nothing here is a terminal
    assert sorted(path.name for path in out.iterdir()) == ["model", "model.zip", "result.json"]
    found = json.loads((out / "model/run.json").read_text())["search"]
    assert (found["strategy"], found["trained"], found["rank"]) == ("Random search", 4, 1)
    assert found["validation"] == winner["validation"]


@pytest.mark.slow
@pytest.mark.parametrize("strategy", ["random_search", "regularized_evolution"])
def test_the_same_seed_gives_the_same_candidates_and_scores(
    strategy: str, tiny: Path, tmp_path: Path
) -> None:
    more = ("--strategy", strategy, "--seed", "3", "--epochs", "1")
    for name in ("one", "two"):
        assert search(tiny, tmp_path / name, *more) == 0
    assert search(tiny, tmp_path / "three", *more, "--seed", "4") == 0
    one, two, three = (without_seconds(result_of(tmp_path / n)) for n in ("one", "two", "three"))
    assert one == two
    assert one["candidates"] != three["candidates"]


@pytest.mark.slow
def test_events_come_as_json_lines_on_request(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert search(tiny, tmp_path / "out", "--json", "--candidates", "1", "--epochs", "1") == 0
    kinds = [json.loads(line)["kind"] for line in capsys.readouterr().out.splitlines()]
    assert kinds == [
        "candidate_proposed",
        "evaluation_started",
        "measured",
        "candidate_evaluated",
        "search_finished",
        "winner_tested",
    ]


def test_a_search_in_which_all_fail_ends_with_the_first_error(
    tiny: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("no luck")

    monkeypatch.setattr(compiler, "build", fail)
    assert search(tiny, tmp_path / "out", "--candidates", "6") == 1
    assert result_of(tmp_path / "out")["finished"]["reason"] == "too_many_failures"
    assert "the first was candidate 0: ValueError: no luck" in " ".join(
        capsys.readouterr().out.split()
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"--data": "digit"}, "there is no dataset 'digit'; did you mean 'digits'?"),
        ({"--strategy": "randm_search"}, "did you mean 'random_search'?"),
        ({"--out": "/dev/null/x"}, "/dev/null/x"),
    ],
)
def test_a_wrong_name_is_told_in_a_line_with_the_nearest(
    change: dict[str, str],
    message: str,
    tiny: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = {"--data": "digits", "--out": str(tmp_path / "out"), **change}
    words = [word for pair in options.items() for word in pair]
    assert main(["search", str(tiny), *words]) == 2
    told = capsys.readouterr().err
    assert message in told
    assert told.count("\n") == 1


def test_an_unknown_preset_names_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert search("nas-bench-21", tmp_path / "out") == 2
    assert "did you mean 'nas-bench-201'?" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"format": "nasweb.space/1"}', '{"a": 1, "a": 2}'])
def test_a_broken_file_is_told_without_a_traceback(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.json"
    path.write_text(text)
    assert search(path, tmp_path / "out") == 2
    told = capsys.readouterr().err
    assert told.startswith("nasweb: ")
    assert "Traceback" not in told


def test_a_folder_that_holds_something_is_not_overwritten(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "result.json").write_text("precious")
    assert search(tiny, tmp_path) == 2
    assert "new or empty" in capsys.readouterr().err
    assert (tmp_path / "result.json").read_text() == "precious"


def test_a_table_of_ones_own_is_searched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "\n".join(
        f"{n % 17},{(n * 7) % 11},{('low', 'high')[n % 17 > 8]},{n}" for n in range(120)
    )
    upload = tmp_path / "mine.csv"
    upload.write_text(f"a,b,size,row\n{rows}\n")
    given = ["search", "residual-mlp", "--data", str(upload), "--target", "size"]
    limits = ["--candidates", "2", "--epochs", "6", "--seed", "1"]
    assert main([*given, *limits, "--out", str(tmp_path / "out")]) == 0
    result = json.loads((tmp_path / "out" / "result.json").read_text())
    assert result["winner"]["test"]["accuracy"] > 0.8
    said = predict_alone(tmp_path / "out" / "model", "--input", str(upload))
    assert {line.split()[1] for line in said.splitlines()} == {"low", "high"}


def test_a_mistake_leaves_the_folder_of_the_result_free(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    upload = tmp_path / "mine.csv"
    upload.write_text("a,size\n" + "\n".join(f"{n},{('low', 'high')[n % 2]}" for n in range(60)))
    out = tmp_path / "out"
    given = ["search", "residual-mlp", "--data", str(upload), "--out", str(out)]
    small = ["--candidates", "1", "--epochs", "1"]
    assert main([*given, "--target", "sise"]) == 2
    assert "no 'sise'; the columns are a, size" in capsys.readouterr().err
    assert main(["search", "residual-cnn", *given[2:]]) == 2
    assert "but the data 'mine' is for 'tabular_classification'" in capsys.readouterr().err
    assert list(out.iterdir()) == []
    assert main([*given, *small]) == 0


@pytest.mark.parametrize("name", ["people.csv", "my/data", "x.ZIP"])
def test_a_file_that_is_not_there_is_told_as_a_file(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", "darts", "--data", name, "--out", str(tmp_path / "out")]) == 2
    assert f"there is no {name}" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_command_alone_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    told = capsys.readouterr().err
    assert "usage: nasweb" in told
    assert "Search a space in this terminal" in told


def test_a_misspelt_command_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serch", "darts"]) == 2
    assert (
        capsys.readouterr().err == "nasweb: there is no command 'serch'; did you mean 'search'?\n"
    )


def test_a_file_that_is_no_data_is_told_with_its_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    upload = tmp_path / "mine.csv"
    upload.write_text("a,b\n1\n2,3,4\n")
    out = str(tmp_path / "out")
    assert main(["search", "residual-mlp", "--data", str(upload), "--out", out]) == 2
    told = capsys.readouterr().err
    assert "line 2: every row has 2 cells" in told
    assert "line 3: every row has 2 cells" in told


@pytest.mark.parametrize(
    ("name", "size"), [("nas-bench-201", "15625"), ("darts", "1076746950455072400")]
)
def test_the_size_of_a_preset_is_printed_alone(
    name: str, size: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["space", "size", name]) == 0
    assert capsys.readouterr().out == f"{size}\n"


def test_the_size_of_a_file_is_printed(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["space", "size", str(tiny)]) == 0
    assert capsys.readouterr().out == "32\n"


def test_the_command_line_loads_neither_django_nor_celery_nor_torch() -> None:
    script = (
        "import sys, nasweb.cli\nassert nasweb.cli.main(['space', 'size', 'nas-bench-201']) == 0\n"
    )
    assert loaded_by(script).isdisjoint({"django", "celery", "torch", "sklearn"})


@pytest.mark.parametrize(
    ("option", "number"),
    [
        ("--candidates", "0"),
        ("--candidates", "-1"),
        ("--epochs", "many"),
        ("--seed", "-1"),
        ("--seed", str(2**53)),
    ],
)
def test_a_number_that_cannot_be_is_refused(
    option: str, number: str, tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refusal:
        search(tiny, tmp_path / "out", option, number)
    assert refusal.value.code == 2
    told = capsys.readouterr().err
    assert option in told
    assert f"must be a whole number, at least {int(option != '--seed')}" in told or "0 to" in told
    assert number in told
    assert not (tmp_path / "out").exists()
