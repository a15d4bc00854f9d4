"""What is good about an answer, as pure functions from a case and an answer to a mark; none where it doesn't apply."""
