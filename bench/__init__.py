"""Measurements of the engine beside baselines; not part of the product."""
