"""The harness: labelled statements, figures on them, and benchmarks. `python -m eval score|bench`."""
