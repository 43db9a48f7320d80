"""One product for all tests that kill a part of it: the others start it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fault.product import Product


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    home: Path = tmp_path_factory.mktemp("a home with spaces, ünd more")
    product = Product(home)
    product.start()
    yield product
    if product.process.poll() is None:
        product.stop()


@pytest.fixture(scope="session")
def version(product: Product) -> str:
    return product.make_space()
