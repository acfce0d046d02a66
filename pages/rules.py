"""The law as the product applies it: per rule its versions, values, sources, examples and open questions."""

import streamlit as st

from core.access.permissions import Action
from core.deadlines.terms import LED_REGISTRATION
from core.i18n import N_
from core.rules import catalogue
from core.ui import address, rule_words, rules_view
from core.ui.page import open_page

ctx = open_page(N_("Regels"), Action.SEE_RULES)
cards = {card.rule_id: card for card in catalogue.catalogue()}
open_questions = sum(card.legally_unconfirmed for card in cards.values())
ctx.say(
    ctx.t(
        "{n} regels, elk met bron en datum van inwerkingtreding; {open} zijn nog juridisch te bevestigen.",
        n=len(cards),
        open=open_questions,
    )
)
chosen = st.selectbox(
    ctx.t("Regel"),
    list(cards),
    index=list(cards).index(address.code("rule", cards) or LED_REGISTRATION),
    format_func=lambda rule_id: rule_words.name(ctx, cards[rule_id].name),
    key="rules.rule",
    width=480,
)
address.keep({"rule": chosen})
rules_view.draw(ctx, cards[chosen])
