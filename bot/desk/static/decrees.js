// A draft is corrected without losing one's place, and the reading of a document is watched. All works without this file.
const EVERY = 1500;
const reading = document.querySelector("#reading[data-state=reading]");

const look = async () => {
  const shown = document.querySelector("#reading");
  const answer = await fetch(shown.dataset.from, { headers: { Accept: "text/html" } }).catch(() => null);
  const page = answer?.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const fresh = page?.querySelector("#reading");
  if (fresh?.dataset.state === "open") { location.reload(); return; }
  if (fresh) shown.replaceWith(fresh);
  if (!fresh || fresh.dataset.state === "reading") setTimeout(look, EVERY);
};
if (reading) setTimeout(look, EVERY);

for (const chosen of document.querySelectorAll("input[data-largest]")) {
  chosen.addEventListener("change", () => {
    const large = [...chosen.files].some((file) => file.size > Number(chosen.dataset.largest));
    chosen.setCustomValidity(large ? "Berkas itu lebih dari 50 MB. Bagi menjadi beberapa berkas." : "");
    chosen.reportValidity();
  });
}

// Links and forms marked data-swap replace the draft and its source where they stand.
const put = async (answer, address) => {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = ["#review", "#source"].map((name) => [document.querySelector(name), page.querySelector(name)]);
  if (!parts[0][1] || answer.url.split("?")[0].split("#")[0] !== location.href.split("?")[0].split("#")[0] && answer.ok) {
    location.assign(address);
    return;
  }
  const opened = [...document.querySelectorAll("#review section > details[open]")].map((each) => each.parentElement.id);
  const kept = parts[1][0]?.scrollTop ?? 0;
  const picture = parts[1][0]?.querySelector("img")?.getAttribute("src");
  for (const [old, fresh] of parts) if (old && fresh) old.replaceWith(fresh);
  for (const id of opened) document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
  const source = document.querySelector("#source");
  if (source && picture === source.querySelector("img")?.getAttribute("src")) source.scrollTop = kept;
  const meant = source?.querySelector(".meant");
  if (meant && source.scrollHeight > source.clientHeight) meant.scrollIntoView({ block: "nearest" });
  if (answer.ok) history.replaceState(null, "", address);
  const target = document.getElementById(decodeURIComponent(new URL(address, location.href).hash.slice(1)));
  const alert = document.querySelector("#review [role=alert]");
  if (alert) alert.scrollIntoView({ block: "center" });
  else if (target && target.id !== "source") {
    const field = target.querySelector(".edit textarea");
    if (field) { field.focus({ preventScroll: true }); field.setSelectionRange(field.value.length, field.value.length); }
    target.scrollIntoView({ block: "nearest" });
  } else if (target && matchMedia("(max-width: 62rem)").matches) target.scrollIntoView();
};

addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-swap]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const answer = await fetch(link.href).catch(() => null);
  if (answer?.ok) await put(answer, link.href);
  else location.assign(link.href);
});

addEventListener("submit", async (event) => {
  const form = event.target.closest?.("form[data-swap]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.going) return;
  form.dataset.going = "1";
  const fields = new FormData(form, event.submitter);
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields) }).catch(() => null);
  if (!answer) {
    delete form.dataset.going;
    form.insertAdjacentHTML("afterbegin", '<p class="told" role="alert">Tidak ada sambungan. Yang Anda ketik masih di sini; kirim lagi sebentar.</p>');
    return;
  }
  await put(answer, answer.redirected ? answer.url : location.href);
  delete form.dataset.going;
});
