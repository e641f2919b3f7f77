"use strict";
// Holds what is typed against the decree's bounds, in the page alone: nothing typed here is sent or kept.
(() => {
  const data = JSON.parse(document.getElementById("bounds").textContent);
  const CACHE = "tanya-kesiapan";

  // "2,5", "2.5" and "2.500" as people write them; in English "2,500" has the thousands.
  const THOUSANDS = data.separator === "." ? /^\d{1,3}(\.\d{3})+(,\d+)?$/ : /^\d{1,3}(,\d{3})+(\.\d+)?$/;
  function number(text) {
    let typed = text.trim().replace(/[\s_]/g, "").replace(/^rp\.?/i, "").replace(/,-$/, "");
    if (THOUSANDS.test(typed)) typed = typed.replaceAll(data.separator, "");
    else if (/^\d{1,3}([.,]\d{3}){2,}$/.test(typed)) typed = typed.replace(/[.,]/g, "");
    typed = typed.replace(",", ".");
    return /^\d+(\.\d+)?$/.test(typed) && Number(typed) > 0 ? Number(typed) : null;
  }
  const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, data.separator);
  const shown = (measure, value) => (data.money.includes(measure)
    ? `Rp${grouped(value)}` : data.units[measure].replace("{count}", value < 10000 ? value : grouped(value)));

  // The figure of a field: a whole number, null where it is empty, undefined where it cannot be read.
  function figure(form, measure) {
    const text = form.elements[measure].value;
    if (!text.trim()) return null;
    const read = number(text);
    const value = read === null ? null : Math.round(read * Number(form.elements[`${measure}-scale`]?.value || 1) * 1000) / 1000;
    return value === null || !Number.isSafeInteger(value) ? undefined : value;
  }

  function judge({ least, most }, value) {
    if (typeof value !== "number") return ["unknown", 0];
    if (least !== null && value < least) return ["short", least - value];
    if (most !== null && value > most) return ["over", value - most];
    return ["meets", 0];
  }

  function together(states) {
    return states.find((state) => state === "short" || state === "over") || (states.includes("unknown") ? "unknown" : "meets");
  }

  function reckon(form) {
    const values = {};
    for (const input of form.querySelectorAll("input")) {
      const value = figure(form, input.name);
      values[input.name] = value;
      input.setAttribute("aria-invalid", String(value === undefined));
      document.getElementById(`${input.id}-read`).textContent = value === undefined ? data.unread : value === null ? "" : `= ${shown(input.name, value)}`;
    }
    const met = [];
    const all = [];
    for (const item of form.querySelectorAll("[data-service]")) {
      const states = data.services[item.dataset.service].map((bound, place) => {
        const [state, by] = judge(bound, values[bound.measure]);
        const line = item.querySelector(`[data-bound="${place}"]`);
        line.dataset.state = state;
        line.querySelector(".verdict").textContent = data.verdicts[state].replace("{by}", shown(bound.measure, by));
        return state;
      });
      const state = together(states);
      item.dataset.state = state;
      item.querySelector(".state").textContent = data.states[state];
      all.push(state);
      if (state === "meets") met.push(data.labels[item.dataset.service]);
    }
    const told = Object.values(values).some((value) => typeof value === "number");
    const summary = met.length ? data.met.replace("{services}", met.join(", ")) : all.includes("unknown") ? data.unsure : data.unmet;
    form.querySelector(".summary").textContent = told ? summary : "";
  }

  for (const form of document.querySelectorAll("form")) {
    form.addEventListener("input", () => reckon(form));
    form.addEventListener("change", () => reckon(form));
    form.addEventListener("submit", (event) => event.preventDefault());
    reckon(form);
  }
  document.getElementById("print").addEventListener("click", () => print());

  // Kept in the browser, so that it opens without a connection; where that is not to be had the page works as it is.
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register("/kesiapan-offline.js", { scope: "/kesiapan" })
      .then(() => caches.open(CACHE))
      .then((cache) => cache.add(location.pathname + location.search))
      .then(() => { document.documentElement.dataset.offline = "ready"; })
      .catch(() => { /* not over https, a private window, or no connection now */ });
  }
})();
