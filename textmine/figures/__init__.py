"""DataFrame -> Figure: the only place that draws."""
