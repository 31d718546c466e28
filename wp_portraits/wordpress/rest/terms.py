"""Categories and tags over the REST API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from html import escape
from typing import Any, Final

from wp_portraits.errors import RequestRefused, SiteError
from wp_portraits.model.post import Taxonomy, Term
from wp_portraits.wordpress.reading import Reader
from wp_portraits.wordpress.refusals import refusal
from wp_portraits.wordpress.rest.batches import Batches
from wp_portraits.wordpress.rest.client import Client
from wp_portraits.wordpress.rest.shapes import TERM_FIELDS, term_of
from wp_portraits.wordpress.wellformed import require_wellformed

ROUTES: Final[Mapping[Taxonomy, str]] = {"category": "wp/v2/categories", "post_tag": "wp/v2/tags"}


class Terms:
    """Finding and creating terms."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._batches = Batches(client, {"_fields": TERM_FIELDS})

    def named(self, taxonomy: Taxonomy, names: Sequence[str]) -> list[Term]:
        """The terms with one of these names: from the whole list where it is short, else searched one by one."""
        found: dict[int, Term] = {}
        for number, page in enumerate(self._client.pages(ROUTES[taxonomy], self._asked("id"), "terms"), start=1):
            self._keep(found, page, taxonomy, names)
            missing = self._missing(found, taxonomy, names)
            if not missing or number >= len(missing):
                break
        else:
            return sorted(found.values(), key=lambda term: term.id)
        for name in missing:
            for page in self._search(taxonomy, name):
                self._keep(found, page, taxonomy, names)
        return sorted(found.values(), key=lambda term: term.id)

    def _missing(self, found: Mapping[int, Term], taxonomy: Taxonomy, names: Sequence[str]) -> list[str]:
        """The names to look for further: a category found may have a namesake under another parent, a tag has none."""
        known = {term.name for term in found.values()} if taxonomy == "post_tag" else set()
        return sorted(set(names) - known)

    def create(self, taxonomy: Taxonomy, name: str, parent: int) -> Term:
        """Create a term; where WordPress says that it exists under this parent, that one."""
        require_wellformed(name=name)
        body = {"name": name} | ({"parent": parent} if parent else {})
        answer = self._client.write(ROUTES[taxonomy], body, {"_fields": TERM_FIELDS})
        problem = answer.problem()
        if problem is not None and problem.code == "term_exists":
            return self._existing(taxonomy, Reader(problem.details, "an existing term").number("term_id"))
        if not 200 <= answer.status < 300:
            raise refusal(answer)
        return term_of(answer.json(), taxonomy)

    def create_several(self, taxonomy: Taxonomy, names: Sequence[str]) -> list[Term | SiteError]:
        """Create terms in batches; one that WordPress refuses there may exist, which is found out by itself."""
        for name in names:
            require_wellformed(name=name)
        writes = [(ROUTES[taxonomy], {"name": name}) for name in names]
        outcomes = self._batches.carry_out(writes, partial(term_of, taxonomy=taxonomy))
        return [
            self._alone(taxonomy, name) if isinstance(outcome, RequestRefused) else outcome
            for name, outcome in zip(names, outcomes, strict=True)
        ]

    def _alone(self, taxonomy: Taxonomy, name: str) -> Term | SiteError:
        try:
            return self.create(taxonomy, name, 0)
        except SiteError as error:
            return error

    def _existing(self, taxonomy: Taxonomy, number: int) -> Term:
        return term_of(self._client.read(f"{ROUTES[taxonomy]}/{number}", {"_fields": TERM_FIELDS}).json(), taxonomy)

    def _search(self, taxonomy: Taxonomy, name: str) -> Iterator[list[Any]]:
        """Names are stored with ``&`` as an entity, and searched as they are stored."""
        return self._client.pages(
            ROUTES[taxonomy], {**self._asked("name"), "search": escape(name, quote=False)}, "terms"
        )

    def _asked(self, order: str) -> dict[str, str]:
        return {"_fields": TERM_FIELDS, "orderby": order, "order": "asc"}

    def _keep(self, found: dict[int, Term], page: list[Any], taxonomy: Taxonomy, names: Sequence[str]) -> None:
        for told in page:
            term = term_of(told, taxonomy)
            if term.name in names:
                found[term.id] = term
