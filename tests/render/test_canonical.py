"""The canonical form of block markup: what a template may leave to it, and what it refuses."""

from __future__ import annotations

import pytest

from wp_portraits.render.canonical import write_blocks
from wp_portraits.render.grammar import Block, BlockError, parse_blocks, write_attributes


def canonical(text: str) -> str:
    return write_blocks(parse_blocks(text))


@pytest.mark.parametrize(
    ("laid_out", "written"),
    [
        (
            "\n<!--  wp:core/paragraph  {} -->\n\n  <p>\n    Un <em>mot</em>\n    deux\n  </p>\n\n<!-- /wp:paragraph  -->\n",
            "<!-- wp:paragraph -->\n<p>Un <em>mot</em> deux</p>\n<!-- /wp:paragraph -->",
        ),
        (
            '<!-- wp:group {"layout":{"type":"flow"},"tagName":"div","metadata":{"name":"A -- <b> \\"c\\" & d"},"tagName":"section"} -->\n'
            '<section class="wp-block-group">\n  <!-- wp:separator -->\n<hr class="a">\n<!-- /wp:separator -->\n <!-- wp:x/y /-->\n</section>\n'
            "<!-- /wp:group -->",
            '<!-- wp:group {"tagName":"section","metadata":{"name":"A \\u002d\\u002d \\u003cb\\u003e \\u0022c\\u0022 \\u0026 d"},'
            '"layout":{"type":"flow"}} -->\n<section class="wp-block-group"><!-- wp:separator -->\n<hr class="a"/>\n'
            "<!-- /wp:separator -->\n\n<!-- wp:x/y /--></section>\n<!-- /wp:group -->",
        ),
        (
            '<!-- wp:heading {"className":"x","level":2} --><h2 class=\'wp-block-heading\'>L&#39;&eacute;t&eacute; &quot;&gt;&quot; &#8217;</h2><!-- /wp:heading -->',
            '<!-- wp:heading {"className":"x"} -->\n<h2 class="wp-block-heading">L\'été "&gt;" ’</h2>\n<!-- /wp:heading -->',
        ),
        (
            '<!-- wp:image --><figure class="wp-block-image">\n<img src=a.png alt=\'d&#39;ici &lt;&nbsp;"\'>\n'
            "<figcaption>a <img src='b'><br/>\u00a0b</figcaption></figure><!-- /wp:image -->",
            '<!-- wp:image -->\n<figure class="wp-block-image"><img src="a.png" alt="d\'ici &lt;\u00a0&quot;"/>'
            '<figcaption>a <img src="b"><br>&nbsp;b</figcaption></figure>\n<!-- /wp:image -->',
        ),
        (
            "<!-- wp:paragraph --><p>a > b & c &amp; d, [form]</p><!-- /wp:paragraph -->",
            "<!-- wp:paragraph -->\n<p>a &gt; b &amp; c &amp; d, [form]</p>\n<!-- /wp:paragraph -->",
        ),
        ("<!-- wp:html -->\n\n<p>\n a &eacute; </p>\n\n<!-- /wp:html -->", "<!-- wp:html -->\n<p>\n a &eacute; </p>\n<!-- /wp:html -->"),
        ("<!-- wp:code --><pre><code>a\n  b</code></pre><!-- /wp:code -->", "<!-- wp:code -->\n<pre><code>a\n  b</code></pre>\n<!-- /wp:code -->"),
        ("<!-- wp:core/latest-posts /-->\n\n\n\n<p>libre</p>", "<!-- wp:latest-posts /-->\n\n<p>libre</p>"),
    ],
)  # fmt: skip
def test_a_layout_for_the_eye_becomes_the_editors(laid_out: str, written: str) -> None:
    assert canonical(laid_out) == written
    assert canonical(written) == written


def test_a_bracket_of_the_draft_is_disarmed_where_it_stands() -> None:
    text = (
        '<!-- wp:paragraph --><p title="&#091;a] &#91; b">&#091;a] &#91;&#91;/b] &#091; c [d]</p><!-- /wp:paragraph -->'
    )
    assert canonical(text) == (
        '<!-- wp:paragraph -->\n<p title="[\u2060a] [ b"><span>[</span>a] <span>[</span><span>[</span>/b] [ c [d]</p>\n'
        "<!-- /wp:paragraph -->"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!-- wp:group --><div></div>", "core/group is opened and never closed"),
        ("<!-- /wp:group -->", "core/group is closed and was not opened"),
        ("<!-- wp:a --><!-- wp:b --><!-- /wp:a -->", "core/a is closed where core/b is open"),
        ('<!-- wp:a {"b":} /-->', "attributes of the block core/a are not JSON"),
    ],
)
def test_comments_that_do_not_fit_are_refused(text: str, message: str) -> None:
    with pytest.raises(BlockError, match=message):
        parse_blocks(text)


def test_attributes_cannot_end_their_comment() -> None:
    hostile = {"a": '--> <!-- wp:html --> "\\" &'}
    text = f"<!-- wp:x/y {write_attributes(hostile)}/-->"
    assert text.count("--") == 2
    [block] = parse_blocks(text)
    assert isinstance(block, Block)
    assert block.attributes == hostile
