"""Pictures: of a network that was found, and of a module as it is drawn, by Graphviz."""

from searchapp.nas.drawing.documents import draw_module
from searchapp.nas.drawing.networks import draw
from searchapp.nas.drawing.rendering import render

__all__ = ["draw", "draw_module", "render"]
