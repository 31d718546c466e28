"""Which portraits to show beside this one: by the author's list, by likeness, or none. Pure and deterministic."""
