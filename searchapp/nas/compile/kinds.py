"""What the pages beside a model say of its kind: images or tables, classes or a number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def words_of(preprocessing: Mapping[str, Any]) -> dict[str, str]:
    """Return the words for a model whose inputs are prepared like that.

    Returns:
        `needs`, `usage`, `preprocessing` and `test` of the README; `input`, `prepared` and `output`
        of the model card and of `model.onnx`.
    """
    words = TABLE_WORDS if "numbers" in preprocessing else IMAGE_WORDS
    return {**words, "output": NUMBER if "target" in preprocessing else CLASSES}


IMAGE_WORDS = {
    "needs": "torch and numpy, and Pillow to read pictures",
    "usage": """python predict.py                   # its accuracy on the test set beside it
python predict.py --input mine.npz  # classes of your own images: array `inputs` (N, C, H, W)
python predict.py --input mine.png  # class of one picture""",
    "preprocessing": "how images are prepared, and the names of the classes",
    "test": "images the network has never seen in training, with their classes",
    "input": "images (N, C, H, W), float32",
    "prepared": "of every value the mean of its channel is taken away, then it is divided by the "
    "deviation of its channel; both were measured on the train part",
}
TABLE_WORDS = {
    "needs": "torch and numpy",
    "usage": """python predict.py                   # its score on the test set beside it
python predict.py --input mine.csv  # what it says of your own rows, under the same column names""",
    "preprocessing": "how rows are prepared: columns, values of categories, classes or unit",
    "test": "rows the network has never seen in training, with what was to be predicted",
    "input": "rows (N, columns), float32",
    "prepared": "first the numbers, each less its mean and divided by its deviation on the train "
    "part, 0 where one is missing; then for every column with gaps 1 where it is missing, else 0; "
    "then the codes of the categories from 1, 0 for what training has never seen",
}
CLASSES = (
    "one score a class (N, classes), in the order of `classes` in preprocessing.json; the largest "
    "is the answer, and their softmax is what training took for probabilities"
)
NUMBER = (
    "one number a row (N, 1), in deviations from the mean: times `std` plus `mean` of `target` in "
    "preprocessing.json it is in the unit of the data"
)
