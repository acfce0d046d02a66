"""What Streamlit runs outside the gate, or shows outside the document route, is forbidden in its bare form.

Callbacks run before the script, fragments and dialogs skip it, and every file under /media is public: see DECISIONS.md.
"""

import ast
import re
from pathlib import Path

from tests.house import source

GUARDED = "core/ui/guarded.py"
CALLBACKS = {"on_click", "on_change", "on_select", "on_submit", "on_dismiss", "on_release"}
OUTSIDE_THE_SCRIPT = {"fragment", "dialog", "experimental_fragment", "experimental_dialog"}
MEDIA = {"download_button", "image", "audio", "video", "pdf", "logo"}
UNPICKLES = {"pickle", "cPickle", "dill", "marshal", "shelve", "cloudpickle"}
EVALUATES = {"eval", "exec", "__import__"}
# html.py escapes what enters a tag; handover.py is the login's form; entrance.py puts in our own style sheet.
MAY_WRITE_HTML = ("core/ui/markup.py", "core/ui/handover.py", "core/ui/entrance.py")
MAY_DRAW_LOGO = ("core/ui/frame.py",)
PERSONAL = re.compile(r"insz|national|birth|name|naam|mail|phone|search|zoek|learner|person|address|reason")
SCREEN = ("Home.py", "pages/*.py", "core/**/*.py")


def test_callbacks_are_given_through_the_guarded_form_only() -> None:
    found = [
        f"{source.at(path, call)}: bare {keyword.arg}=; use core.ui.guarded, a bare callback runs before the gate"
        for path in source.files(*SCREEN)
        if source.name(path) != GUARDED
        for call in source.calls(path)
        for keyword in call.keywords
        if keyword.arg in CALLBACKS and not is_harmless(keyword.value)
    ]
    assert not found, source.report(found)


def is_harmless(value: ast.expr) -> bool:
    """A word such as on_select="rerun", or a callback that core.ui.guarded made."""
    if isinstance(value, ast.Constant):
        return True
    return isinstance(value, ast.Call) and "guarded" in source.called(value).split(".")


def test_fragments_and_dialogs_are_the_guarded_ones() -> None:
    found = [
        f"{source.at(path, node)}: bare {name}; use core.ui.guarded, it runs without the rest of the script"
        for path in source.files(*SCREEN)
        if source.name(path) != GUARDED
        for node, name in streamlit_names(path)
        if name in OUTSIDE_THE_SCRIPT
    ]
    assert not found, source.report(found)


def streamlit_names(path: Path) -> list[tuple[ast.AST, str]]:
    """Every st.<name> used and every name imported from streamlit."""
    used = [
        (node, node.attr)
        for node in source.nodes(path)
        if isinstance(node, ast.Attribute) and source.dotted(node.value) in {"st", "streamlit"}
    ]
    imported = [
        (node, module.removeprefix("streamlit."))
        for node, module in source.imports(path)
        if module.startswith("streamlit.")
    ]
    return [*used, *imported]


def test_no_file_goes_through_the_media_store() -> None:
    found = [
        f"{source.at(path, node)}: st.{name} puts a file under /media, which asks no right; link to /doc/<id>"
        for path in source.files(*SCREEN)
        for node, name in streamlit_names(path)
        if name in MEDIA and not (name == "logo" and source.name(path) in MAY_DRAW_LOGO)
    ]
    found += [
        f"{source.at(path, call)}: .{call.func.attr} puts a file under /media, which asks no right; link to /doc/<id>"
        for path in source.files("pages/*.py", "core/ui/**/*.py")
        for call in source.calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "download_button"
    ]
    assert not found, source.report(found)


def test_html_is_written_in_few_places_and_never_with_a_value() -> None:
    found = [
        f"{source.at(path, call)}: HTML outside {', '.join(MAY_WRITE_HTML)}; build it with core.ui.markup, which escapes"
        for path in source.files(*SCREEN)
        for call in source.calls(path)
        if writes_html(call) and source.name(path) not in MAY_WRITE_HTML
    ]
    assert not found, source.report(found)


def writes_html(call: ast.Call) -> bool:
    keywords = {keyword.arg for keyword in call.keywords}
    is_html = isinstance(call.func, ast.Attribute) and call.func.attr in {"html", "iframe"}
    return is_html or "unsafe_allow_html" in keywords


def test_script_is_allowed_at_one_place_only() -> None:
    found = [
        source.at(path, call)
        for path in source.files(*SCREEN)
        for call in source.calls(path)
        if "unsafe_allow_javascript" in {keyword.arg for keyword in call.keywords}
    ]
    assert len(found) <= 1, f"only the hand-over of the login may carry script: {source.report(found)}"


def test_nothing_is_unpickled_and_nothing_is_evaluated() -> None:
    found = [
        f"{source.at(path, node)} imports {module}: read JSON"
        for path in source.files(*source.PRODUCT)
        for node, module in source.imports(path)
        if module.partition(".")[0] in UNPICKLES
    ]
    found += [
        f"{source.at(path, call)} calls {source.called(call)}: say in code what you mean"
        for path in source.files(*source.PRODUCT)
        for call in source.calls(path)
        if source.called(call) in EVALUATES or source.called(call) in {"pd.read_pickle", "pandas.read_pickle"}
    ]
    assert not found, source.report(found)


def test_no_personal_field_is_bound_to_the_address_bar() -> None:
    found = [
        f"{source.at(path, call)}: bind puts the value into the URL, where logs and history keep it; leave it out here"
        for path in source.files(*SCREEN)
        for call in source.calls(path)
        if binds_to_url(call) and PERSONAL.search(words(call))
    ]
    assert not found, source.report(found)


def binds_to_url(call: ast.Call) -> bool:
    return any(
        keyword.arg == "bind"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value == "query-params"
        for keyword in call.keywords
    )


def words(call: ast.Call) -> str:
    """The key of a widget, in lower case."""
    keys = [keyword.value for keyword in call.keywords if keyword.arg == "key"]
    return " ".join(ast.unparse(key) for key in keys).lower()


def test_no_exception_is_caught_and_forgotten() -> None:
    found = [
        f"{source.at(path, node)}: an exception caught and ignored; name the one you expect and say what happens then"
        for path in source.files(*source.PRODUCT)
        for node in source.nodes(path)
        if isinstance(node, ast.ExceptHandler) and (node.type is None or is_swallowed(node))
    ]
    assert not found, source.report(found)


def is_swallowed(handler: ast.ExceptHandler) -> bool:
    broad = isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"}
    return broad and all(isinstance(statement, ast.Pass) for statement in handler.body)
