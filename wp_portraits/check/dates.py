"""Dates.

A portrait's `date` is in the site's time zone. Which one that is, `check` learns from the series (`timezone:
America/Toronto`), since it works without the site.

## D001

A day or time that does not exist. Nothing could be scheduled for it.

Wrong:

```yaml
date: 2026-02-30 09:00
```

Right:

```yaml
date: 2026-03-02 09:00
```

To mend it: write year, month and day in this order, and hours from 00:00 to 23:59.

## D002

On that day the clocks of the site's time zone are put forward over this time: it is on no clock, and WordPress
publishes an hour earlier or later than you think.

Wrong, where the series says `timezone: America/Toronto`:

```yaml
date: 2026-03-08 02:30
```

Right:

```yaml
date: 2026-03-08 03:30
```

To mend it: choose a time before or after the gap.

## D003

The day is past, and the status keeps the portrait from being published (`draft`, `pending`): it was to appear, and did
not.

Wrong, once that day is past:

```yaml
date: 2014-01-23 09:00
status: draft
```

Right:

```yaml
date: 2014-01-23 09:00
status: publish
```

To mend it: take `status` out, or give it a later date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.model.clock import local_time, skipped
from wp_portraits.schema.read import ReadDraft

_WAITING = ("draft", "pending")
_ANYWHERE = timedelta(hours=12)
"""How far the last of the world's clocks is behind UTC: where the zone is not known, past is what is past on all."""


def findings(read: ReadDraft, surroundings: Surroundings) -> Iterator[Diagnostic]:
    """D002 and D003 for one draft. Only one that waits looks at the clock, so that the others' findings stay true."""
    date = read.front.date
    if date is None:
        return
    zone, span = read.series.timezone if read.series is not None else "", read.draft.span_at(("date",))
    if zone and skipped(date, zone):
        message = f"On {date:%Y-%m-%d} the clocks in {zone} are put forward over {date:%H:%M}."
        yield finding("D002", span, message, "Write a time an hour earlier or later.")
    if read.front.status in _WAITING and _is_past(date, zone, surroundings.now):
        message = f"That day is past, and the portrait is still “{read.front.status}”."
        yield finding("D003", span, message, "Take “status” out to publish it, or give it another date.")


def _is_past(date: datetime, zone: str, now: datetime | None) -> bool:
    if now is None:
        return False
    here = local_time(now, zone, 0) if zone else now.astimezone(UTC).replace(tzinfo=None) - _ANYWHERE
    return date < here
