"use strict";
// One line on an office's page opens the chat in a corner: <script src="https://.../static/embed.js" data-office="depok"></script>
(() => {
  const own = document.currentScript;
  const home = new URL(own.src).origin;
  const office = own.dataset.office;
  const host = document.body.appendChild(document.createElement("div"));
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    button{position:fixed;right:16px;bottom:16px;z-index:2147483000;width:60px;height:60px;border:0;border-radius:50%;background:#0b6e4f;
      box-shadow:0 4px 16px #0005;cursor:pointer;padding:0}
    img{width:36px;height:36px;display:block;margin:auto}
    button:focus-visible{outline:3px solid #fff;outline-offset:-6px}
    iframe{position:fixed;right:16px;bottom:88px;z-index:2147483000;width:min(400px,calc(100vw - 32px));height:min(640px,calc(100vh - 104px));
      border:1px solid #ccd5d0;border-radius:16px;box-shadow:0 8px 32px #0004;background:#fff}
    iframe[hidden]{display:none}`);
  root.adoptedStyleSheets = [sheet];
  const button = root.appendChild(document.createElement("button"));
  button.setAttribute("aria-label", "Tanya Dinas");
  button.setAttribute("aria-expanded", "false");
  const icon = button.appendChild(document.createElement("img"));
  icon.src = `${home}/static/icon.svg`;
  icon.alt = "";
  let frame = null;
  button.addEventListener("click", () => {
    if (!frame) {
      frame = root.appendChild(document.createElement("iframe"));
      frame.title = "Tanya Dinas";
      frame.src = `${home}/${office ? `?office=${encodeURIComponent(office)}` : ""}`;
    } else frame.hidden = !frame.hidden;
    button.setAttribute("aria-expanded", String(!frame.hidden));
  });
})();
