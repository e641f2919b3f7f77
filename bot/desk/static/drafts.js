// What an officer types stays in this tab until it was sent, also across a reload or a login in between.
(() => {
  const SENDING = "draft sending";
  const here = location.pathname.replace(/\/(act|preview)$/, "");
  const key = (field) => `draft ${here} ${field.form.getAttribute("action")} ${field.name}`;

  if (document.querySelector("[name=login]")) {
    // Somebody logs in: what another one left in this tab goes.
    addEventListener("submit", (event) => {
      const name = event.target.querySelector("[name=login]")?.value.trim().toLowerCase();
      if (sessionStorage.getItem("officer") !== name) sessionStorage.clear();
      sessionStorage.setItem("officer", name || "");
    });
    return;
  }
  document.querySelector(".leave")?.addEventListener("submit", () => sessionStorage.clear());
  if (document.querySelector(".preview")) return; // the words are on their way already

  if (document.querySelector(".done")) sessionStorage.removeItem(sessionStorage.getItem(SENDING) || "");
  for (const field of document.querySelectorAll("main form[method=post] textarea")) {
    const kept = sessionStorage.getItem(key(field));
    if (kept && !field.value) { field.value = kept; field.dispatchEvent(new Event("input", { bubbles: true })); }
    field.addEventListener("input", () => {
      if (field.value) sessionStorage.setItem(key(field), field.value);
      else sessionStorage.removeItem(key(field));
    });
    field.form.addEventListener("submit", () => sessionStorage.setItem(SENDING, key(field)));
  }
})();
