"""Survey -> Corpus: the only place that knows MeCab."""
