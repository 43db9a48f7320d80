"""The exported folder stands alone and says the same number as the trainer."""

from __future__ import annotations

import json
import re
import runpy
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from searchapp.nas.compile import build, source
from searchapp.nas.compile import export as exporting
from searchapp.nas.compile.export import Takeaway, export
from searchapp.nas.compile.facts import Facts
from searchapp.nas.compile.loading import read_weights
from searchapp.nas.compile.onnx_model import NotExported, missing
from searchapp.nas.compile.readme import FILES
from searchapp.nas.operators.shapes import infer
from searchapp.nas.problems.base import DatasetCard
from tests import trees
from tests.facts import some_facts
from tests.predicting import predict_alone, predict_here

CARD = DatasetCard(
    name="stripes",
    title="Stripes | and `dots`",
    problem="image_classification",
    summary="",
    source="",
    licence="",
    symbols={"channels": 2, "height": 6, "width": 6, "classes": 3, "items": 50},
    class_names=["none", "stripes", "dots"],
)


@pytest.fixture(scope="module")
def takeaway() -> Takeaway:
    plan = infer(trees.residual((4, 6), depth=1), ((2, 6, 6),))
    rng = np.random.default_rng(0)
    network = build(plan, torch.Generator().manual_seed(0))
    return Takeaway(
        plan=plan,
        weights=network.state_dict(),
        card=CARD,
        preprocessing={"mean": [7.0, 8.0], "std": [4.0, 5.0]},
        inputs=rng.integers(0, 17, (50, 2, 6, 6)).astype(np.uint8),
        targets=rng.integers(0, 3, 50),
        architecture={"digest": "d", "decisions": {"op": "conv3"}},
        picture="<svg/>",
        examples=(torch.randn(6, 2, 6, 6, generator=torch.Generator().manual_seed(1)),),
        facts=some_facts(CARD.title),
    )


@pytest.fixture(scope="module")
def folder(takeaway: Takeaway, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("taken") / "model"
    export(takeaway, folder)
    return folder


def accuracy(takeaway: Takeaway) -> float:
    """Measure as the trainer does."""
    network = build(takeaway.plan, torch.Generator().manual_seed(0)).eval()
    mean, std = (
        np.asarray(takeaway.preprocessing[name], np.float32)[:, None, None]
        for name in ("mean", "std")
    )
    images = torch.from_numpy((takeaway.inputs.astype(np.float32) - mean) / std)
    with torch.inference_mode():
        found = network(images).argmax(dim=1)
    return float((found == torch.from_numpy(takeaway.targets)).double().mean())


def test_predict_says_the_trainers_accuracy(takeaway: Takeaway, folder: Path) -> None:
    assert predict_alone(folder) == f"test accuracy {accuracy(takeaway):.4f}\n"


def test_predict_names_the_classes_of_own_arrays(takeaway: Takeaway, folder: Path) -> None:
    np.savez(folder.parent / "mine.npz", inputs=takeaway.inputs[:3])
    lines = predict_here(folder, "--input", str(folder.parent / "mine.npz")).splitlines()
    assert len(lines) == 3
    assert all(line.split()[1] in CARD.class_names for line in lines)


def test_predict_brings_a_picture_to_the_scale_of_the_data(
    takeaway: Takeaway, tmp_path: Path
) -> None:
    gray = infer(trees.residual((4,), depth=1), ((1, 6, 6),))
    parts = {
        **vars(takeaway),
        "plan": gray,
        "weights": build(gray, torch.Generator().manual_seed(0)).state_dict(),
        "inputs": takeaway.inputs[:, :1],
        "examples": (takeaway.examples[0][:, :1],),
        "preprocessing": {"mean": [8.0], "std": [4.0]},
    }
    export(Takeaway(**parts), tmp_path / "model")
    row = np.linspace(0, 255, 6).astype(np.uint8)
    Image.fromarray(np.tile(row, (6, 1))).save(tmp_path / "mine.png")
    same = np.tile(row / 255 * 16, (6, 1))[None, None]
    np.savez(tmp_path / "mine.npz", inputs=same)
    said = predict_here(tmp_path / "model", "--input", str(tmp_path / "mine.png"))
    assert said == predict_here(tmp_path / "model", "--input", str(tmp_path / "mine.npz"))


@pytest.mark.parametrize(
    ("name", "words"),
    [("none.png", "there is no"), ("text.png", "must be an .npz, an .npy or a picture"),
     ("other.npz", "must hold an array `inputs`, but it holds ['x']")],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_words(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    (tmp_path / "text.png").write_text("no picture")
    np.savez(tmp_path / "other.npz", x=np.zeros(3))
    monkeypatch.setattr(sys, "argv", ["predict.py", "--input", str(tmp_path / name)])
    # A script that ends by a text ends with code 1, and the text without a traceback.
    with pytest.raises(SystemExit, match=re.escape(words)):
        runpy.run_path(str(folder / "predict.py"), run_name="__main__")


def test_weights_are_read_without_the_library(takeaway: Takeaway, folder: Path) -> None:
    found = read_weights(folder / "weights.safetensors")
    assert sorted(found) == sorted(takeaway.weights)
    assert all(torch.equal(found[name], value) for name, value in takeaway.weights.items())


def test_shared_weights_are_written_at_both_places(tmp_path: Path, takeaway: Takeaway) -> None:
    plan = infer(trees.shared(), ((4, 5, 5),))
    weights = build(plan, torch.Generator().manual_seed(0)).state_dict()
    export(Takeaway(**{**vars(takeaway), "plan": plan, "weights": weights}), tmp_path)
    found = read_weights(tmp_path / "weights.safetensors")
    assert sorted(found) == sorted(weights)
    assert all(torch.equal(found[name], value) for name, value in weights.items())


def files_told_by(readme: str) -> set[str]:
    return set(re.findall(r"^\| `([^`]+)` \|", readme, re.MULTILINE))


def test_the_folder_tells_what_it_is(takeaway: Takeaway, folder: Path) -> None:
    names = {path.name for path in folder.iterdir()} - {"__pycache__"}
    readme = (folder / "README.md").read_text()
    assert files_told_by(readme) == names
    assert names | {"model.onnx"} == set(FILES)
    assert (folder / "model.py").read_text() == source(takeaway.plan)
    architecture: Any = json.loads((folder / "architecture.json").read_text())
    assert architecture == takeaway.architecture
    assert "| Parameters | 1,234 |" in readme
    assert "Stripes \\| and \\`dots\\`" in readme


def test_the_run_is_told_as_facts(takeaway: Takeaway, folder: Path) -> None:
    run = json.loads((folder / "run.json").read_text())
    onnx = run.pop("onnx")
    assert Facts.model_validate(run) == takeaway.facts
    assert bool(onnx["reason"]) != (folder / "model.onnx").exists()


@pytest.mark.skipif(bool(missing()), reason="the extra onnx is not installed")
def test_onnxruntime_says_what_predict_says(takeaway: Takeaway, folder: Path) -> None:
    import onnxruntime

    session = onnxruntime.InferenceSession(folder / "model.onnx")
    notes = session.get_modelmeta().custom_metadata_map
    assert notes["title"] == f"A network for {CARD.title}"
    rules = json.loads(notes["preprocessing.json"])
    mean, std = (np.asarray(rules[name], np.float32)[:, None, None] for name in ("mean", "std"))
    prepared = (takeaway.inputs.astype(np.float32) - mean) / std
    (output,) = session.run(None, {"input": prepared})
    is_right = output.argmax(axis=1) == takeaway.targets
    assert predict_here(folder) == f"test accuracy {is_right.mean():.4f}\n"
    network = runpy.run_path(str(folder / "predict.py"))["load_network"]()
    with torch.inference_mode():
        said = network(torch.from_numpy(prepared)).numpy()
    assert np.allclose(output, said, atol=1e-4)


def test_without_onnx_the_pages_say_why(
    takeaway: Takeaway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NotExported("every operator must exist in ONNX, but aten::odd does not (opset 17)")

    monkeypatch.setattr(exporting, "onnx_model", refuse)
    export(takeaway, tmp_path)
    readme = (tmp_path / "README.md").read_text()
    assert files_told_by(readme) == {path.name for path in tmp_path.iterdir()}
    assert "model.onnx" not in readme
    for page in (readme, (tmp_path / "MODEL_CARD.md").read_text()):
        assert "not here: every operator must exist in ONNX, but aten::odd does not" in page
    assert "aten::odd" in json.loads((tmp_path / "run.json").read_text())["onnx"]["reason"]
