"""Scorers: pure functions from a case and an answer to marks; none knows who runs it."""
