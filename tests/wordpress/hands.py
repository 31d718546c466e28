"""Other people at a real WordPress, and the ways in: what the tests of every transport share."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from typing import Unpack

import pytest
from comments_contract import VISITOR
from site_contract import USUALLY, How, Others

from wp_portraits.sandbox.box import Sandbox
from wp_portraits.wordpress.site import Site


class Hands:
    """Other people, by way of WordPress's own functions."""

    def __init__(self, box: Sandbox) -> None:
        self._box = box

    def comment(self, post: int, *contents: str, **how: Unpack[How]) -> list[int]:
        code = """
            foreach ($t['contents'] as $content) {
                $id = wp_insert_comment(wp_slash(['comment_post_ID' => $t['post'], 'comment_content' => $content,
                    'comment_author' => 'Léa', 'comment_author_email' => $t['email'],
                    'comment_author_IP' => $t['ip'], 'comment_agent' => $t['agent'],
                    'comment_parent' => $t['parent'], 'comment_type' => $t['kind'],
                    'comment_date_gmt' => $t['date'] ?? gmdate('Y-m-d H:i:s'),
                    'comment_approved' => $t['status'] === 'hold' ? 0 : 1]));
                if ($t['status'] === 'spam') wp_spam_comment($id);
                if ($t['status'] === 'trash') wp_trash_comment($id);
                echo "$id ";
            }"""
        told = {"post": post, "contents": contents, **USUALLY, **how, **VISITOR}
        return [int(number) for number in self._run(code, told).split()]

    def delete_comments(self, *comments: int) -> None:
        self._run("foreach ($t as $id) wp_delete_comment($id, true);", list(comments))

    def delete_post(self, post: int) -> None:
        self._run("wp_delete_post($t['id'], true);", {"id": post})

    def drafts(self, *slugs: str) -> list[int]:
        code = """
            foreach ($t as $slug) echo wp_insert_post(['post_title' => $slug, 'post_name' => $slug,
                'post_content' => $slug, 'post_status' => 'draft']), ' ';"""
        return [int(number) for number in self._run(code, list(slugs)).split()]

    def tags(self, *names: str) -> list[int]:
        code = "foreach ($t as $name) echo wp_insert_term(wp_slash($name), 'post_tag')['term_id'], ' ';"
        return [int(number) for number in self._run(code, list(names)).split()]

    def _run(self, code: str, told: object) -> str:
        packed = b64encode(json.dumps(told).encode()).decode()
        return self._box.eval_php(f"$t = json_decode(base64_decode('{packed}'), true); {code}")


class OnWordPress:
    """The fixtures of the contracts on real sites, one for each version. A transport's tests add how to connect."""

    @staticmethod
    def connect(box: Sandbox, username: str, password: str) -> Site:
        raise NotImplementedError

    @pytest.fixture
    def site(self, each_wordpress: Sandbox) -> Site:
        return self.connect(each_wordpress, *each_wordpress.credentials())

    @pytest.fixture
    def others(self, each_wordpress: Sandbox) -> Others:
        return Hands(each_wordpress)

    @pytest.fixture(scope="class")
    @classmethod
    def passwords(cls, each_wordpress: Sandbox) -> dict[str, str]:
        """The application passwords of the users made so far, by role."""
        return {}

    @pytest.fixture
    def connect_as(self, each_wordpress: Sandbox) -> Callable[[str, str], Site]:
        return lambda username, password: self.connect(each_wordpress, username, password)

    @pytest.fixture
    def reach(self, each_wordpress: Sandbox, passwords: dict[str, str]) -> Callable[[str], Site]:
        def reach(role: str) -> Site:
            if role == "administrator":
                return self.connect(each_wordpress, *each_wordpress.credentials())
            if role not in passwords:
                passwords[role] = each_wordpress.add_user(f"une-{role}", role=role)
            return self.connect(each_wordpress, f"une-{role}", passwords[role])

        return reach
