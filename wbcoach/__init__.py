"""wbcoach: a coach for problem statements, grounded in customer feedback."""
