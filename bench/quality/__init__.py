"""What matching finds and what it leaves alone: `python -m bench.quality`, on the engine in process."""
