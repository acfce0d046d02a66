// Posts the form that the sign-in or sign-out drew. The page it was on travels along; the server checks it.
(function () {
  const form = document.getElementById("tw-handover");
  if (!form || form.dataset.sent) return;
  form.dataset.sent = "yes";
  const next = form.querySelector("input[name=next]");
  if (next) next.value = window.location.pathname + window.location.search;
  form.submit();
})();
