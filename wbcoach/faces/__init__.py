"""Faces translate between people, programs and the core; they decide nothing."""
