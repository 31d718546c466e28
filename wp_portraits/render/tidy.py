"""Classic HTML as templates lay it out → HTML that ``wpautop`` leaves alone: one element a paragraph, no line end inside it."""

from __future__ import annotations

import re

_BLOCKS = (
    "figure|figcaption|ul|ol|li|blockquote|div|section|article|aside|header|footer|table|caption|thead|tbody|tfoot|tr|td|th|p|"
    "h[1-6]|hr|details|summary|dl|dt|dd|address|form|fieldset"
)
_TOKEN = re.compile(rf"(<pre[\s>].*?</pre>)|<(/?)({_BLOCKS})(?=[\s/>])[^>]*>", re.DOTALL | re.IGNORECASE)
_LINE_END = re.compile(r"[ \t]*[\r\n]\s*")
_EMPTY_LINES = re.compile(r"[ \t]*(?:\r?\n[ \t]*){2,}")
_SPACE = " \t\r\n\f"


class _Tidier:
    """Collects the elements of the top level."""

    def __init__(self) -> None:
        self.chunks: list[str] = []
        self._open: list[str] = []
        self._depth = 0

    def text(self, text: str) -> None:
        """What stands between two tags of blocks."""
        text = text.strip(_SPACE)
        if not text:
            return
        if self._depth:
            self._open.append(_LINE_END.sub(" ", text))
        else:
            self.chunks.append(_EMPTY_LINES.sub("\n\n", text))

    def tag(self, token: re.Match[str]) -> None:
        """A block's tag, or a whole preformatted text."""
        self._open.append(token[0])
        if token[2]:
            self._depth = max(0, self._depth - 1)
        elif not token[1] and token[3].lower() != "hr":
            self._depth += 1
        if not self._depth:
            self.finish()

    def finish(self) -> None:
        """End the element that is being collected."""
        if self._open:
            self.chunks.append("".join(self._open))
            self._open = []


def tidy(text: str) -> str:
    """``text``, its elements one empty line apart; empty lines that separate bare text are kept."""
    tidier, done = _Tidier(), 0
    for token in _TOKEN.finditer(text):
        tidier.text(text[done : token.start()])
        tidier.tag(token)
        done = token.end()
    tidier.text(text[done:])
    tidier.finish()
    return "\n\n".join(tidier.chunks)
