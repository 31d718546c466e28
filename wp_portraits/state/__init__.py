"""Local state in ``.wp-portraits/``: what we published, open intents, the comment mirror, the lock. Disposable."""
