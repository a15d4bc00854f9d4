"""`wbcoach lsp`: findings in an editor while one types, over the same core as the command line."""
