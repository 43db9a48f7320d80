"""Breast cancer: 569 tumours, malignant or benign."""

from __future__ import annotations

from searchapp.nas.datasets.base import dataset
from searchapp.nas.datasets.bunches import Bunch


@dataset("breast-cancer")
class BreastCancer(Bunch):
    """Wisconsin diagnostic breast cancer (Wolberg et al. 1995) as scikit-learn ships it."""

    name = "breast-cancer"
    title = "Breast cancer"
    summary = "569 tumours, 30 measures of their cells each: malignant or benign."
    source = "UCI Breast Cancer Wisconsin (Diagnostic), shipped with scikit-learn"
    function = "load_breast_cancer"
    columns = 30
    items = 569
    class_names = ("malignant", "benign")
