"""WordPress's own block editor as judge of block markup.

The editor is asked two things about a content: does it take every block for valid, and would it write the content back
byte for byte? Both are the editor's own code (``wp.blocks.parse`` and ``wp.blocks.serialize``), run in a Chromium that is
signed in to wp-admin. Nothing is saved on the site (opening the page makes WordPress keep one empty "auto-draft").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60_000
"""Milliseconds to wait for a page: the editor's first load compiles some megabytes of JavaScript."""

JUDGE = """
(contents) => {
  const reasons = (block) => (block.validationIssues || []).map(({ args }) => args.map(String).join(' ')).join(' | ');
  const invalid = (blocks) => blocks.flatMap((block) => [
    ...(block.isValid && block.name !== 'core/missing' ? [] : [`${block.name}: ${reasons(block)}`]),
    ...invalid(block.innerBlocks),
  ]);
  return contents.map((content) => {
    const blocks = wp.blocks.parse(content);
    const freeform = blocks.filter((block) => block.name === 'core/freeform').map(() => 'core/freeform: outside a block');
    return { invalid: [...invalid(blocks), ...freeform], serialized: wp.blocks.serialize(blocks) };
  });
}
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the editor thinks of one content: ``same`` means that it would write it back byte for byte."""

    valid: bool
    invalid: list[str]
    same: bool
    serialized: str


class Editor:
    """A signed-in block editor; a context manager that starts and ends its Chromium."""

    def __init__(self, url: str, username: str, password: str) -> None:
        self._url = url.rstrip("/")
        self._username = username
        self._password = password
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._page: Page | None = None

    def __enter__(self) -> Editor:
        self._playwright = sync_playwright().start()
        try:
            self._browser = self._playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
            self._page = self._browser.new_page()
            self._sign_in(self._page)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._browser:
            self._browser.close()
        if self._playwright:
            self._playwright.stop()
        self._page = self._browser = self._playwright = None

    def judge(self, contents: Sequence[str]) -> list[Verdict]:
        """The editor's verdict on each content, in order."""
        answers: list[dict[str, Any]] = self.evaluate(JUDGE, list(contents))
        return [
            Verdict(
                valid=not answer["invalid"],
                invalid=answer["invalid"],
                same=answer["serialized"] == content,
                serialized=answer["serialized"],
            )
            for content, answer in zip(contents, answers, strict=True)
        ]

    def evaluate(self, script: str, argument: object = None) -> Any:
        """The value of a JavaScript function called with ``argument`` inside the editor's page."""
        if self._page is None:
            raise RuntimeError("the editor is not open: use it in a with statement")
        return self._page.evaluate(script, argument)

    def _sign_in(self, page: Page) -> None:
        page.set_default_timeout(PATIENCE)
        page.goto(f"{self._url}/wp-login.php")
        page.fill("#user_login", self._username)
        page.fill("#user_pass", self._password)
        page.click("#wp-submit")
        page.wait_for_url("**/wp-admin/**", wait_until="domcontentloaded")
        page.goto(f"{self._url}/wp-admin/post-new.php", wait_until="domcontentloaded")
        page.wait_for_function("() => window.wp && wp.blocks && wp.blocks.getBlockType('core/group')")
