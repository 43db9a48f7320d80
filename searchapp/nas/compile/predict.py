"""Use the network that lies in this folder. Needs torch and numpy (and Pillow to read pictures).

    python predict.py                      its accuracy on the test set beside it
    python predict.py --input mine.npz     classes of your own images, array `inputs` (N, C, H, W)
    python predict.py --input mine.png     class of one picture

Values must be on the scale of the data set the network has learned from (see `preprocessing.json`);
pictures are brought to it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch

from searchapp.nas.compile.loading import build_network, read_weights

Array = np.ndarray[Any, Any]
HERE = Path(__file__).resolve().parent
BATCH = 512


def load_network() -> torch.nn.Module:
    """Return the network of `model.py` with its weights."""
    network = build_network(HERE / "model.py")
    network.load_state_dict(read_weights(HERE / "weights.safetensors"))
    return network.eval()


def prepare(inputs: Array, rules: dict[str, Any]) -> torch.Tensor:
    """Bring images (N, C, H, W) to mean 0 and deviation 1, as in training."""
    wanted = tuple(rules["input"])
    images = inputs.reshape(-1, *wanted) if inputs.shape[1:] != wanted else inputs
    mean = np.asarray(rules["mean"], np.float32)[:, None, None]
    std = np.asarray(rules["std"], np.float32)[:, None, None]
    return torch.from_numpy((images.astype(np.float32) - mean) / std)


def read_input(path: Path, rules: dict[str, Any]) -> Array:
    """Read `inputs` of an .npz, an .npy, or a picture of any size."""
    if not path.is_file():
        raise SystemExit(f"--input must be a file, but there is no {path}")
    if path.suffix == ".npz":
        arrays = np.load(path)
        if "inputs" not in arrays:
            raise SystemExit(f"{path} must hold an array `inputs`, but it holds {arrays.files}")
        return np.asarray(arrays["inputs"])
    if path.suffix == ".npy":
        return np.asarray(np.load(path))
    from PIL import Image

    channels, height, width = rules["input"]
    try:
        picture = Image.open(path)
    except OSError as error:
        raise SystemExit(f"{path} must be an .npz, an .npy or a picture: {error}") from None
    with picture:
        mode = "L" if channels == 1 else "RGB"
        pixels = np.asarray(picture.convert(mode).resize((width, height)), np.float32)
    low, high = rules["range"]
    scaled = low + pixels.reshape(height, width, channels) / 255 * (high - low)
    return np.asarray(scaled.transpose(2, 0, 1)[None])


def run(network: torch.nn.Module, images: torch.Tensor) -> torch.Tensor:
    """Return the scores (N, classes)."""
    with torch.inference_mode():
        return torch.cat([network(batch) for batch in torch.split(images, BATCH)])


def main() -> None:
    """Test the network, or name the classes of the images given."""
    parser = argparse.ArgumentParser(description="Use the network that lies in this folder.")
    parser.add_argument("--input", type=Path, help="an .npz, an .npy or a picture")
    given: Path | None = parser.parse_args().input
    rules = json.loads((HERE / "preprocessing.json").read_text(encoding="utf-8"))
    network = load_network()
    if given is None:
        data = np.load(HERE / "test.npz")
        found = run(network, prepare(data["inputs"], rules)).argmax(dim=1)
        is_right = found == torch.from_numpy(data["targets"].astype(np.int64))
        print(f"test accuracy {is_right.double().mean().item():.4f}")
        return
    likely = run(network, prepare(read_input(given, rules), rules)).softmax(dim=1)
    for number, row in enumerate(likely):
        best = int(row.argmax())
        print(f"{number}: {rules['classes'][best]} ({row[best].item():.1%})")


if __name__ == "__main__":
    main()
