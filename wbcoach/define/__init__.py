"""The Define stage's other resources, made from the same feedback: what stands behind a statement, pains, needs, personas."""
