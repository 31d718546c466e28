"""The command line: argv → flow → report → exit code. One file a command; flows are imported when they are called."""


def main() -> None:
    """Run the command of ``sys.argv`` and exit with its code; no exception reaches the user as a traceback.

    Imports stand here, not above: a Ctrl-C during them would be a traceback. First it ends the process without a word
    (``_signal`` is built in and costs nothing), then with a line, and once the command has begun it is handled there.
    """
    import _signal  # type: ignore[import-not-found]  # has no stub

    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    from wp_portraits.cli.stopping import watch_signals

    watch_signals()
    _begin_lightly()
    from wp_portraits.cli.main import enter

    enter()


def _begin_lightly() -> None:
    """Modules are no garbage: they need not be looked through for it."""
    import gc

    gc.set_threshold(50_000)


__all__ = ["main"]
