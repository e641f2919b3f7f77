// The list of tickets as it is now: fetched again when something happened, shown without losing the place.
(() => {
  let tag = `"${document.body.dataset.tag}"`;
  let busy = false;
  let again = false;

  const numbers = () => new Set([...document.querySelectorAll(".tickets .number")].map((each) => each.textContent));

  const show = (text) => {
    const before = numbers();
    const at = document.activeElement?.getAttribute?.("href");
    const fetched = new DOMParser().parseFromString(text, "text/html");
    for (const id of ["tabs", "list"]) {
      const part = fetched.getElementById(id);
      if (part) document.getElementById(id).replaceWith(part);
    }
    for (const row of document.querySelectorAll(".tickets li")) {
      if (before.size && !before.has(row.querySelector(".number").textContent)) row.classList.add("new");
    }
    if (at) document.querySelector(`#list a[href="${CSS.escape(at)}"], #tabs a[href="${CSS.escape(at)}"]`)?.focus();
  };

  const refresh = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(`/desk/live/inbox${location.search}`, { headers: { "If-None-Match": tag } });
      if (answer.status === 200 && !answer.redirected) {
        tag = answer.headers.get("ETag") || "";
        show(await answer.text());
      }
    } catch { /* no connection: the stream comes back, and with it the next look */ }
    busy = false;
    if (again) { again = false; refresh(); }
  };

  document.addEventListener("desk:changed", refresh);
  setInterval(() => { if (!document.hidden) refresh(); }, 300000); // the clocks go on
})();
