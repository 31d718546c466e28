"""What every talk over HTTP needs, whomever it is with: a time-out for the whole answer, a session that sends nothing
by itself."""
