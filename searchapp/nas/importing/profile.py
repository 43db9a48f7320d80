"""What was found in an upload, how it is to be read, and how large it may be."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from searchapp.nas.problems.base import SplitName


class _Plain(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Options(_Plain):
    """How an upload is read; what is left out is found out."""

    problem: (
        Literal["image_classification", "tabular_classification", "tabular_regression"] | None
    ) = None
    """None: images are classified; so is a table if its target is text or has few values."""
    target: str | None = None
    """Column of a table to be predicted; None: `target`, `label`, `class`, `y`, else the last."""
    ignored: list[str] = Field(default=[], max_length=10_000)
    """Columns of a table that are left out, such as row numbers."""
    size: int | None = Field(default=None, ge=4, le=256)
    """Height and width of images in pixels; None: the common size, else the median, at most 64."""
    colour: Literal["grey", "rgb"] | None = None
    """None: grey if every image is."""
    split: Literal["given", "stratified"] | None = None
    """`given`: parts named in the upload (folders or arrays train/test, a column `split`).

    None: given if there.
    """
    test: float = Field(default=0.2, gt=0, lt=0.9)
    validation: float = Field(default=0.15, gt=0, lt=0.9)
    seed: int = Field(default=0, ge=0, lt=2**32)


class Limits(_Plain):
    """Bounds of an upload, held while it is read: nothing larger is ever in memory or on disk."""

    bytes: int = 2 * 2**30
    inflated_bytes: int = 4 * 2**30
    files: int = 200_000
    file_bytes: int = 50 * 2**20
    ratio: int = 200
    """Inflated bytes to one packed byte, of an archive's entries over 1 MB."""
    pixels: int = 50_000_000
    array_bytes: int = 4 * 2**30
    """Of all images or all rows together, as they are stored."""
    columns: int = 2_000
    rows: int = 5_000_000
    cell_characters: int = 10_000
    classes: int = 1_000
    categories: int = 10_000
    """Different values of one text column; a column with more is refused or left out."""


class Count(_Plain):
    """How many items have a value."""

    name: str
    items: int


class Column(_Plain):
    """A column of a table."""

    name: str
    kind: Literal["number", "category", "target", "split", "ignored"]
    missing: int
    distinct: int
    minimum: float | None = None
    median: float | None = None
    maximum: float | None = None
    top: list[Count] = Field(default=[], max_length=20)
    """Most frequent values of a category."""
    why: str = ""
    """Why a column is ignored."""


class Sample(_Plain):
    """One item to look at: an image file of the dataset's folder, or a row as it was written."""

    label: str
    picture: str = ""
    row: list[str] = []


class Profile(_Plain):
    """What the data page shows."""

    kind: Literal["images", "table"]
    items: int
    classes: list[Count] = Field(default=[], max_length=1_000)
    """Class balance; empty for regression."""
    target_histogram: list[Count] = Field(default=[], max_length=50)
    """Of regression: bins of the target, named by their bounds."""
    parts: dict[SplitName, int]
    is_split_given: bool
    duplicates: int
    """Items equal to an earlier one."""
    leaked: int
    """Items of the test part equal to one of another part."""
    shapes: list[Count] = Field(default=[], max_length=20)
    """Sizes of the images as they came ("640 × 480 rgb"), most frequent first."""
    skipped: list[Count] = Field(default=[], max_length=20)
    """Files that were left out, by reason, such as "hidden file"."""
    columns: list[Column] = Field(default=[], max_length=2_000)
    samples: list[Sample] = Field(default=[], max_length=60)
