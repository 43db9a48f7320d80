"""Irises: 150 flowers of three species."""

from __future__ import annotations

from searchapp.nas.datasets.base import dataset
from searchapp.nas.datasets.bunches import Bunch


@dataset("iris")
class Iris(Bunch):
    """Fisher's irises (1936) as scikit-learn ships them."""

    name = "iris"
    title = "Iris"
    summary = "150 flowers of three species, four lengths each. Trains in a blink."
    source = "UCI Iris, shipped with scikit-learn"
    function = "load_iris"
    columns = 4
    items = 150
    class_names = ("setosa", "versicolor", "virginica")
