"""``wp-portraits comments sync`` and ``comments forget``."""

from __future__ import annotations

import click

from wp_portraits.cli.console import Console, pass_console


@click.command()
@click.option("--full", is_flag=True, help="Compare every comment, however recent the last full pass.")
@click.option("--all-posts", is_flag=True, help="The comments of every post of the site, not only of the portraits.")
@click.option("--with-personal-data", "personal", is_flag=True, help="Keep e-mail and IP addresses and browsers too.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing when nothing is new.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the outcome is told.")
@pass_console
def sync(console: Console, full: bool, all_posts: bool, personal: bool, quiet: bool, form: str) -> None:
    """Bring the local copy of the comments up to date."""
    from wp_portraits.flows.syncing import sync_comments
    from wp_portraits.reports.comments import sync_json, sync_text

    synced = sync_comments(console.place(), full=full, personal=personal, everything=all_posts)
    outcome = synced.outcome
    counts = {name: getattr(outcome, name) for name in ("new", "edited", "moderated", "removed", "total", "requests")}
    if form == "json":
        console.product(sync_json(**counts))
    elif outcome.changed or not (quiet or console.options.quiet):
        console.product(sync_text(**counts) + synced.digest)


@click.command()
@click.option("--email", metavar="ADDRESS", required=True, help="The e-mail address the person left.")
@pass_console
def forget(console: Console, email: str) -> None:
    """Remove a person's name, addresses and words from the local copy of the comments, for good."""
    from wp_portraits.flows.syncing import forget_person
    from wp_portraits.reports.comments import forgotten_text

    forgotten = forget_person(console.place(), email)
    console.product(forgotten_text(forgotten.comments, unseen=forgotten.unseen, copies=forgotten.copies))
