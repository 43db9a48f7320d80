"""Wines: 178 samples of three growers."""

from __future__ import annotations

from searchapp.nas.datasets.base import dataset
from searchapp.nas.datasets.bunches import Bunch


@dataset("wine")
class Wine(Bunch):
    """Chemistry of wines (Forina et al. 1988) as scikit-learn ships it."""

    name = "wine"
    title = "Wine"
    summary = "178 wines of three growers, 13 chemical measures each."
    source = "UCI Wine, shipped with scikit-learn"
    function = "load_wine"
    columns = 13
    items = 178
    class_names = ("class_0", "class_1", "class_2")
