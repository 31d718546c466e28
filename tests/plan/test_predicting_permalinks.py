from __future__ import annotations

from datetime import datetime

import pytest

from wp_portraits.model.post import PostFields, RemotePost
from wp_portraits.plan.permalinks import predictor

SITE = "https://portraits.example.org"
DATE = datetime(2026, 11, 20, 9, 5)


def post(
    link: str, *, number: int = 12, slug: str = "camille-roy", template: str = "", status: str = "publish"
) -> RemotePost:
    fields = PostFields("Camille", slug, "", "", status, DATE, (), (), 0, "open")
    return RemotePost(number, SITE + link, fields, DATE, template and SITE + template)


@pytest.mark.parametrize(
    ("seen", "predicted"),
    [
        (post("/camille-roy/", template="/%postname%/"), "/lea-tremblay/"),
        (post("/camille-roy/"), "/lea-tremblay/"),
        (post("/?p=12", template="/%postname%/", status="future"), "/lea-tremblay/"),
        (post("/2026/11/20/camille-roy/", template="/2026/11/20/%postname%/"), "/2025/03/07/lea-tremblay/"),
        (post("/2026/11/camille-roy"), "/2025/03/lea-tremblay"),
        (post("/blogue/2026/11/camille-roy/"), "/blogue/2025/03/lea-tremblay/"),
        (post("/carnet/camille-roy.html"), "/carnet/lea-tremblay.html"),
        (post("/?p=12"), None),
        (post("/archives/12"), None),
        (post("/12/camille-roy/"), None),
        (post("/?p=12", template="/%postname%/", status="draft"), "/lea-tremblay/"),
        (post("/?p=12", status="draft"), None),
        (post("/camille-roy/", template="/%postname%/", status="trash"), None),
        (post("/autre-chose/"), None),
    ],
)
def test_one_post_teaches_the_pattern(seen: RemotePost, predicted: str | None) -> None:
    link = predictor([seen])("lea-tremblay", datetime(2025, 3, 7, 8), None)
    assert link == (predicted and SITE + predicted)


def test_a_number_is_put_in_once_it_is_known() -> None:
    predict = predictor([post("/12/camille-roy/")])
    assert predict("lea-tremblay", DATE, 40) == f"{SITE}/40/lea-tremblay/"


def test_a_date_is_needed_where_the_pattern_has_one() -> None:
    assert predictor([post("/2026/11/camille-roy/")])("lea-tremblay", None, None) is None


def test_letters_outside_ascii_are_encoded_as_wordpress_does() -> None:
    assert predictor([post("/camille-roy/")])("日本", None, None) == f"{SITE}/%e6%97%a5%e6%9c%ac/"


def test_posts_that_contradict_one_another_teach_nothing() -> None:
    categories = [post("/sante/camille-roy/"), post("/musee/lea-tremblay/", slug="lea-tremblay")]
    assert predictor(categories)("nadia-benali", DATE, None) is None


def test_no_post_teaches_nothing() -> None:
    assert predictor([])("camille-roy", DATE, None) is None
