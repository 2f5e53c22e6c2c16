"""The network measured: a big graph, and what it costs a screening."""
