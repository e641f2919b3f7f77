// An open chat: what the citizen writes shows at once, and an answer goes without leaving the page.
(() => {
  const { chat, state, by } = document.body.dataset;
  const told = document.getElementById("told");
  const form = document.getElementById("say");
  const words = document.getElementById("words");
  let last = document.body.dataset.seen;
  let busy = false;
  let again = false;

  const talk = () => document.getElementById("talk");
  const toEnd = () => { talk().scrollTop = talk().scrollHeight; };

  const refresh = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(`/desk/live/chats/${chat}`);
      if (answer.status === 200 && !answer.redirected) {
        const stays = talk().scrollHeight - talk().scrollTop - talk().clientHeight > 80;
        const at = talk().scrollTop;
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("talk");
        talk().replaceWith(fresh);
        const clock = document.querySelector(".heading .clock");
        if (clock) {
          clock.textContent = fresh.dataset.waits;
          if (fresh.dataset.waitsSince) clock.dataset.since = fresh.dataset.waitsSince; else delete clock.dataset.since;
        }
        if (stays) talk().scrollTop = at; else toEnd();
      }
    } catch { /* no connection: the stream comes back, and with it the next look */ }
    busy = false;
    if (again) { again = false; refresh(); }
  };

  document.addEventListener("desk:chat", ({ detail }) => {
    // Another holds it now, or it ended: other things can be done. What was typed is kept by drafts.js.
    if (detail.state !== state || (detail.by || "") !== by) { location.replace(location.pathname.replace(/\/act$/, "")); return; }
    const now = `${detail.event} ${detail.files}`;
    if (now !== last) { last = now; refresh(); }
  });

  const say = (text) => {
    told.replaceChildren();
    if (!text) return;
    const line = document.createElement("p");
    line.className = "told";
    line.role = "alert";
    line.textContent = text;
    told.append(line);
  };

  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!words.value.trim()) return;
    const button = form.querySelector("button");
    button.disabled = true;
    const fields = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body: fields, redirect: "manual" }).catch(() => null);
    button.disabled = false;
    delete form.dataset.sent;
    if (answer?.type === "opaqueredirect") {
      say("");
      words.value = "";
      words.dispatchEvent(new Event("input", { bubbles: true }));
      form.elements.key.value = crypto.randomUUID?.() || `${Date.now()}-${Math.random()}`;
      words.focus();
      refresh();
      return;
    }
    const page = answer ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    say(page?.querySelector(".told")?.textContent || page?.querySelector("main p:not(.back)")?.textContent || "Tidak ada sambungan. Belum terkirim; kirim lagi sebentar lagi.");
  });

  // Enter sends, as in every chat; with Shift it begins a line.
  words?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  toEnd();
  words?.focus();
})();
