"""From a plan to PyTorch: a module to train, and the source a person would have written for it."""

from searchapp.nas.compile.build import build
from searchapp.nas.compile.source import source

__all__ = ["build", "source"]
