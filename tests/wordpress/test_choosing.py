"""Which API is used: the first that lets us in, and what is said when none does."""

from __future__ import annotations

import re

import pytest
from hostile import Hostile, replies, serving, silent

from wp_portraits.errors import (
    ConfigurationError,
    CredentialsRefused,
    NoAnswer,
    NonsenseAnswer,
    NotFound,
    PermissionRefused,
    Redirected,
    RequestRefused,
    ServerFailure,
    SiteError,
    Throttled,
    TooMuch,
    Unreachable,
)
from wp_portraits.wordpress.answer import Problem
from wp_portraits.wordpress.choosing import Chosen, SignedWith, Trial, Way, choose, decide, try_all
from wp_portraits.wordpress.memory.site import MemorySite
from wp_portraits.wordpress.refusals import ASKS_ITS_OWN_PASSWORD, stated_refusal
from wp_portraits.wordpress.rest.connect import connect as over_rest
from wp_portraits.wordpress.site import Site

PASSING_ON = [
    NotFound,
    PermissionRefused,
    NonsenseAnswer,
    CredentialsRefused,
    NoAnswer,
    ServerFailure,
    RequestRefused,
    TooMuch,
]
FINAL = [Unreachable, Throttled, Redirected]


class Doors:
    """Two ways to sites in RAM, each with the refusal it was given; ``knocked`` are those that were tried."""

    def __init__(self, rest: SiteError | None = None, xmlrpc: SiteError | None = None) -> None:
        self.sites = {"rest": MemorySite(), "xmlrpc": MemorySite()}
        for name, refusal in (("rest", rest), ("xmlrpc", xmlrpc)):
            if refusal is not None:
                self.sites[name].fail("user", refusal, times=9)

    @property
    def ways(self) -> list[Way]:
        return [Way(name, lambda site=site: site) for name, site in self.sites.items()]  # type: ignore[misc]

    @property
    def knocked(self) -> list[str]:
        return [name for name, site in self.sites.items() if site.calls]


def test_the_first_way_that_lets_us_in_costs_one_request() -> None:
    doors = Doors()
    chosen = choose(doors.ways)
    assert chosen == Chosen(doors.sites["rest"], "rest", "the REST API lets us in")
    assert doors.sites["rest"].calls == ["user"]
    assert doors.knocked == ["rest"]


@pytest.mark.parametrize("kind", PASSING_ON)
def test_what_one_way_refuses_another_may_grant(kind: type[SiteError]) -> None:
    doors = Doors(rest=kind("GET https://blog.example.org/wp-json/ was answered so"))
    chosen = choose(doors.ways)
    assert (chosen.site, chosen.transport) == (doors.sites["xmlrpc"], "xmlrpc")
    assert chosen.reason.startswith("the REST API ")
    assert chosen.reason.endswith("; XML-RPC lets us in")


@pytest.mark.parametrize("kind", FINAL)
def test_a_site_out_of_reach_or_a_limit_is_not_gone_round(kind: type[SiteError]) -> None:
    refusal = kind("Not now.", hint="Later.")
    doors = Doors(rest=refusal)
    with pytest.raises(kind) as raised:
        choose(doors.ways)
    assert raised.value is refusal
    assert doors.knocked == ["rest"]


def test_every_kind_of_refusal_is_one_or_the_other() -> None:
    kinds, waiting = set[type[SiteError]](), [SiteError]
    while waiting:
        kinds |= (below := set(waiting.pop().__subclasses__()))
        waiting += below
    assert kinds == {*PASSING_ON, *FINAL}


def test_an_xmlrpc_php_that_leads_elsewhere_ends_nothing() -> None:
    doors = Doors(
        xmlrpc=Redirected("POST https://blog.example.org/xmlrpc.php is redirected to https://blog.example.org/")
    )
    chosen = choose(doors.ways[::-1])
    assert chosen.transport == "rest"
    assert chosen.reason.startswith("XML-RPC is somewhere else: POST https://blog.example.org/xmlrpc.php is redirected")


def test_a_refusal_is_told_once_and_whole() -> None:
    message = "The site does not permit this: GET https://b.example/wp-json/ was answered 403, not in the API's own words: “Blocked”"
    chosen = choose(Doors(rest=PermissionRefused(message)).ways)
    assert chosen.reason == (
        "the REST API is refused: GET https://b.example/wp-json/ was answered 403, not in the API's own words: “Blocked”; "
        "XML-RPC lets us in"
    )


@pytest.mark.parametrize(
    ("signed_with", "cause"),
    [
        ("application password", "(the host strips the Authorization header"),
        ("other password", "(the password is no application password"),
        ("token", "the REST API does not accept who we are: You are not currently logged in"),
    ],
)
def test_a_password_that_only_xmlrpc_accepts_is_explained(signed_with: SignedWith, cause: str) -> None:
    doors = Doors(rest=CredentialsRefused("You are not currently logged in. (401 rest_not_logged_in)"))
    chosen = choose(doors.ways, signed_with=signed_with)
    assert chosen.transport == "xmlrpc"
    assert cause in chosen.reason


def test_a_wrong_password_on_both_is_about_user_and_password() -> None:
    rest, xmlrpc = CredentialsRefused("Not logged in.", hint="The host strips it."), CredentialsRefused("Incorrect.")
    with pytest.raises(CredentialsRefused, match=r"Not logged in; XML-RPC .*: Incorrect\.$") as refused:
        choose(Doors(rest, xmlrpc).ways)
    assert "WP_USERNAME" in refused.value.hint
    assert "WP_APP_PASSWORD" in refused.value.hint
    assert "strips" not in refused.value.hint, "XML-RPC needs no header, and refuses too"


@pytest.mark.parametrize("kind", [PermissionRefused, NotFound, RequestRefused])
def test_both_doors_shut_names_what_to_ask_the_host_for(kind: type[SiteError]) -> None:
    with pytest.raises(kind) as refused:
        choose(
            Doors(kind("GET …/wp-json/ was answered so"), PermissionRefused("POST …/xmlrpc.php was answered 403")).ways
        )
    assert "GET …/wp-json/ was answered so" in refused.value.message
    assert "POST …/xmlrpc.php was answered 403" in refused.value.message
    assert refused.value.hint == (
        "Ask the host, or look in the site's security plugin, to let either one through: /wp-json/ (the REST API) or "
        "/xmlrpc.php (XML-RPC)."
    )


def test_no_api_at_all_questions_the_address_first() -> None:
    with pytest.raises(NotFound) as refused:
        choose(Doors(NotFound("nothing"), NotFound("nothing")).ways)
    assert refused.value.hint.startswith("Check WP_URL")


@pytest.mark.parametrize("order", [1, -1])
def test_the_class_is_the_most_telling_one(order: int) -> None:
    rest, password = PermissionRefused("blocked", hint="let it through"), CredentialsRefused("wrong", hint="Check it.")
    with pytest.raises(CredentialsRefused) as refused:
        choose(Doors(rest, password).ways[::order])
    assert refused.value.hint == (
        "Check it. Ask the host, or look in the site's security plugin, to let it through: /wp-json/ (the REST API)."
    )
    with pytest.raises(ServerFailure):
        choose(Doors(ServerFailure("broken"), PermissionRefused("blocked")).ways[::order])


def test_a_web_server_with_a_password_of_its_own_is_named() -> None:
    asked = [CredentialsRefused("answered 401", hint=ASKS_ITS_OWN_PASSWORD) for _ in range(2)]
    with pytest.raises(CredentialsRefused) as refused:
        choose(Doors(*asked).ways)
    assert refused.value.hint == ASKS_ITS_OWN_PASSWORD


def test_a_limit_met_at_the_second_door_is_told_with_the_first() -> None:
    with pytest.raises(PermissionRefused, match=r"blocked; XML-RPC asks for fewer requests: slowly\.") as refused:
        choose(Doors(PermissionRefused("blocked"), Throttled("slowly", hint="Wait.")).ways)
    assert refused.value.hint.startswith("Wait. Ask the host")


def test_a_way_with_an_obstacle_is_told_not_tried() -> None:
    doors = Doors(rest=PermissionRefused("blocked"))
    ways = [doors.ways[0], Way("xmlrpc", doors.ways[1].open, obstacle="XML-RPC needs a password")]
    with pytest.raises(PermissionRefused, match="blocked; XML-RPC needs a password"):
        choose(ways)
    assert doors.knocked == ["rest"]
    with pytest.raises(ConfigurationError, match="XML-RPC needs a password"):
        choose(ways[1:])


def test_what_is_not_about_the_site_passes_through() -> None:
    def broken() -> Site:
        raise ConfigurationError("no address")

    with pytest.raises(ConfigurationError, match="no address"):
        choose([Way("rest", broken), *Doors().ways])


def test_a_look_at_all_ways_tries_each() -> None:
    doors = Doors(xmlrpc=PermissionRefused("blocked"))
    trials = try_all(doors.ways)
    assert [(trial.transport, trial.site is not None, bool(trial.refusal)) for trial in trials] == [
        ("rest", True, False),
        ("xmlrpc", False, True),
    ]
    assert decide(trials).reason == "the REST API lets us in"


def test_a_look_at_all_ways_ends_at_a_limit() -> None:
    doors = Doors(rest=Throttled("slowly"))
    trials = try_all(doors.ways)
    assert trials[1] == Trial("xmlrpc", why="not tried after what the REST API answered")
    assert doors.knocked == ["rest"]
    with pytest.raises(Throttled, match=r"^slowly$"):
        decide(trials)


def test_a_plugin_that_speaks_as_wordpress_is_no_matter_of_roles() -> None:
    stated = Problem("rest_disabled", "The REST API is disabled on this site.", {})
    trial = Trial("rest", refusal=stated_refusal(403, stated, "GET …/users/me"))
    assert (
        trial.hint
        == "Ask the host, or look in the site's security plugin, to let it through: /wp-json/ (the REST API)."
    )
    assert Trial("rest", refusal=NotFound("gone", hint="Check WP_URL.")).hint == "Check WP_URL."
    assert Trial("rest", site=MemorySite()).hint == ""


PAGE = "<!DOCTYPE html><html><head><title>Accès interdit</title></head></html>"
HOSTS = {
    "refused": ([replies(403, PAGE, Content_Type="text/html")], "is refused: GET .*“Accès interdit”"),
    "absent": ([replies(404, PAGE, Content_Type="text/html")], "is not there: There is no WordPress REST API at"),
    "no JSON": ([replies(200, PAGE, Content_Type="text/html")], "is not there: There is no WordPress REST API at"),
    "broken": ([replies(500, PAGE, Content_Type="text/html")], "is broken: GET .* was answered 500"),
    "silent": ([silent(0.6)], r"does not answer: GET .* no complete answer within 0\.2 s"),
    "cut": ([lambda connection: None], "does not answer: GET .* the connection was cut"),
    "unsigned": (
        [
            replies(401, '{"code":"rest_not_logged_in","message":"Non connecté.","data":{"status":401}}'),
            replies(200, "{}"),
        ],
        "refuses the user and password that XML-RPC accepts",
    ),
}


def rest_at(server: Hostile) -> Site:
    return over_rest(server.url, "Basic QTpC", timeout=0.2, sleep=lambda _: None)


@pytest.mark.parametrize("host", HOSTS)
def test_hosts_that_spoil_the_rest_api(host: str) -> None:
    script, said = HOSTS[host]
    other = MemorySite()
    with serving(*script) as server:
        chosen = choose([Way("rest", lambda: rest_at(server)), Way("xmlrpc", lambda: other)])
    assert chosen.site is other
    assert chosen.reason.isprintable()
    assert re.search(said, chosen.reason), chosen.reason


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ([replies(429, PAGE, Retry_After="60")], Throttled),
        ([replies(301, "", Location="https://elsewhere.example.org/wp-json/")], Redirected),
    ],
)
def test_hosts_that_are_left_alone(script: list[object], kind: type[SiteError]) -> None:
    other = MemorySite()
    with serving(*script) as server, pytest.raises(kind):  # type: ignore[arg-type]
        choose([Way("rest", lambda: rest_at(server)), Way("xmlrpc", lambda: other)])
    assert other.calls == []


def test_a_host_that_is_gone_is_asked_once() -> None:
    with serving(replies(200)) as server:
        pass
    other = MemorySite()
    with pytest.raises(Unreachable):
        choose([Way("rest", lambda: rest_at(server)), Way("xmlrpc", lambda: other)])
    assert other.calls == []
