"""The Define stage's other resources, made from the same feedback: pain points and unmet needs."""
