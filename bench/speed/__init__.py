"""How fast it is, at three sizes of list, in process and over HTTP: `python -m bench.speed`."""
