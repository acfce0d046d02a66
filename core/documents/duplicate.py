"""What tells a duplicate from its original: a mark above the title, a line under every page, the title of the file.

LED gives no paper for one that was lost; the issuer does (questions and answers of LED). A duplicate says everything
the original says and which one that is, so that it never passes for a second issue.
"""

from core.documents import flow
from core.documents.content import ProofContent
from core.documents.flow import Flow
from core.i18n import N_, Translator, formats

TITLE = N_("Duplicaat: {title}")
MARK = N_("DUPLICAAT")
WHICH = N_(
    "Opgemaakt op {made_on}. Gelijk aan het bewijs met nummer {number}, uitgereikt op {issued_on}. "
    "De code onderaan hoort bij dat bewijs."
)


def title(content: ProofContent) -> str:
    """The title of the file."""
    own = f"{content.title} – {content.number}"
    if content.duplicate_on is None:
        return own
    return Translator(content.language)(TITLE, title=own)


def mark(paper: Flow, content: ProofContent, t: Translator) -> None:
    """The plane that says it is one, of which paper, and since when."""
    if content.duplicate_on is None:
        return
    made_on, issued_on = (
        formats.plain_date_text(day, language=content.language)
        for day in (content.duplicate_on, content.issued_on)
    )
    flow.notice(paper, t(MARK), t(WHICH, made_on=made_on, number=content.number, issued_on=issued_on))


def foot(content: ProofContent) -> str:
    """The Dutch line under every page; it takes the number and the version of the invuldocument."""
    if content.duplicate_on is None:
        return N_("Bewijs {number} · invuldocument {version}")
    return N_("Duplicaat van bewijs {number} · invuldocument {version}")
