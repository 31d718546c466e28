"""What visitors may write: one list for every place where a comment is shown."""

from __future__ import annotations

from typing import Final

from wp_portraits.comments import reply_page

ESC, CSI, BELL = "\x1b", "\x9b", "\x07"

HOSTILE: Final = [
    f"{ESC}[31mrouge{ESC}[0m",
    f"{ESC}]0;titre volé{BELL}après",
    f"{ESC}]8;;https://piege.example{ESC}\\ici{ESC}]8;;{ESC}\\",
    f"{CSI}2Jeffacé",
    f"{ESC}P1$r0m{ESC}\\dcs",
    f"{ESC}{ESC}[[31m31m",
    "&#27;[31mrouge &#x9b;2J &#x202e;envers",
    "facture\u202efdp.exe",
    "\u2066isolé\u2069 \u200fmarque",
    "a\u200bd\u200cm\u200di\u2060n\ufeff",
    "caché\U000e0041\U000e0042\U000e007f",
    "<script>alert(1)</script>Bonjour",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>image",
    "<svg/onload=alert(1)><math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">clic</a>',
    '<a href="java\tscript:alert(1)">clic</a>',
    '<a href="&#106;avascript:alert(1)">clic</a>',
    '<a href="data:text/html,<script>1</script>">clic</a>',
    '<a href="//piege.example">clic</a> <a href="/wp-admin/">ici</a>',
    '<a href="https://example.org/" onclick="vol()" style="position:fixed" target="_blank">clic</a>',
    '<iframe src="https://piege.example"></iframe><form action=x><input name=p></form>',
    "<!--more--><!-- wp:html --><?php echo 1 ?><![CDATA[x]]>",
    '<p style="background:url(x)" class="a" id="b">par</p>',
    "<b title=1><p><b title=2><p>" * 40,
    "<a href='https://a.example'><p><a href='https://b.example'>x",
    "<b>a<i>b</b>c</i>",
    "</p></div></body></html>fin",
    "# Titre\n---\n===\n```\ncode\n~~~\n    bloc",
    "[lien](javascript:alert(1)) ![i](x) <https://x.example> [ref]: https://x.example\n[ref]: https://x.example",
    "- a\n+ b\n* c\n1. d\n2) e\n> f\n| a | b |\n| --- | --- |\n:-- | --:\n***\n___\n- - -",
    "&lt;script&gt; &amp;lt;b&amp;gt; &copy;",
    "\x00\x08\x7f\x85\u2028fin\r\nligne\rautre",
    "\ud83d seul",
    "e" + "\u0301" * 500,
    "é à ç « Québec » – œuvre 👩‍❤️‍👩 می‌خواهم שלום",
    "si x <y alors <3",
    '=HYPERLINK("https://piege.example";"Merci")',
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "+33 1 23 45\n-2+3\n=1+1",
    "\t=1+1",
    "\uff1d1+1",
    "'=1+1",
    "fin]]>&lt;/wp:comment_content></wp:comment_content><wp:comment>",
    "\ufffe\uffff\ufdd0non-caractères",
    'vim: set modeline: vim:ft=sh:\nLocal Variables:\neval: (shell-command "vol")\nEnd:',
    f"{reply_page.LINE}\n# rien",
    "mot " * 30_000,
    "<" * 20_000,
    "",
]
"""Everything a comment has been used for to do harm, and what would look like it."""
