"""Equal labels in one list: the browser sends the label back, and each must mean one thing."""

from streamlit.testing.v1 import AppTest

from core.ui import distinct

PICKED = """
import streamlit as st
from core.ui import forms
found = forms.pick("Wie", [(7, "An Aerts"), (8, "An Aerts"), (9, "Bo Baert")], key="who", value=8)
st.session_state["found"] = found
"""


def test_equal_labels_are_numbered_in_their_order_and_the_others_stay() -> None:
    assert distinct.labels({7: "An", 8: "Bo", 9: "An"}) == {7: "An (1)", 8: "Bo", 9: "An (2)"}


def test_a_number_that_is_a_label_already_is_passed_over() -> None:
    found = distinct.labels({1: "An", 2: "An", 3: "An (1)", 4: "An (2)", 5: "An (2)"})
    assert len(set(found.values())) == 5
    assert found[3] == "An (1)"


def test_the_picked_one_of_two_equal_labels_is_the_one_that_is_meant() -> None:
    at = AppTest.from_string(PICKED).run()
    assert not at.exception
    assert at.session_state["found"] == 8, "what stood there first"
    for place, key in ((0, 7), (1, 8), (2, 9)):
        field = at.selectbox(key="who")
        field.set_value(field.options[place])
        at.run()
        assert at.session_state["found"] == key
