"""Pages that need no Streamlit: the one-time link and the verification of a paper. Accessible HTML in the
look of the house."""

from html import escape

from starlette.responses import HTMLResponse

from core.i18n import Translator

LEAF = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · Termijnwacht</title>
<link rel="icon" href="/assets/logo-icon.svg">
<link rel="stylesheet" href="/assets/plain.css">
</head>
<body>
<main>
<img src="/assets/logo-icon.svg" alt="" width="44" height="44">
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def page(t: Translator, *, title: str, body: str, status: int = 200) -> HTMLResponse:
    """One page; `title` is text, `body` is HTML made by the functions below."""
    return HTMLResponse(LEAF.format(language=t.language, title=escape(t(title)), body=body), status)


def paragraph(text: str, *, css: str = "") -> str:
    """A paragraph of plain text."""
    return f'<p class="{escape(css)}">{escape(text)}</p>' if css else f"<p>{escape(text)}</p>"


def trouble(text: str) -> str:
    """What is wrong, announced to who cannot see it."""
    return f'<p class="fout" role="alert">{escape(text)}</p>' if text else ""


def badge(sign: str, word: str, css: str) -> str:
    """A status: sign, word and colour, always the three."""
    return f'<p class="merk {escape(css)}"><span aria-hidden="true">{escape(sign)}</span> {escape(word)}</p>'


def facts(rows: list[tuple[str, str]]) -> str:
    """Names and values."""
    inside = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    return f"<dl>{inside}</dl>"


def password_form(t: Translator, *, username: str, minimum: int, problem: str) -> str:
    """Two fields and a button; the name travels along so that a password manager keeps both."""
    hint = t("Minstens {minimum} tekens. Een korte zin is goed.", minimum=minimum)
    return (
        trouble(problem) + '<form method="post">'
        f'<input type="hidden" name="username" autocomplete="username" value="{escape(username)}">'
        f'<label for="password">{escape(t("Nieuw wachtwoord"))}</label>'
        '<input id="password" name="password" type="password" autocomplete="new-password" required'
        ' aria-describedby="uitleg">'
        f'<p id="uitleg" class="klein">{escape(hint)}</p>'
        f'<label for="again">{escape(t("Nogmaals"))}</label>'
        '<input id="again" name="again" type="password" autocomplete="new-password" required>'
        f'<button type="submit">{escape(t("Wachtwoord bewaren"))}</button></form>'
    )


def way_in(text: str) -> str:
    """The link to the application."""
    return f'<a class="knop" href="/">{escape(text)}</a>'
