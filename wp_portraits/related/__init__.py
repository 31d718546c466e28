"""Which portraits to show beside this one: by the author's list, by likeness, or none. Pure and deterministic."""

from wp_portraits.related.choice import choose, choose_all

__all__ = ["choose", "choose_all"]
