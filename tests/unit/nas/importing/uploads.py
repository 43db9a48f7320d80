"""Uploads for tests: archives of images, arrays and tables, honest and hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from searchapp.nas.importing.checking import Checked, check
from searchapp.nas.importing.profile import Limits, Options


def image_bytes(
    value: int | tuple[int, ...] = 128,
    size: tuple[int, int] = (8, 8),
    mode: str = "L",
    kind: str = "PNG",
) -> bytes:
    """Return a file of one colour."""
    file = io.BytesIO()
    Image.new(mode, size, value).save(file, kind)
    return file.getvalue()


def zip_of(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def folders(classes: Mapping[str, int], top: str = "", first: int = 0) -> dict[str, bytes]:
    """Return images of all different greys in class folders: `top/cat/0.png` and so on."""
    members: dict[str, bytes] = {}
    for name, items in classes.items():
        for number in range(items):
            # Two pixels tell the items apart.
            image = np.full((8, 8), len(members) % 251, np.uint8)
            image[0, 0], image[0, 1] = divmod(first + len(members), 256)
            file = io.BytesIO()
            Image.fromarray(image).save(file, "PNG")
            members[f"{top}{name}/{number}.png"] = file.getvalue()
    return members


def arrays(path: Path, **members: np.ndarray) -> Path:
    np.savez_compressed(path, **members)  # type: ignore[arg-type]  # none is allow_pickle
    return path


def table(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def checked(upload: Path, limits: Limits | None = None, **options: Any) -> Checked:
    """Check an upload into a new folder beside it."""
    folder = upload.parent / "dataset"
    folder.mkdir(exist_ok=True)
    return check(upload, upload.name, folder, Options.model_validate(options), limits or Limits())
