"""Train the heads of the catalogue: `python -m eval train`; the data is the project's own, see eval/training/README.md."""
