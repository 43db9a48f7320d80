"""One product for all tests that kill a part of it: the others start it again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.fault.product import Product


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    home: Path = tmp_path_factory.mktemp("a home with spaces, ünd more")
    with fresh_database(os.environ.get("NASWEB_DATABASE_URL", "")) as database:
        product = Product(home, database)
        product.start()
        yield product
        product.close()


@contextmanager
def fresh_database(url: str) -> Iterator[str]:
    """Make an empty database beside the one named; SQLite in the home needs none."""
    if not url:
        yield ""
        return
    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}_product" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}_product"')
        yield f"{server}/{name}_product"
        connection.execute(f'DROP DATABASE "{name}_product" WITH (FORCE)')


@pytest.fixture(scope="session")
def version(product: Product) -> str:
    return product.make_space()
