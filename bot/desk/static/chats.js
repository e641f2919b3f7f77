// Who waits, as it is now.
(() => {
  let busy = false;
  let again = false;

  const refresh = async () => {
    if (busy) { again = true; return; }
    busy = true;
    const list = document.getElementById("list");
    try {
      const answer = await fetch("/desk/live/chats", { headers: { "If-None-Match": `"${list.dataset.tag}"` } });
      if (answer.status === 200 && !answer.redirected) {
        const at = document.activeElement?.getAttribute?.("href");
        list.replaceWith(new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("list"));
        if (at) document.querySelector(`#list a[href="${CSS.escape(at)}"]`)?.focus();
      }
    } catch { /* no connection: the stream comes back, and with it the next look */ }
    busy = false;
    if (again) { again = false; refresh(); }
  };

  document.addEventListener("desk:changed", refresh);
})();
