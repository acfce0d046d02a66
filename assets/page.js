// What only a script can do: say in <html lang> which language the page speaks (the shell is served in Dutch), fold the
// menu of a phone once a page was chosen in it, and copy the fields of a record that is typed over elsewhere.
(function () {
  const page = document.documentElement;
  const found = document.getElementById("tw-language");
  if (found) page.lang = found.dataset.language;
  if (page.dataset.foldsMenu) return;
  page.dataset.foldsMenu = "yes";
  document.addEventListener("click", function (event) {
    if (window.innerWidth > 768 || !event.target.closest(".st-key-menu a")) return;
    const fold = document.querySelector("[data-testid=stSidebarCollapseButton] button");
    if (fold) setTimeout(() => fold.click(), 0);
  });

  // Streamlit's own dialog about a lost connection takes the focus away from who types, so it is off (core/web/host_config.py).
  // In its place a strip that takes nothing: after two seconds without a connection, until it is back.
  let lostAt = 0;
  setInterval(function () {
    const state = document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState;
    const said = document.getElementById("tw-language")?.dataset.lost;
    let strip = document.getElementById("tw-lost");
    const isLost = Boolean(state) && state !== "CONNECTED";
    lostAt = isLost ? lostAt || Date.now() : 0;
    if (strip && (!isLost || !said)) strip.remove();
    if (strip || !isLost || !said || Date.now() - lostAt < 2000) return;
    strip = Object.assign(document.createElement("div"), { id: "tw-lost", className: "tw-late", textContent: "▲ " + said });
    strip.setAttribute("role", "status");
    document.body.append(strip);
  }, 500);

  // A record (core/ui/markup.py, `record`): a button copies its field, says so, and hands the focus to the next one, the
  // last one to the form. A new record gets the focus on its first button; one drawn anew keeps it where it was.
  let drawn = null;
  let shown = "";
  let label = "";
  const buttons = () => [...document.querySelectorAll("[data-record] [data-copy]")];
  document.addEventListener("click", async function (event) {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const isCopied = await copied(button);
    label = button.dataset.label;
    button.classList.toggle("tw-copied", isCopied);
    button.textContent = isCopied ? button.dataset.said : button.dataset.failed;
    document.querySelector("[data-record] [role=status]").textContent = `${label}: ${button.textContent}`;
    if (!isCopied) return;
    const all = buttons();
    const next = all[all.indexOf(button) + 1] || document.querySelector("[data-after-record]");
    if (next) next.focus();
  });
  // A key held down repeats itself: it must copy one field, and never run on into the form.
  document.addEventListener("keydown", function (event) {
    if (event.repeat && event.key === "Enter" && event.target.closest("button")) event.preventDefault();
  }, true);
  new MutationObserver(function () {
    const record = document.querySelector("[data-record]");
    if (record === drawn) return;
    drawn = record;
    if (!record) return;
    const isNew = record.dataset.record !== shown;
    shown = record.dataset.record;
    if (isNew) label = "";
    if (!isNew && (!label || document.activeElement !== document.body)) return;
    const first = buttons().find((button) => !label || button.dataset.label === label);
    if (first) first.focus({ preventScroll: true });
    if (isNew) document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
  }).observe(document.body, { childList: true, subtree: true });

  async function copied(button) {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      return true;
    } catch {
      // Refused, or not a safe connection: the value is selected, so that the keyboard can copy it.
      window.getSelection().selectAllChildren(button.previousElementSibling);
      return false;
    }
  }
})();
