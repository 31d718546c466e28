"""Categories and tags over XML-RPC."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wordpress_xmlrpc.methods.taxonomies import GetTerm, GetTerms, NewTerm

from wp_portraits.errors import PermissionRefused, RequestRefused, SiteError
from wp_portraits.model.post import Taxonomy, Term
from wp_portraits.wordpress.outcomes import FULL_STOP, NOTHING_TRIED, not_sent
from wp_portraits.wordpress.reading import listed
from wp_portraits.wordpress.refusals import NEEDS_ANOTHER_ROLE
from wp_portraits.wordpress.rules import same_name
from wp_portraits.wordpress.wellformed import require_wellformed
from wp_portraits.wordpress.xmlrpc.client import Client
from wp_portraits.wordpress.xmlrpc.shapes import number_of, term_of


class Terms:
    """Finding and creating terms."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def named(self, taxonomy: Taxonomy, names: Collection[str]) -> list[Term]:
        """The terms with one of these names."""
        return [term for term in self._all(taxonomy) if term.name in names] if names else []

    def known(self, taxonomy: Taxonomy, numbers: Sequence[str]) -> set[str]:
        """Those of these ids that the site has a term for."""
        return {str(term.id) for term in self._all(taxonomy)} & set(numbers) if numbers else set()

    def create(self, taxonomy: Taxonomy, name: str, parent: int) -> Term:
        """Create a term, or return the one of this name that stands at this place."""
        require_wellformed(name=name)
        struct: Mapping[str, Any] = {"taxonomy": taxonomy, "name": name}
        try:
            number = number_of(
                self._client.call(NewTerm, {**struct, "parent": str(parent)} if parent else struct), "a new term"
            )
        except RequestRefused:
            found = self._existing(taxonomy, name, parent)
            if found is None:
                raise
            return found
        except PermissionRefused as refused:
            raise _for_editors(refused, taxonomy) if refused.hint == NEEDS_ANOTHER_ROLE else refused from None
        return term_of(self._client.call(GetTerm, taxonomy, str(number)), taxonomy)

    def create_several(self, taxonomy: Taxonomy, names: Sequence[str]) -> list[Term | SiteError]:
        """Create each, or find the one that exists; after an error that concerns them all, the rest is not sent."""
        outcomes: list[Term | SiteError] = []
        for name in names:
            try:
                outcomes.append(self.create(taxonomy, name, 0))
            except FULL_STOP as error:
                if isinstance(error, NOTHING_TRIED) and not outcomes:
                    raise
                return [*outcomes, error, *[not_sent(error)] * (len(names) - len(outcomes) - 1)]
            except SiteError as error:
                outcomes.append(error)
        return outcomes

    def _existing(self, taxonomy: Taxonomy, name: str, parent: int) -> Term | None:
        """The term that stood in the way of a new one: WordPress does not name it over XML-RPC."""
        found = [term for term in self._all(taxonomy) if term.parent == parent and same_name(term.name, name)]
        return min(found, key=lambda term: (term.name != name, term.id), default=None)

    def _all(self, taxonomy: Taxonomy) -> list[Term]:
        """Every term, in ascending order of id: one call, for each is signed anew."""
        told = listed(self._client.call(GetTerms, taxonomy, {"orderby": "term_id", "order": "ASC"}), "terms")
        return sorted((term_of(one, taxonomy) for one in told), key=lambda term: term.id)


def _for_editors(refused: PermissionRefused, taxonomy: Taxonomy) -> PermissionRefused:
    """The refusal with what to do: over XML-RPC even tags are for editors to create."""
    kind = "category" if taxonomy == "category" else "tag"
    return PermissionRefused(
        refused.message,
        hint=f"Over XML-RPC only editors may create a {kind}: let one do it in wp-admin, or use --transport rest.",
    )
