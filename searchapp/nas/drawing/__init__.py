"""Pictures: of a network that was found, and of a module as it is drawn, by Graphviz."""

from searchapp.nas.drawing.documents import draw_module
from searchapp.nas.drawing.legend import legend_of
from searchapp.nas.drawing.networks import draw, draw_cells, sketch, titles_in
from searchapp.nas.drawing.rendering import render

__all__ = ["draw", "draw_cells", "draw_module", "legend_of", "render", "sketch", "titles_in"]
