"""All that exists for speed and size: surveys in chunks, processes, Dask, the cache, the quick tokeniser."""
