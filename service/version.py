"""The product's version, as installed."""

from importlib.metadata import version

VERSION = version("hullmark")
