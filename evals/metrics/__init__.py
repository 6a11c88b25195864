"""One file a metric: formula, source, intervals."""
