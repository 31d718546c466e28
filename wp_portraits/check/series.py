"""Series.

A series is a file in `drafts/series`; a draft names it with `series: portrait-de-gestionnaire` (the file's name
without `.yml`). These findings come from reading series files and from bringing drafts and series together.

## S001

The draft names a series that has no file. Without it there is no questionnaire, no title and no label.

Wrong:

```yaml
series: portrait-de-gestionaire
```

Right, when the file is `drafts/series/portrait-de-gestionnaire.yml`:

```yaml
series: portrait-de-gestionnaire
```

To mend it: write the name the hint suggests, or create the file.

## S002

The series the draft names is there, but its file has errors. Until they are gone the draft cannot be held against it,
nor published.

Wrong, in the series file:

```yaml
name: Portrait de gestionnaire
minimum_answers: huit
```

Right:

```yaml
name: Portrait de gestionnaire
minimum_answers: 8
```

To mend it: correct the series file; its own findings are listed with it. There is nothing to change in the draft.

## S003

A pattern of the series (`title`, or one of the `labels`) cannot be filled in: braces that do not close, a name that
does not exist, or something that patterns may not do.

Wrong:

```yaml
title: "Portrait de gestionnaire : {{ person.nom }}"
```

Right:

```yaml
title: "Portrait de gestionnaire : {{ person.name }}"
```

To mend it: use `person.name`, `person.role`, `person.organization`, `series.name` and `lang`.

## S004

Two questions of the questionnaire have the same `id`, or a wording in common. A heading could mean either, and the
answers would share one address.

Wrong:

```yaml
questions:
  - {id: debut, text: "Comment as-tu commencé?"}
  - {id: debut, text: "Où as-tu grandi?"}
```

Right:

```yaml
questions:
  - {id: debut, text: "Comment as-tu commencé?"}
  - {id: enfance, text: "Où as-tu grandi?"}
```

To mend it: change one of the two. Case, spaces and punctuation do not tell wordings apart.
"""
