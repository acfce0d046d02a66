// Two things only a script can do: say in <html lang> which language the page speaks (the shell is served in
// Dutch), and fold the menu of a phone once a page was chosen in it.
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
})();
