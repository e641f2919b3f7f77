// The progress of a sending, kept fresh; and how many characters are left. Every page works without this file.
const EVERY = 2000;
const progress = document.querySelector("#progress[data-live]");

const look = async () => {
  if (!document.hidden) {
    const answer = await fetch(progress.dataset.from, { headers: { Accept: "text/html" } }).catch(() => null);
    const page = answer?.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const fresh = page?.querySelector(".going");
    const old = progress.querySelector(".going");
    if (fresh && fresh.dataset.version !== old.dataset.version) {
      location.replace(location.pathname); // other buttons belong to another state
      return;
    }
    if (fresh) old.replaceWith(fresh);
  }
  setTimeout(look, EVERY);
};
if (progress) setTimeout(look, EVERY);

for (const area of document.querySelectorAll("textarea[data-counted]")) {
  const left = document.createElement("span");
  left.className = "counted hint";
  const count = () => {
    left.textContent = `${area.value.length} / ${area.maxLength}`;
  };
  area.after(left);
  area.addEventListener("input", count);
  count();
}

for (const chosen of document.querySelectorAll("input[data-largest]")) {
  chosen.addEventListener("change", () => {
    const large = [...chosen.files].some((file) => file.size > Number(chosen.dataset.largest));
    chosen.setCustomValidity(large ? "Berkas itu lebih dari 10 MB. Kecilkan dulu." : "");
    chosen.reportValidity();
  });
}
