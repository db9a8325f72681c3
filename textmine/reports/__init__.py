"""tables + figures -> a file: the only place that writes documents."""
