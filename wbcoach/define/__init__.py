"""The Define stage around a statement: what stands behind it, and what the feedback says by itself."""
