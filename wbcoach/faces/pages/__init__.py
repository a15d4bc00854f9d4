"""How the results of the Define stage look as text and as Markdown; no decision is made here."""
