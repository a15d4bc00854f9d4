"""The coach's conversation: states, questions and words, with no terminal and no model in it."""
