"""The four parts of a dataset of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from searchapp.nas.datasets.base import split_stratified
from searchapp.nas.importing.base import Found, GivenPart
from searchapp.nas.importing.faults import Faults
from searchapp.nas.importing.profile import Options
from searchapp.nas.problems.base import SplitName
from searchapp.nas.words import counted

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

EARLY = 0.1
"""Of the items for training: validation for the weights, as in the built-in data."""
FEWEST = 20
"""Items below which no split says anything."""


def split(found: Found, options: Options, faults: Faults) -> tuple[dict[SplitName, Array], bool]:
    """Split all items into the four parts.

    Parts that the upload names are kept: what it calls validation scores the search. What it does
    not name is taken from its training items. Every class has its share of each part; numbers to
    be predicted are split at random.

    Returns:
        Indices of every part, and whether the test part is the upload's own.
    """
    given = found.given if options.split != "stratified" else {}
    if options.split == "given" and "test" not in given:
        faults.add(
            "no_given_split", "a given split is asked for, but the upload names no test part"
        )
    if len(found.targets) < FEWEST:
        message = f"a dataset has at least {FEWEST} items, got {len(found.targets)}"
        faults.add("too_few_items", message)
    faults.end()
    parts = _parts(found, options, given)
    _check(found, parts, faults)
    return parts, "test" in given


def _parts(
    found: Found, options: Options, given: Mapping[GivenPart, Array]
) -> dict[SplitName, Array]:
    # Without classes there is nothing to keep in proportion: all items are of one kind.
    labels = found.targets if found.class_names else np.zeros(len(found.targets), np.int64)
    named: dict[SplitName, Array] = {
        part: indices for part, indices in given.items() if part != "train" and len(indices)
    }
    taken = np.concatenate([np.zeros(0, np.int64), *named.values()])
    pool = np.setdiff1d(np.arange(len(labels)), taken)
    if "test" not in named:
        outer = split_stratified(labels, pool, {"test": options.test}, "train", options.seed)
        named["test"], pool = outer["test"], np.sort(outer["train"])
    shares: dict[SplitName, float] = {"early": EARLY}
    if "validation" not in named:
        shares = {"validation": options.validation, "early": EARLY}
    return {**split_stratified(labels, pool, shares, "train", options.seed), **named}


def _check(found: Found, parts: Mapping[SplitName, Array], faults: Faults) -> None:
    classes = len(found.class_names)
    has = counted(len(found.targets), "item") + (f" in {classes} classes" if classes else "")
    for part, indices in parts.items():
        if not len(indices):
            message = f"every part needs items, but {part} has none: {has} are too few, add more"
            faults.add("empty_part", message)
    for label, name in enumerate(found.class_names):
        if not (found.targets[parts["train"]] == label).any():
            message = f"every class needs items for training, but {name!r} has none there"
            faults.add("class_not_trained", message, name)
        elif not (found.targets[parts["test"]] == label).any():
            faults.warn("class_not_tested", f"the test part has no item of {name!r}", name)
    faults.end()
