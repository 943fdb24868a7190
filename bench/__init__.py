"""Benchmarks: timing claims live here, as ratios measured side by side in one run."""
