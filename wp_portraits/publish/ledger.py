"""What is known of every post while a plan is carried out, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from wp_portraits.errors import Failure
from wp_portraits.model.post import RemotePost
from wp_portraits.plan.action import Action, ActionKind, Cause, Plan
from wp_portraits.plan.links import coming_link, public_link, public_links
from wp_portraits.plan.outcome import SENT, Fate, Outcome, PostOutcome
from wp_portraits.plan.permalinks import predictor
from wp_portraits.plan.reasons import reason_for
from wp_portraits.plan.values import Wanted

_UNSENT: Final = {
    ActionKind.ADOPT: Fate.ADOPTED,
    ActionKind.REBASE: Fate.ADOPTED,
    ActionKind.KEEP: Fate.KEPT,
    ActionKind.DRIFT: Fate.DRIFT,
    ActionKind.CONFLICT: Fate.CONFLICT,
    ActionKind.LEFT: Fate.LEFT,
}


_EDITED: Final = "Somebody edited it on the site while the run was under way; run `wp-portraits plan` to see what."


@dataclass(slots=True)
class Ledger:
    """``current``: the posts as the site has them now; ``asked``: the fingerprint last sent for each, this run;
    ``anything_sent``: whether a post of the site was changed by this run; ``written``: those that were, by id;
    ``left_alone``: the keys of those that somebody edited meanwhile."""

    plan: Plan
    current: dict[str, RemotePost] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    rows: dict[str, PostOutcome] = field(default_factory=dict)
    anything_sent: bool = False
    written: dict[int, RemotePost] = field(default_factory=dict)
    left_alone: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        survey = self.plan.survey
        everything = [post for posts in survey.posts.values() for post in posts] + list(survey.holders.values())
        by_id = {post.id: post for post in everything}
        for action in self.plan.actions:
            if action.post_id in by_id and not self._is_disputed(action):
                self.current[action.key] = by_id[action.post_id]
            if action.kind in _UNSENT:
                self.rows[action.key] = self._row(action, _UNSENT[action.kind], self._complaint(action))

    def _is_disputed(self, action: Action) -> bool:
        """Whether the post found for it is somebody else's, or one of several."""
        return action.kind is ActionKind.CONFLICT and action.cause in (Cause.FOREIGN, Cause.TWICE)

    def _complaint(self, action: Action) -> str:
        return action.reason if action.kind in (ActionKind.CONFLICT, ActionKind.DRIFT, ActionKind.LEFT) else ""

    def _row(self, action: Action, fate: Fate, error: str = "") -> PostOutcome:
        post = self.current.get(action.key)
        return PostOutcome(
            action.key,
            action.path,
            action.kind.value,
            fate,
            post.id if post else action.post_id,
            post.link if post else action.url,
            error,
        )

    def pending(self, *kinds: ActionKind) -> list[Action]:
        """The actions of these kinds that nothing became of yet."""
        return [action for action in self.plan.of(*kinds) if action.key not in self.rows]

    def received(self, posts: Mapping[str, RemotePost]) -> None:
        """The posts, by key, as the site has them after a write of ours."""
        self.current |= posts
        self.written |= {post.id: post for post in posts.values()}

    def arrived(self, action: Action) -> bool:
        """Whether a create was carried out, and not taken back."""
        row = self.rows.get(action.key)
        return row is not None and row.status is Fate.CREATED

    @property
    def foresees_addresses(self) -> bool:
        """Whether the address of a post can be told before it exists."""
        survey = self.plan.survey
        return survey.predict("x", survey.now, None) is not None

    def learn_addresses(self) -> None:
        """Learn from the posts there are now what addresses look like."""
        survey = replace(self.plan.survey, predict=predictor(self.current.values()))
        self.plan = replace(self.plan, survey=survey)

    def sent(self, action: Action, post: RemotePost, asked: str, notices: tuple[str, ...]) -> None:
        """A create or update arrived. What was created stays "created", whatever is repaired later in the run."""
        self.received({action.key: post})
        self.asked[action.key] = asked
        self.anything_sent = True
        fate = Fate.CREATED if action.kind is ActionKind.CREATE else Fate.UPDATED
        before = self.rows.get(action.key)
        said = tuple(dict.fromkeys((*(before.notices if before else ()), *notices)))
        self.rows[action.key] = replace(self._row(action, fate), notices=said)

    def kept(self, action: Action, asked: str) -> None:
        """Nothing had to be sent after all."""
        self.asked[action.key] = asked
        self.rows[action.key] = self._row(action, Fate.KEPT)

    def withdrawn(self, action: Action, elder: RemotePost) -> None:
        """Somebody else created it first: ours was taken back."""
        self.current[action.key] = elder
        self.asked.pop(action.key, None)
        self.rows[action.key] = replace(
            self._row(action, Fate.KEPT),
            notices=("Another run created it at the same moment; the later of the two was taken back.",),
        )

    def taken_back(self, action: Action, cause: Cause) -> None:
        """It was created, but is in conflict with something that showed only then."""
        self.current.pop(action.key)
        self.asked.pop(action.key, None)
        why = reason_for(ActionKind.CONFLICT, cause, action.key, (), drafted=True)
        self.rows[action.key] = self._row(action, Fate.CONFLICT, f"taken back into the bin: {why}")

    def edited(self, action: Action) -> None:
        """Somebody edited the post while the run was under way: from now on it is left alone."""
        self.left_alone.add(action.key)
        before = self.rows.get(action.key)
        if before and before.status in SENT:
            self.rows[action.key] = replace(before, notices=(*before.notices, _EDITED))
        else:
            self.rows[action.key] = self._row(action, Fate.CONFLICT, _EDITED)

    def trashed(self, action: Action) -> None:
        """The post is in the bin."""
        self.anything_sent = True
        self.rows[action.key] = self._row(action, Fate.TRASHED)

    def failed(self, action: Action, error: Failure) -> None:
        """It could not be sent, or (where something was sent before) not be completed."""
        before = self.rows.get(action.key)
        begun = f"It was {before.status}, but not completed: " if before and before.status in SENT else ""
        self.rows[action.key] = replace(
            self._row(action, Fate.FAILED, begun + error.message),
            hint=error.hint,
            notices=before.notices if before else (),
        )

    def links(self, wanted: Mapping[str, Wanted], creating: frozenset[str] = frozenset()) -> dict[str, str]:
        """Key → address of what a reader can open: now, or once the creates and updates at hand have been sent."""
        survey = self.plan.survey
        updating = {action.key for action in self.pending(ActionKind.UPDATE)}
        links: dict[str, str] = {}
        now = public_links(survey)
        for key, post in wanted.items():
            here = self.current.get(key)
            if key in creating or key in updating:
                link = coming_link(post, here, survey)
            else:
                link = public_link([here]) if here else now.get(key)
            if link:
                links[key] = link
        return links

    def outcome(self, requests: int) -> Outcome:
        """What became of every post, in the plan's order."""
        return Outcome(
            tuple(self.rows[action.key] for action in self.plan.actions if action.key in self.rows), requests
        )
