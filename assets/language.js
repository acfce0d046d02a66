// Tells the page which language it speaks: the shell is served in Dutch, somebody may have chosen English.
(function () {
  const found = document.getElementById("tw-language");
  if (found) document.documentElement.lang = found.dataset.language;
})();
