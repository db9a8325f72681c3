"""The whole study, from settings to report: the only place that knows the order of the steps."""
