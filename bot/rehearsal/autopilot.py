"""Answers for people who are not played by hand, in character, by their phones alone."""

import fnmatch
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.people.model import Role
from bot.rehearsal.replies import Replies, Rule, replies
from bot.rehearsal.sample import Player
from bot.rehearsal.standin import Standin
from bot.rehearsal.standin.chats import ChatStatus
from bot.rehearsal.standin.messages import Message
from bot.rehearsal.standin.person import Person

MOVING = "moving"
_ASKS = frozenset({"Skip", "Leave this one"})
_WAYS_OUT = _ASKS | {"Later today", "Tomorrow", "Only me", "My partner", "Not an answer", "Back"}
_TICKED, _FINISHED = "✓", "That is my answer"
_MOST_TICKS = 2

Act = Callable[[], object]


@dataclass
class Character:
    """One person's way to answer: reads their own phone only, and remembers what it has done."""

    player: Player
    phone: Person
    titles: Mapping[str, str]
    """The prompts of the programme: their ids by their titles."""
    replies: Replies = field(default_factory=replies)
    mood: str = MOVING
    _done: dict[int, int] = field(default_factory=dict, init=False)
    """How many versions of a message were seen to."""
    _said: Counter[str] = field(default_factory=Counter, init=False)

    def next_act(self) -> Act | None:
        """Return what to do next, or None while there is nothing; doing it once is enough."""
        if self.phone.chat.status not in (ChatStatus.OPEN, ChatStatus.NOT_STARTED):
            return None
        if not self.phone.messages:
            return lambda: self.phone.opens(self.player.link_secret)
        for message in self.phone.messages:
            if message.from_bot and self._done.get(message.message_id, 0) < len(message.versions):
                self._done[message.message_id] = len(message.versions)
                if act := self._act_on(message):
                    return act
        return None

    def _act_on(self, message: Message) -> Act | None:
        role = self.player.role
        for rule in self.replies.rules:
            if self._fits(rule, message) and self._is_time(rule):
                return self._follow(rule, message, role)
        if role is not None and _ASKS & set(message.labels):
            return self._answer(message, role)
        return None

    def _fits(self, rule: Rule, message: Message) -> bool:
        if rule.reads not in message.text:
            return False
        return rule.sees is None or self._label(message, rule.sees) is not None

    def _label(self, message: Message, pattern: str) -> str | None:
        wanted = pattern.format(name=self.player.name)
        return next((each for each in message.labels if fnmatch.fnmatchcase(each, wanted)), None)

    def _follow(self, rule: Rule, message: Message, role: Role | None) -> Act | None:
        if rule.presses is not None:
            return self._press(rule.presses)
        if rule.writes is not None:
            if role is None:  # a facilitator looks on
                return None
            words = self._turn(rule.writes, self.replies.says[rule.writes][role])
            return lambda: self.phone.sends(words)
        return self._tap(message, self._wanted(rule.taps or ""))

    def _is_time(self, rule: Rule) -> bool:
        """Tell whether this message is one of those that are followed."""
        if rule.every == 1:
            return True
        name = f"{rule.sees} {rule.reads}"
        self._said[name] += 1
        return (self._said[name] + self.player.id) % rule.every == 0

    def _wanted(self, name: str) -> str:
        return self._turn(name, self.replies.moods[self.mood].labels(name))

    def _tap(self, message: Message, pattern: str) -> Act | None:
        label = self._label(message, pattern)
        if label is None:
            return None
        return lambda: self.phone.taps_on(message.message_id, label)

    def _press(self, key: str) -> Act | None:
        if not any(key in row for row in self.phone.keys):
            return None
        return lambda: self.phone.presses(key)

    def _turn(self, name: str, lines: Sequence[str]) -> str:
        """Return the next of several lines; people begin at different ones."""
        number = self._said[name]
        self._said[name] += 1
        return lines[(number + self.player.id // 2) % len(lines)]

    def _answer(self, message: Message, role: Role) -> Act | None:
        options = [label for label in message.labels if label not in _WAYS_OUT]
        if not options:
            words = self._words(message, role)
            return lambda: self.phone.sends(words, reply_to=message)
        label = self._option(options)
        return lambda: self.phone.taps_on(message.message_id, label)

    def _option(self, options: list[str]) -> str:
        if _FINISHED not in options:
            # The upper half: most people are kind, and a scale runs from low to high.
            return self._turn("option", options[len(options) // 2 :])
        if sum(label.startswith(_TICKED) for label in options) >= _MOST_TICKS:
            return _FINISHED
        open_ones = [each for each in options if each != _FINISHED and each[0] != _TICKED]
        return self._turn("tick", open_ones)

    def _words(self, message: Message, role: Role) -> str:
        prompt_id = next(
            (self.titles[t] for t in message.text.splitlines() if t in self.titles), ""
        )
        lines = self.replies.answers[role].get(prompt_id, ())
        number = self._said[f"prompt {prompt_id}"]
        self._said[f"prompt {prompt_id}"] += 1
        if number < len(lines):
            return lines[number]
        return self._turn("otherwise", self.replies.otherwise[role])


class Autopilot:
    """Lets some people answer by themselves as soon as the bot writes."""

    def __init__(
        self, standin: Standin, players: Sequence[Player], *, titles: Mapping[str, str]
    ) -> None:
        self._standin = standin
        self._characters = {
            player.id: Character(player=player, phone=standin.phone(player.id), titles=titles)
            for player in players
        }
        self._on: set[int] = set()

    @property
    def on(self) -> frozenset[int]:
        """The numbers of those it answers for."""
        return frozenset(self._on)

    def can_answer_for(self, person_id: int) -> bool:
        """Tell whether somebody has a part to play."""
        return person_id in self._characters

    def switch(self, people: Iterable[int], *, on: bool, mood: str | None = None) -> None:
        """Answer for these people from now on, or no longer; `mood` says how it goes for them."""
        for person_id in people:
            character = self._characters[person_id]
            character.mood = mood or character.mood
            if on:
                self._on.add(person_id)
            else:
                self._on.discard(person_id)
        self._standin.world.events.happened.notify()

    def is_busy(self) -> bool:
        """Answer what there is; tell whether there was anything, or is on its way to the bot."""
        return bool(len(self._standin.bot().updates)) or self._act()

    async def run(self) -> None:
        """Answer until cancelled."""
        with self._standin.world.events.happened.subscribed() as event:
            while True:
                event.clear()
                self._act()
                await event.wait()

    def _act(self) -> bool:
        """Do what is to be done now; tell whether there was anything."""
        acts = [act for each in sorted(self._on) if (act := self._characters[each].next_act())]
        for act in acts:
            act()
        return bool(acts)
