"""Plans and outcomes, as a person and a program read them."""

from __future__ import annotations

import json

from publish_workbench import Bench, Draft

from wp_portraits.plan.outcome import Fate, Outcome, PostOutcome
from wp_portraits.reports.outcome import outcome_json, outcome_text
from wp_portraits.reports.plan import plan_json, plan_text
from wp_portraits.wordpress.memory.site import MemorySite


def busy(bench: Bench) -> Bench:
    """One of everything."""
    bench.publish()
    assert isinstance(bench.site, MemorySite)
    number = bench.ids("camille-roy")[0]
    bench.site.edit(number, content=bench.content("camille-roy").replace("Une réponse", "Une retouche"))
    bench.drafts["nadia-benali"].text = "Une meilleure réponse."
    bench.drafts["thuy-linh-pham"] = Draft("Thuy-Linh Pham")
    return bench


def test_the_plan_in_words(bench: Bench) -> None:
    text = plan_text(busy(bench).plan())
    lines = text.splitlines()
    assert "+ drafts/thuy-linh-pham.md" in lines
    assert "~ drafts/nadia-benali.md (content) the draft changed" in lines
    assert "    +Une meilleure réponse." in lines
    assert any(line.startswith("! drafts/camille-roy.md edited on the site since it was published") for line in lines)
    assert "lea-tremblay.md" not in text
    assert lines[-1] == "1 to create, 1 to update, 1 edited on the site, 1 as they should be."
    assert "\x1b" not in text


def test_the_plan_in_colour_and_with_everything(bench: Bench) -> None:
    text = plan_text(busy(bench).plan(), color=True, verbose=True)
    assert "\x1b[32m+\x1b[0m drafts/thuy-linh-pham.md" in text
    assert "\x1b[2m=\x1b[0m drafts/lea-tremblay.md" in text


def test_a_refused_plan_says_why(bench: Bench) -> None:
    bench.publish()
    bench.drafts.clear()
    plan = bench.plan()
    assert "Refused: There is no draft, but 3 posts were published from here." in plan_text(plan)
    assert json.loads(plan_json(plan))["refused"] == list(plan.refusals)


def test_the_plan_as_json(bench: Bench) -> None:
    plan = busy(bench).plan()
    read = json.loads(plan_json(plan))
    assert list(read) == ["schema", "actions", "create", "update", "keep", "conflicts", "refused", "checksum"]
    assert {name: read[name] for name in ("schema", "create", "update", "keep", "conflicts")} == {
        "schema": 1,
        "create": 1,
        "update": 1,
        "keep": 1,
        "conflicts": 0,
    }
    assert read["checksum"] == plan.checksum
    (update,) = [action for action in read["actions"] if action["action"] == "update"]
    assert list(update) == ["key", "action", "path", "id", "url", "changes", "reason", "difference"]
    assert (update["key"], update["path"], update["changes"]) == (
        "nadia-benali",
        "drafts/nadia-benali.md",
        ["content"],
    )
    assert update["id"] == bench.ids("nadia-benali")[0]


def test_what_the_site_says_cannot_steer_the_terminal(bench: Bench) -> None:
    bench.publish()
    assert isinstance(bench.site, MemorySite)
    content = bench.content("nadia-benali").replace("réponse", "\x1b]0;titre\x07réponse")
    bench.site.edit(bench.ids("nadia-benali")[0], content=content)
    assert "\x1b" not in plan_text(bench.plan())


def test_the_outcome_as_json(bench: Bench) -> None:
    outcome = busy(bench).publish()
    read = json.loads(outcome_json(outcome))
    assert list(read) == ["schema", "created", "updated", "kept", "conflicts", "failed", "requests", "posts"]
    assert (read["created"], read["updated"], read["kept"], read["conflicts"], read["failed"]) == (1, 1, 1, 0, 0)
    assert read["requests"] == bench.site.requests
    rows = {post["key"]: post for post in read["posts"]}
    assert rows["thuy-linh-pham"] == {
        "key": "thuy-linh-pham",
        "action": "create",
        "id": bench.ids("thuy-linh-pham")[0],
        "url": "https://portraits.example.org/thuy-linh-pham/",
        "status": "created",
        "error": None,
    }
    assert rows["camille-roy"]["status"] == "drift"
    assert "--overwrite camille-roy" in rows["camille-roy"]["error"]


def test_the_outcome_in_words() -> None:
    posts = (
        PostOutcome(
            "camille-roy", "drafts/camille-roy.md", "create", Fate.CREATED, 12, "https://example.org/camille-roy/"
        ),
        PostOutcome("lea-tremblay", "drafts/lea-tremblay.md", "keep", Fate.KEPT, 13),
        PostOutcome(
            "nadia-benali", "drafts/nadia-benali.md", "update", Fate.FAILED, 14, error="Non.", hint="Recommencez."
        ),
        PostOutcome(
            "x", "drafts/x.md", "update", Fate.UPDATED, 15, "https://example.org/x/", notices=("Autre titre.",)
        ),
    )
    assert outcome_text(Outcome(posts, 4)).splitlines() == [
        "+ drafts/camille-roy.md https://example.org/camille-roy/",
        "x drafts/nadia-benali.md Non.",
        "    Recommencez.",
        "~ drafts/x.md https://example.org/x/",
        "    Autre titre.",
        "1 created, 1 updated, 1 unchanged, 1 failed.",
    ]
    assert outcome_text(Outcome((), 2)) == "Nothing to publish.\n"
