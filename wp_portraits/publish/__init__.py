"""Carry a plan out: survey the site, send pictures, terms and posts, settle what is unknown. Each post is created
once."""
