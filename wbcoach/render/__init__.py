"""How a critique looks: as text for terminals, as Markdown, as JSON."""
