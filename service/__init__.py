"""Thin HTTP over matching and lists: parse, call, render. Nobody imports it."""
