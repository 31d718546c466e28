"""Each Markdown construct, in both markups."""

from __future__ import annotations

import pytest
from rendering_cases import body

from wp_portraits.render.page import ShownPicture


def block(name: str, html: str) -> str:
    return f"<!-- wp:{name} -->\n{html}\n<!-- /wp:{name.split()[0]} -->"


def paragraph(html: str) -> str:
    return block("paragraph", f"<p>{html}</p>")


INLINE = {
    "un *mot*, **deux**, ~~trois~~": "un <em>mot</em>, <strong>deux</strong>, <s>trois</s>",
    "un\ndeux": "un deux",
    "un\\\ndeux": "un<br>deux",
    "a < b & c > d « e » \"f\" 'g'": "a &lt; b &amp; c &gt; d « e » \"f\" 'g'",
    "4\u00a0300\u202fmembres &nbsp;!": "4&nbsp;300\u202fmembres &nbsp;!",
    '`a <b> & "c"`': '<code>a &lt;b&gt; &amp; "c"</code>',
    "&amp;copy;": "&amp;copy;",
    "H<sub>2</sub>O <abbr title='Q & A'>QA</abbr>": 'H<sub>2</sub>O <abbr title="Q &amp; A">QA</abbr>',
    "<b onclick=x()>gras</b><script>x()</script>": "<b>gras</b>",
    "<sup>ouvert": "<sup>ouvert</sup>",
    "a <!-- wp:html --> b": "a  b",
    "{{ person.name }} {% if %}": "{{ person.name }} {% if %}",
    "[Léa](lea-tremblay.md)": '<a href="https://blog.example.org/lea/">Léa</a>',
    "[Léa](./lea-tremblay.md#ton)": '<a href="https://blog.example.org/lea/#ton">Léa</a>',
    "[*Léa*](personne.md)": "<em>Léa</em>",
    "<a href='personne.md'>Léa</a>": "<a>Léa</a>",
    "[x](javascript:alert) [y](<java\tscript:alert>)": "x y",
    "[x](data:text/html,x)": "x",
    "[x](/contact) [y](#debut)": '<a href="/contact">x</a> <a href="#debut">y</a>',
    '[x](https://example.org/?a=1&b=2 "l\'été")': '<a href="https://example.org/?a=1&amp;b=2" title="l\'été">x</a>',
    "<https://example.org/>": '<a href="https://example.org/">https://example.org/</a>',
    "<camille@example.org>": '<a href="mailto:camille@example.org">camille@example.org</a>',
    "un ![a](images/agenda.png) deux": 'un <img class="wp-image-13" src="https://blog.example.org/wp-content/uploads/agenda.png" alt="a"> deux',
    "un ![*absente*](images/absente.png)": "un absente",
    "https://example.org/inconnu": "https://example.org/inconnu",
    "voir https://youtu.be/abc": "voir https://youtu.be/abc",
    "[vidéo](https://youtu.be/abc)": '<a href="https://youtu.be/abc">vidéo</a>',
}


@pytest.mark.parametrize("text", INLINE)
def test_running_text(text: str) -> None:
    assert body(text) == paragraph(INLINE[text])
    assert body(text, "classic") == f"<p>{INLINE[text]}</p>"


ITEM = "<!-- wp:list-item -->\n<li>{}</li>\n<!-- /wp:list-item -->".format
UL = '<ul class="wp-block-list">{}</ul>'.format
BLOCKS = {
    "# Un": (block('heading {"level":3}', '<h3 class="wp-block-heading">Un</h3>'), "<h3>Un</h3>"),
    "#### *Quatre*": (
        block('heading {"level":4}', '<h4 class="wp-block-heading"><em>Quatre</em></h4>'),
        "<h4><em>Quatre</em></h4>",
    ),
    "###### Six": (block('heading {"level":6}', '<h6 class="wp-block-heading">Six</h6>'), "<h6>Six</h6>"),
    "- un\n- deux": (block("list", UL(f"{ITEM('un')}\n\n{ITEM('deux')}")), "<ul><li>un</li><li>deux</li></ul>"),
    "3. un": (
        block('list {"ordered":true,"start":3}', f'<ol start="3" class="wp-block-list">{ITEM("un")}</ol>'),
        '<ol start="3"><li>un</li></ol>',
    ),
    "1. un": (
        block('list {"ordered":true}', f'<ol class="wp-block-list">{ITEM("un")}</ol>'),
        "<ol><li>un</li></ol>",
    ),
    "- un\n  - deux": (
        block("list", UL(ITEM("un" + block("list", UL(ITEM("deux")))))),
        "<ul><li>un<ul><li>deux</li></ul></li></ul>",
    ),
    "- un\n\n  deux": (block("list", UL(ITEM("un<br><br>deux"))), "<ul><li><p>un</p><p>deux</p></li></ul>"),
    "> un\n>\n> > deux": (
        block(
            "quote",
            f'<blockquote class="wp-block-quote">{paragraph("un")}\n\n'
            + block("quote", f'<blockquote class="wp-block-quote">{paragraph("deux")}</blockquote>')
            + "</blockquote>",
        ),
        "<blockquote><p>un</p><blockquote><p>deux</p></blockquote></blockquote>",
    ),
    "***": (block("separator", '<hr class="wp-block-separator has-alpha-channel-opacity"/>'), "<hr>"),
    '```php\n<?= "a\n\n  [b]" ?>\n```': (
        block(
            'code {"className":"language-php"}',
            '<pre class="wp-block-code language-php"><code>&lt;?= "a\n\n  &#91;b]" ?&gt;</code></pre>',
        ),
        '<pre><code class="language-php">&lt;?= "a\n\n  &#091;b]" ?&gt;</code></pre>',
    ),
    "|a|b|\n|:-|-|\n|1||": (
        block(
            'table {"hasFixedLayout":false}',
            '<figure class="wp-block-table"><table><thead><tr><th class="has-text-align-left" data-align="left">a</th>'
            '<th>b</th></tr></thead><tbody><tr><td class="has-text-align-left" data-align="left">1</td><td></td></tr>'
            "</tbody></table></figure>",
        ),
        '<table><thead><tr><th style="text-align: left;">a</th><th>b</th></tr></thead>'
        '<tbody><tr><td style="text-align: left;">1</td><td></td></tr></tbody></table>',
    ),
    '![a "b"](images/agenda.png "c & d")': (
        block(
            'image {"id":13,"sizeSlug":"full","linkDestination":"none"}',
            '<figure class="wp-block-image size-full"><img src="https://blog.example.org/wp-content/uploads/agenda.png" '
            'alt="a &quot;b&quot;" class="wp-image-13"/><figcaption class="wp-element-caption">c &amp; d</figcaption></figure>',
        ),
        '<figure><img class="size-full wp-image-13" src="https://blog.example.org/wp-content/uploads/agenda.png" '
        'alt="a &quot;b&quot;"><figcaption>c &amp; d</figcaption></figure>',
    ),
    "[![a](https://example.org/a.png)](https://example.org/)": (
        block(
            'image {"linkDestination":"custom"}',
            '<figure class="wp-block-image"><a href="https://example.org/"><img src="https://example.org/a.png" alt="a"/></a></figure>',
        ),
        '<figure><a href="https://example.org/"><img src="https://example.org/a.png" alt="a"></a></figure>',
    ),
    "https://open.spotify.com/track/a": (
        block(
            'embed {"url":"https://open.spotify.com/track/a","type":"rich","providerNameSlug":"spotify","responsive":true}',
            '<figure class="wp-block-embed is-type-rich is-provider-spotify wp-block-embed-spotify">'
            '<div class="wp-block-embed__wrapper">\nhttps://open.spotify.com/track/a\n</div></figure>',
        ),
        "<p>https://open.spotify.com/track/a</p>",
    ),
    "<div onclick='x'>brut\n<p>[a]</p></div>": (
        block("html", "<div>brut\n<p>&#091;a]</p></div>"),
        "<div>brut<p>&#091;a]</p></div>",
    ),
}


@pytest.mark.parametrize("text", BLOCKS)
def test_blocks(text: str) -> None:
    blocks, classic = BLOCKS[text]
    assert body(text) == blocks
    assert body(text, "classic") == classic


@pytest.mark.parametrize(
    "text",
    [
        "![absente](images/absente.png)",
        "![](javascript:x)",
        "<script>alert(1)</script>",
        "<!-- wp:paragraph -->",
        "<div><iframe src='https://example.org/'></iframe></div>",
        "<iframe src='https://example.org/'></iframe>",
        "<style>p { color: red }</style>",
    ],
)
def test_what_shows_nothing_leaves_nothing(text: str) -> None:
    assert body(text) == body(text, "classic") == ""


def test_two_pictures_make_two_blocks() -> None:
    assert body("![a](images/agenda.png)\n![b](https://example.org/b.png)").count("<!-- wp:image") == 2


def test_an_item_holds_one_block_so_that_several_go_into_a_group() -> None:
    html = body("- a\n\n  ```\n  b\n  ```\n\n  c")
    assert '<li>a<!-- wp:group -->\n<div class="wp-block-group"><!-- wp:code -->' in html
    assert body("- a\n\n  b\n\n  - c").count("<!-- wp:group") == 0


def test_a_language_that_is_not_the_pages_is_marked_wherever_text_stands() -> None:
    html = body("Hello\n\n- one\n\n# Title\n\n|a|\n|-|\n|b|\n\n```\ncode\n```", lang="en")
    assert html.count('<span lang="en">') == 5
    assert "<code>code</code>" in html
    assert "lang=" not in body("Bonjour", lang="FR-ca")


def test_a_shortcode_in_a_text_is_only_text() -> None:
    assert body("Écrire [gallery] ou [[audio]], […] et [ ].") == paragraph(
        "Écrire <span>[</span>gallery] ou <span>[</span><span>[</span>audio]], […] et [ ]."
    )
    assert body("Écrire [gallery].", "classic") == "<p>Écrire &#091;gallery].</p>"
    assert "[\u2060gallery]" in body("![un [gallery]](https://example.org/a.png)")
    assert "<!" not in body("![a](https://example.org/a.png '<!-- wp:html -->')").replace("<!-- wp:image", "").replace(
        "<!-- /wp", ""
    )


def test_addresses_alone_on_a_line_of_code_are_not_embedded() -> None:
    html = body("```\nhttps://youtu.be/a\n  https://youtu.be/b\n```")
    assert "<code>https:&#47;&#47;youtu.be/a\n  <span>https</span>://youtu.be/b</code>" in html


def test_a_picture_without_an_id_keeps_only_its_address() -> None:
    html = body("![a](images/agenda.png)")
    assert "wp-image-13" in html
    assert ShownPicture("x").id is None
