"""A visitor leaves a comment through the real comment form of a published portrait: visitor.py ENV_FILE KEY."""

from __future__ import annotations

import sys

import requests
from dotenv import dotenv_values
from selectolax.lexbor import LexborHTMLParser

COMMENT = "Merci pour ce beau portrait! Je me suis reconnue dans chaque réponse. 🙂"


def main(env_file: str, slug: str) -> None:
    """Open the portrait's page, fill in its form, send it."""
    url = dotenv_values(env_file)["WP_URL"]
    page = requests.get(f"{url}/{slug}/", timeout=30)
    page.raise_for_status()
    form = LexborHTMLParser(page.text).css_first("form#commentform")
    fields = {
        field.attributes["name"]: field.attributes.get("value") or "" for field in form.css("input[type=hidden][name]")
    }
    fields |= {"author": "Une visiteuse", "email": "visiteuse@example.org", "comment": COMMENT}
    answer = requests.post(form.attributes["action"], fields, timeout=30, allow_redirects=False)
    if answer.status_code == 302:
        print(f"A visitor commented on {page.url}")
    elif answer.status_code == 409:
        print(f"The visitor's comment is already there: {page.url}")
    else:
        sys.exit(f"The comment form of {page.url} answered {answer.status_code}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
