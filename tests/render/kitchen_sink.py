"""A portrait that holds every construct a draft can have: what the editor and the golden files are asked about."""

from __future__ import annotations

from dataclasses import replace

from rendering_cases import FULL, answer, markdown

from wp_portraits.model.portrait import FollowLink, Photo, Portrait, ReadingEntry

TEXT = """\
Texte avec *accent*, **force**, ***les deux***, ~~biffé~~, `code [gallery] <b>`, un saut\\
de ligne et un
retour doux. « Guillemets » avec\u00a0insécables\u202f: "droits" et 'simples' & <, > ; 2 > 1 &amp;copy; &copy; &nbsp;!

Des crochets : [gallery], [[audio]], [/x], […], [ ], [sic], \\[a\\](b), [*caption*].

Un lien [vers *Léa*](lea-tremblay.md#debut), un [hors ligne](pas-publie.md), un [dangereux](javascript:alert(1)), un [titré](https://example.org/?a=1&copy=2 "l'été \\"chaud\\" <b>"),
<https://example.org/a_b>, <camille@example.org>, @marie_officine, .@jean, (@ann), a@example.org, @camille@social.example, `@code`, [@lien](https://example.org/).

<abbr title="Organisation &quot;x&quot; > y">OMS</abbr>, H<sub>2</sub>O, 3<sup>e</sup>, <kbd>Ctrl</kbd>, <mark class="m">jaune</mark>, <ins>a</ins><del>b</del>, <small>c</small>,
<span lang="en">English</span>, <cite>Titre</cite>, <q>mot</q>, <time datetime="2026-11-20">le 20</time>, a<br>b, c<wbr>d, <script>alert(1)</script>, <b onclick="x()">gras</b>, <!-- wp:html -->[<!-- x -->gallery], <a href="lea-tremblay.md">brut @nu</a>, <img src="images/agenda.png" alt="brut">, <img src="x.png">, <div>bloc</div>.

Image en ligne ![agenda "1" <2> & 3](images/agenda.png "Titre") dans le texte, ![absente](images/absente.png).

## Titre 2
# Titre 1
### Titre *trois* & [lien](https://example.org/)
#### Quatre
##### Cinq
###### Six

- un
- deux
  - dedans
    1. plus
    2. profond
- trois

5. cinq

   deuxième paragraphe
6. six

   - liste

0. zéro

* puces
- 
+ - - imbriqué

- code :

  ```php
  <?php echo "[gallery]";
  ```

  après le code
- > citation
- ![agenda](images/agenda.png)

  légende
- # Titre dans une liste
- | a |
  |---|
  | b |
- https://youtu.be/abc

> Une citation
> sur deux lignes.
>
> > Imbriquée.
>
> - liste
>
> ## Titre cité

```text
https://youtu.be/abc
  https://example.org/?a=1&b=2
deux  espaces\u00a0et

	une tabulation [gallery] &amp; "x" -->
https://vimeo.com/1
```

    code indenté

```c++ title="x"
int a;
```

```
```

| Gauche | Centre | Droite | Rien |
|:-------|:------:|-------:|------|
| *a* | b\\|c | 3,49 $ | [gallery] |
| | `x` | <sup>e</sup> @marie | |

| seule |
|-------|

![Agenda "hebdo" & <co> [gallery] &copy; <!-- wp:html --> d'ici\u00a0!](images/agenda.png "Une *semaine* & <b>")

![distante](https://example.org/photo.jpg?a=1&b=2)
![deuxième](images/agenda.png)

[![liée](images/agenda.png "légende")](https://example.org/?x=1&y=2)

![absente](images/absente.png)

***

https://www.youtube.com/watch?v=a--b_c&t=10

<https://vimeo.com/76979871>

https://www.youtube.com/shorts/abc

https://soundcloud.com/artiste/piece

https://open.spotify.com/track/abc

https://www.flickr.com/photos/a/1

https://www.tiktok.com/@a/video/1

https://bsky.app/profile/a.example/post/1

https://www.dailymotion.com/video/x1

https://x.com/camille/status/1

https://www.reddit.com/r/a/comments/1/x

https://www.ted.com/talks/x

https://www.kickstarter.com/projects/a/b

https://issuu.com/a/docs/b

https://www.pinterest.com/pin/1

https://wordpress.tv/2026/a

https://example.org/inconnu

<details>
<summary>Plus</summary>

Texte *entre* deux.

</details>

<div class="boite" onclick="x()" style="color:red"><p>Brut [gallery] &amp; @nu "x"</p>
<p>Deux</p><iframe src="https://example.org/"></iframe></div>

<script>alert(1)</script>

<!-- rien -->

<pre>
a

b
</pre>

{{ portrait.key }} {% raw %} {# rien #}
"""

KITCHEN_SINK: Portrait = replace(
    FULL,
    photo=Photo(
        "drafts/images/camille.jpg",
        'Camille "Cam" Roy & co > [gallery] &eacute; d\'ici\u00a0!',
        "Photo [gallery] <b> & co\u00a0!",
    ),
    intro=markdown(TEXT),
    answers=(
        answer("Et *ton* `code` & [lien](https://example.org/) @marie [gallery] ?", TEXT, "et-ton-code"),
        answer("Vide ?", "![absente](images/absente.png)", "vide"),
    ),
    follow=(
        *FULL.follow,
        FollowLink("x", "X [gallery]", "<b>&\u00a0[gallery]", "https://x.com/a?b=[c]&copy;=1", "note [gallery] <b>"),
        FollowLink("y", "Y", "Y", "javascript:alert(1)"),
    ),
    reading=(
        *FULL.reading,
        ReadingEntry("<script> [gallery] \"x\" & 'y'", 'https://example.org/"><script>', "es"),
        ReadingEntry("Mauvais", "javascript:alert(1)"),
    ),
    reading_label="Lecture & [gallery] <b>",
)
