"""Diabetes: how the illness of 442 patients went on within a year."""

from __future__ import annotations

from searchapp.nas.datasets.base import dataset
from searchapp.nas.datasets.bunches import Bunch


@dataset("diabetes")
class Diabetes(Bunch):
    """Progression of diabetes (Efron et al. 2004) as scikit-learn ships it."""

    name = "diabetes"
    title = "Diabetes"
    summary = "442 patients, ten measures each: how far their illness went on within a year."
    source = "Efron, Hastie, Johnstone and Tibshirani 2004, shipped with scikit-learn"
    function = "load_diabetes"
    columns = 10
    items = 442
