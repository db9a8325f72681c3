"""DataFrame -> Figure: the only place that draws."""

from typing import TYPE_CHECKING

from textmine.loading import files_of

if TYPE_CHECKING:
    from textmine.figures import bars as bars
    from textmine.figures import bubbles as bubbles
    from textmine.figures import clouds as clouds
    from textmine.figures import distance_plot as distance_plot
    from textmine.figures import frame as frame
    from textmine.figures import heatmap as heatmap
    from textmine.figures import keyness as keyness
    from textmine.figures import map as map
    from textmine.figures import network as network
    from textmine.figures import saving as saving
    from textmine.figures import timeline as timeline
    from textmine.figures import tree as tree
    from textmine.figures import wordcloud as wordcloud

__getattr__ = files_of(__name__)
