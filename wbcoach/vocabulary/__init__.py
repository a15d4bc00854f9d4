"""Words and constructions by what they tell of: wares, moods, gains of the firm, traits, sources ...; pitfalls share them."""
