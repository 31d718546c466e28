"""How wp_insert_post dates and stamps new posts: over REST, and in RAM. XML-RPC writes each post twice, and differs."""

from __future__ import annotations

from datetime import timedelta

from site_contract import Contract, created, one, wanted

from wp_portraits.wordpress.site import Site


class DatesContract(Contract):
    def test_a_date_within_a_minute_publishes_at_once(self, site: Site, word: str) -> None:
        now = site.facts().now.replace(microsecond=0)
        dates = (now + timedelta(seconds=30), now + timedelta(hours=1))
        soon, later = created(site, *(wanted(f"{word}-{place}", date=date) for place, date in enumerate(dates)))
        assert (soon.fields.status, later.fields.status) == ("publish", "future")

    def test_a_new_post_with_a_date_is_stamped_as_modified_then(self, site: Site, word: str) -> None:
        now = site.facts().now.replace(microsecond=0)
        east = round((now - site.clock.replace(tzinfo=None)) / timedelta(minutes=15)) * timedelta(minutes=15)
        dates = [now + timedelta(hours=hours) for hours in (-5, 5)]
        posts = created(site, *(wanted(f"{word}-{place}", date=date) for place, date in enumerate(dates)))
        assert [post.modified_gmt for post in posts] == [date - east for date in dates]
        changed = one(site.update_posts([(posts[0].id, {"excerpt": word})]))
        assert abs(changed.modified_gmt - site.clock.replace(tzinfo=None)) < timedelta(minutes=1)
