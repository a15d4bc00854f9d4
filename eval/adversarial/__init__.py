"""Sets made to be held for true wrongly: altered quotations, strange numbers, planted orders, drafts that game the rules."""
