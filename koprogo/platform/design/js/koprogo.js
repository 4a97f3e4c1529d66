/* KoproGo: comforts on top of pages that work without them. No page may need this file. */
(() => {
  "use strict";
  const doc = document, root = doc.documentElement, body = doc.body;
  const one = (selector, from = doc) => from.querySelector(selector);
  const all = (selector, from = doc) => [...from.querySelectorAll(selector)];
  const on = (name, act, capture) => doc.addEventListener(name, act, capture);
  const say = text => { const place = one("#annonce"); if (place) place.textContent = text; };

  root.classList.add("js");
  if (navigator.clipboard) root.classList.add("copie");

  // Copy buttons: <button data-copie="text" data-fait="Copié">
  const copy = button => navigator.clipboard.writeText(button.dataset.copie).then(() => {
    say(button.dataset.fait);
    const use = one("use", button), href = use && use.getAttribute("href");
    if (!href || !href.endsWith("#i-copy")) return;
    use.setAttribute("href", href.replace("#i-copy", "#i-check"));
    setTimeout(() => use.setAttribute("href", href), 2000);
  });
  on("click", event => {
    const button = event.target.closest("[data-copie]");
    if (button) copy(button);
    const results = one("#resultats");
    if (results && !event.target.closest(".haut")) results.replaceChildren();
  });

  // The name of a dropped file
  on("change", event => {
    const name = event.target.type === "file" && one("[data-depot]", event.target.parentNode);
    if (name && event.target.files.length) name.textContent = [...event.target.files].map(f => f.name).join(", ");
  });

  // A form leaves once. The key in the form protects the server; this spares the person a doubt.
  const release = form => {
    delete form.dataset.parti;
    all("[aria-disabled]", form).forEach(button => button.removeAttribute("aria-disabled"));
  };
  on("submit", event => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.parti) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.parti = "1";
    if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
    setTimeout(release, 8000, form);
  }, true);
  on("htmx:finally:request", event => { if (event.target.matches?.("form")) release(event.target); });
  addEventListener("pageshow", () => all("form[data-parti]").forEach(release));

  // <details data-garde="name"> stay as the person left them
  const recall = from => all("details[data-garde]", from).forEach(box => {
    try {
      const kept = localStorage.getItem("garde:" + box.dataset.garde);
      if (kept) box.open = kept === "1";
    } catch { /* storage refused: the page's own state stays */ }
  });
  on("toggle", event => {
    const name = event.target.dataset?.garde;
    try {
      if (name) localStorage.setItem("garde:" + name, event.target.open ? "1" : "0");
    } catch { /* storage refused */ }
  }, true);
  recall(doc);

  // Rows: [data-ligne] with one [data-principal]; [data-tout] confirms all of them
  const rows = () => all("[data-ligne]");
  const pick = row => {
    rows().forEach(other => other.removeAttribute("aria-current"));
    row.setAttribute("aria-current", "true");
    row.tabIndex = -1;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const focusOn = place => {
    if (!place) return;
    if (!place.matches("a[href],button,input,select,textarea,[tabindex]")) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };

  // What is typed while an answer is under way is newer than the answer: it goes back into its field
  const state = field => /^(radio|checkbox)$/.test(field.type) ? field.checked : field.value;
  const fields = from => all("input,select,textarea", from).filter(field => field.id && field.type !== "file");
  let typed = [];
  on("htmx:before:request", ({ detail: { ctx } }) => {
    ctx.sent = new Map(fields(doc).map(field => [field, state(field)]));
  });
  const keep = ctx => {
    const place = typeof ctx.target === "string" ? one(ctx.target) : ctx.target;
    typed = !place || !ctx.sent ? [] : fields(place)
      .filter(field => ctx.sent.has(field) && ctx.sent.get(field) !== state(field))
      .map(field => [field.id, field.value, field.checked]);
  };
  const restore = () => typed.splice(0).forEach(([id, value, checked]) => {
    const field = doc.getElementById(id);
    if (!field) return;
    field.value = value;
    field.checked = checked;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // After a swap the focus goes to the errors, stays, or goes to the row that took the place
  let before = null, index = -1;
  on("htmx:before:swap", event => {
    before = doc.activeElement;
    index = rows().indexOf(before?.closest("[data-ligne]"));
    keep(event.detail.ctx);
  });
  on("htmx:after:settle", event => {
    const place = event.target;
    if (!place.querySelector) return;
    recall(place);
    restore();
    const wrong = one(".erreurs", place);
    if (wrong) return focusOn(wrong);
    if (!before || before === body || before.isConnected || doc.activeElement !== body) return;
    const again = before.id && doc.getElementById(before.id);
    if (again) return focusOn(again);
    const left = rows();
    if (index >= 0 && left.length) pick(left[Math.min(index, left.length - 1)]);
    else focusOn(index >= 0 ? one("h1") : place);
  });
  const failed = () => {
    const place = one("#avis");
    if (!place || one(".panne", place) || one("#file")) return;  // #file says itself that the network is away
    const note = doc.createElement("p");
    note.className = "note ko panne";
    note.setAttribute("role", "alert");
    note.textContent = body.dataset.panne;
    place.append(note);
  };
  on("htmx:error", failed);
  on("htmx:response:error", event => { if (event.detail.ctx.response.status !== 422) failed(); });

  // Keys. Listed under "?", switched off by <body data-touches="non"> (WCAG 2.1.4)
  const search = () => {
    const field = one("#q");
    if (field) field.offsetParent ? field.focus() : field.form.requestSubmit();
  };
  const step = way => {
    const list = rows(), now = list.indexOf(doc.activeElement.closest("[data-ligne]"));
    const next = list[now < 0 ? 0 : now + way];
    if (next) pick(next);
  };
  const keys = {
    "/": search,
    j: () => step(1),
    k: () => step(-1),
    z: () => one("#annuler form")?.requestSubmit(),
    "?": () => one("#touches")?.togglePopover?.(),
  };
  let going = 0;
  on("keydown", event => {
    const at = event.target, key = event.key, ctrl = event.ctrlKey || event.metaKey;
    if (body.dataset.touches === "non" || event.altKey || event.isComposing) return;
    const act = action => { event.preventDefault(); action(); };
    if (ctrl) return key === "k" && act(search);
    if (at.id === "q") {
      if (key === "Escape") one("#resultats")?.replaceChildren();
      if (key === "ArrowDown") focusOn(one("#resultats a"));
      return;
    }
    if (at.closest("textarea,select,[contenteditable],input:not([type=radio],[type=checkbox])")) return;
    const row = at.closest("[data-ligne]");
    if (key === "Enter" && event.shiftKey) {
      const every = one("[data-tout]");
      return every && act(() => every.click());
    }
    if (key === "Enter" && at === row) return act(() => one("[data-principal],a,button", row)?.click());
    if (row && !at.matches("input") && /^Arrow(Up|Down)$/.test(key)) return act(() => step(key === "ArrowUp" ? -1 : 1));
    if (going > Date.now()) {
      going = 0;
      const link = /^[a-z]$/.test(key) && one(`[data-g="${key}"]`);
      return link && act(() => link.click());
    }
    const own = /^[a-z]$/.test(key) && one(`[data-touche="${key}"]`);
    if (own) return act(() => own.matches("textarea,input") ? own.focus() : own.click());
    if (key === "g") going = Date.now() + 1500;
    else if (keys[key]) act(keys[key]);
  });

  one(".erreurs")?.focus();
})();
