"""The opening of a page: who asks, may they, the title; then reading and acting in the one way of the house."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Concatenate, Generic, NoReturn, ParamSpec, TypeVar, cast

import streamlit as st
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from streamlit.delta_generator import DeltaGenerator

from core import clock
from core.access import permissions
from core.access.actors import Actor
from core.access.permissions import Action
from core.errors import Conflict, DomainError, NotAllowed
from core.i18n import N_, Translator
from core.i18n.formats import Formats
from core.rules import words
from core.rules.errors import RuleError
from core.ui import labels, markup, navigation, session

P = ParamSpec("P")
T = TypeVar("T")

TROUBLE = N_(
    "De databank antwoordt even niet. Er is niets bewaard en wat je typte staat er nog: "
    "wacht een minuut en probeer opnieuw."
)
CHANGED = N_("Je rechten zijn gewijzigd of je account is gesloten. Meld je opnieuw aan.")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What an act came to: true when it was committed, with what the command gave back."""

    committed: bool
    value: T | None = None
    error: DomainError | RuleError | None = None

    def __bool__(self) -> bool:
        return self.committed


@dataclass(frozen=True, slots=True)
class Context:
    """What every page works with: the person, the day, the language, and the two ways to the data."""

    actor: Actor
    today: date
    t: Translator
    f: Formats
    token_hash: str = field(repr=False)
    sentence: DeltaGenerator = field(repr=False)
    actions: DeltaGenerator = field(repr=False)

    @property
    def language(self) -> str:
        """Nl or en."""
        return self.t.language

    def may(self, action: Action) -> bool:
        """Whether to draw a button; the command decides again."""
        return permissions.allowed(self.actor, action)

    def say(self, sentence: str) -> None:
        """The sentence under the title: the rule or the state, with its date."""
        markup.show(markup.sentence(sentence), into=self.sentence)

    def read(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask a question of the database; nothing it does can stay."""
        with self.calm(), session.reader() as opened:
            return query(opened, *args, **kwargs)

    def act(self, command: Callable[..., T], **values: object) -> Done[T]:
        """Run one command in one transaction and say in words why it could not be done, if so.

        The actor and the day are passed along; the account is read again in the same transaction.
        """
        done = self.attempt(command, **values)
        if done.error is not None:
            self.refuse(done.error)
        return done

    def attempt(self, command: Callable[..., T], **values: object) -> Done[T]:
        """The same without a word when it is refused: for one of many, whose results are shown together."""
        try:
            with session.writer() as opened:
                now = permissions.current_actor(opened, self.actor.id)
                if now is None or now.rights_version != self.actor.rights_version:
                    raise NotAllowed(CHANGED)
                value = command(opened, actor=self.actor, today=self.today, **values)
        except (DomainError, RuleError) as error:
            return Done(False, error=error)
        except (OperationalError, PoolTimeout):
            return Done(False, error=DomainError(TROUBLE))
        return Done(True, value)

    def refuse(self, error: DomainError | RuleError) -> None:
        """Show why something could not be done; of a conflict, both values."""
        st.error(markup.markdown_safe(self.words(error.template, error.params)), icon=":material/error:")
        if isinstance(error, Conflict) and error.stored:
            self._both_values(error)

    def words(self, template: str, params: Mapping[str, object]) -> str:
        """A sentence as data (an error, a step of a rule) in this language, its days as people write them."""
        text = words.Text(template, cast("Mapping[str, words.Param]", params))
        return words.say(text, translate=self.t, language=self.language, show_day=self.f.date)

    def _both_values(self, error: Conflict) -> None:
        rows = [
            (self._field(name), error.shown.get(name, ""), self._value(value))
            for name, value in error.stored.items()
            if error.shown.get(name, "") != value
        ]
        columns = (self.t("Veld"), self.t("Wat jij hebt"), self.t("Wat nu bewaard is"))
        markup.show(markup.table(self.t("Beide waarden"), columns, rows))

    def _field(self, name: str) -> str:
        return self.t(labels.FIELDS[name]) if name in labels.FIELDS else name

    def _value(self, value: str) -> str:
        return self.t(labels.STATES[value]) if value in labels.STATES else value

    @contextmanager
    def calm(self) -> Generator[None]:
        """Database trouble while reading becomes a sentence, and the page stops there."""
        try:
            yield
        except (OperationalError, PoolTimeout):
            self.stop(self.t(TROUBLE))

    def stop(self, text: str) -> NoReturn:
        """Say why there is nothing more to show."""
        st.error(markup.markdown_safe(text), icon=":material/error:")
        st.stop()

    def tell(self, text: str) -> None:
        """A confirmation that is shown after the next rerun, once, and counts what was done."""
        st.session_state["page.told"] = text

    def link(self, stem: str, label: str, **query: str) -> None:
        """A link to another page, with the filters that show exactly those rows."""
        if permissions.allowed(self.actor, navigation.spec(stem).action):
            navigation.link(stem, label, self.t, query=query)


def side_by_side(
    name: str, *, widths: tuple[float, float] = (1.9, 1)
) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two columns that stand under each other on a narrow screen."""
    with st.container(key=f"naast.{name}"):
        left, right = st.columns(widths, gap="medium")
    return left, right


def open_page(title: str, action: Action, *, sentence: str = "") -> Context:
    """The first statement of every page: the person of this session, the right, the head of the page."""
    signed = session.current()
    if signed is None:
        st.error("Je bent niet meer aangemeld. Herlaad de pagina om je opnieuw aan te melden.")
        st.stop()
    t = Translator(signed.language)
    if "page.framed" not in st.session_state:
        navigation.declare(t)
    with st.container(
        horizontal=True,
        key="kop",
        vertical_alignment="bottom",
        horizontal_alignment="distribute",
        gap="medium",
    ):
        with st.container(width="stretch", gap="xxsmall"):
            st.title(t(title), anchor=False)
            place = st.empty()
        actions = st.container(horizontal=True, width="content", vertical_alignment="bottom", gap="small")
    ctx = Context(signed.actor, clock.today(), t, Formats(t.language), signed.token_hash, place, actions)
    if not permissions.allowed(ctx.actor, action):
        ctx.stop(t("Je hebt geen recht op deze pagina. Vraag het aan je beheerder."))
    if sentence:
        ctx.say(t(sentence))
    told = st.session_state.pop("page.told", None)
    if isinstance(told, str):
        st.success(markup.markdown_safe(told), icon=":material/check:")
    return ctx
