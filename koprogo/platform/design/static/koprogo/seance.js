/* KoproGo, AGPL-3.0-or-later: sessions of assemblies. */
(() => {
"use strict";
const doc = document;
const one = (selector, from = doc) => from.querySelector(selector);
const all = (selector, from = doc) => [...from.querySelectorAll(selector)];
const make = (name, text, kind) => {
const made = doc.createElement(name);
if (text) made.textContent = text;
if (kind) made.className = kind;
return made;
};
const box = one("#file");
const queue = () => {
const words = box.dataset, place = "file:" + words.file;
const kept = name => { try { return JSON.parse(localStorage.getItem(name)) || []; } catch { return []; } };
const keep = (name, rows) => localStorage.setItem(name, JSON.stringify(rows));
const acts = () => kept(place), refused = () => kept(place + ":refus");
try { keep(place, acts()); } catch { return; }  // no storage: the forms leave as without a script
const pages = new Map();
let running = null, trouble = "", then = null, swapped = false;
const row = act => [
make("span", act.label), " ",
make("span", new Date(act.at).toLocaleTimeString(doc.documentElement.lang, { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Brussels" }), "doux"),
];
const paint = () => {
const left = acts(), wrong = refused();
const stuck = left.length && (trouble || !navigator.onLine);
all(".attente-mot").forEach(word => word.remove());
all("[data-qui] input[type=radio]").forEach(field => { field.checked = field.defaultChecked; });
left.forEach(act => {
const here = act.point === undefined || String(act.point) === point();
if (here && act.verb === "amend" && one(".point .texte")) one(".point .texte").textContent = `« ${act.text} »`;
const line = here && act.party && one(`[data-qui="${act.party}"]`);
if (!line) return;
all("input[type=radio]", line).forEach(field => { field.checked = field.value === act.choice; });
if (stuck) one("th", line).append(make("span", words.attente, "petit attente-mot"));
});
box.hidden = !stuck && !wrong.length;
all(".clore .petit").forEach(word => { word.hidden = !!stuck; });  // it counts what the server knows
const said = stuck ? (trouble || words.coupe) + " " + (left.length > 1 ? words.plusieurs.replace("#", left.length) : words.un) : "";
if (one("#file-mot").textContent !== said) one("#file-mot").textContent = said;
one("#file-liste").replaceChildren(...(stuck ? left : []).map(act => { const li = make("li"); li.append(...row(act)); return li; }));
one("#file-plus").hidden = !stuck;
one("#file-refus").hidden = !wrong.length;
one("#file-refuses").replaceChildren(...wrong.map(act => {
const li = make("li");
li.append(...row(act), make("br"), act.why);
return li;
}));
};
const item = () => one("[data-point]")?.dataset;
const point = () => item()?.point ?? "";
const add = act => keep(place, [...acts(), { key: crypto.randomUUID().replaceAll("-", ""), at: Date.now(), ...act }]);
const sent = async () => {
for (let left = acts(); left.length; left = acts()) {
const body = new FormData(one("form", box));
body.set("_key", crypto.randomUUID().replaceAll("-", ""));
body.set("acts", JSON.stringify(left.slice(0, 200).map(({ label, at, ...act }) => ({ ...act, ago: Date.now() - at }))));
let answer;
try { answer = await fetch(words.vers, { method: "POST", body, redirect: "manual" }); } catch { trouble = words.coupe; return false; }
if (!answer.ok) { trouble = answer.type === "opaqueredirect" ? words.session : words.panne; return false; }
const told = new Map((await answer.json()).acts.map(act => [act.key, act.refused]));
keep(place + ":refus", [...refused(), ...left.filter(act => told.get(act.key)).map(act => ({ ...act, why: told.get(act.key) }))]);
keep(place, acts().filter(act => !told.has(act.key)));
left.forEach(act => {
const line = act.choice && told.get(act.key) === "" && String(act.point) === point() && one(`[data-qui="${act.party}"]`);
if (line) all("input[type=radio]", line).forEach(field => { field.defaultChecked = field.value === act.choice; });
});
trouble = "";
}
return true;
};
const alone = work => navigator.locks ? navigator.locks.request(place, work) : work();
const work = async () => {
const had = acts().length, before = refused().length;
let done = true;
while (done && acts().length) done = await alone(sent);
paint();
if (!done) return;
if (swapped || then) {
const to = swapped ? item().ici : refused().length > before ? location.href : then;
then = null;
return to === location.href ? location.reload() : location.assign(to);
}
const live = one("#direct[hx-get]");
if (had && live) window.htmx?.ajax("GET", live.getAttribute("hx-get"), { target: "#direct", swap: "outerMorph" });
};
const flush = async () => {
if (running) {
await running;
return acts().length || then ? flush() : undefined;
}
running = work();
try { await running; } finally { running = null; }
};
const ballot = (line, choice, others) => {
const word = one(`input[value="${choice}"]`, line);
if (one("[data-ouvrir]")) open();
add({ verb: "ballot", point: Number(point()), party: line.dataset.qui, choice, others, label: `${one("legend", line).textContent} : ${one("span", word.parentNode).textContent}` });
};
const open = () => {
const n = Number(point());
if (!acts().some(act => act.verb === "open" && act.point === n)) add({ verb: "open", point: n, label: item().ouvre });
};
const worded = (verb, form) => add({ verb, point: Number(point()), text: one("input:not([type]), textarea", form).value, label: form.dataset.dit });
const verbs = {
votes(form, button) {
const everybody = button?.dataset.tous;
if (everybody) all("[data-qui]", form).forEach(line => { if (one("input", line) && !one("input:checked", line)) ballot(line, everybody, true); });
if (button?.dataset.clore === undefined) return;
if (one("[data-ouvrir]")) open();
add({ verb: "close", point: Number(point()), label: button.textContent.trim() });
then = button.dataset.clore;
},
open() { open(); then = item().ici; },
amend(form) { worded("amend", form); then = item().ici; },
skip(form) { worded("skip", form); then = form.dataset.suite; },
presence(form, button) {
const data = new FormData(form), remote = button?.value === "remote";
then = location.href;
const last = acts().filter(act => act.party === data.get("party")).pop();
if (data.get("party") && last?.verb === form.dataset.verbe) return;
add({
verb: form.dataset.verbe, party: data.get("party") || "", name: data.get("name") || "",
presence: remote ? "remote" : "room", recording: data.has("recording"), label: button?.getAttribute("aria-label") || data.get("name") || "",
});
},
};
doc.addEventListener("submit", event => {
const form = event.target, verb = form.dataset.file;
if (!verb) return;
event.preventDefault();
delete form.dataset.parti;
event.submitter?.removeAttribute("aria-disabled");
if (!form.reportValidity()) return;
verbs[verb](form, event.submitter);
paint();
const next = then;
flush().then(() => { if (acts().length && next && (trouble || !navigator.onLine)) away(next); });
});
doc.addEventListener("change", event => {
const line = event.target.closest("[data-file=votes] [data-qui]");
if (!line) return;
ballot(line, event.target.value);
paint();
flush();
});
const away = address => {
const html = pages.get(new URL(address, location.href).pathname);
if (!html) return;
const fresh = new DOMParser().parseFromString(html, "text/html");
one("#contenu .point").replaceWith(one("#contenu .point", fresh));
all(".odj li").forEach(li => li.toggleAttribute("aria-current", new URL(one("a", li).href).pathname === new URL(address, location.href).pathname));
then = null;
swapped = true;
one("#h1").tabIndex = -1;
one("#h1").focus();
paint();
};
doc.addEventListener("click", event => {
const link = event.target.closest("a[href]");
if (!link || !(trouble || !navigator.onLine)) return;
if (pages.has(new URL(link.href).pathname)) { event.preventDefault(); away(link.href); }
else if (acts().length) { event.preventDefault(); paint(); box.scrollIntoView({ block: "center" }); }
});
const prefetch = async () => {
for (const link of all("a[data-carnet]")) {
await new Promise(rest => setTimeout(rest, 400));
try {
const answer = await fetch(link.href + "?carnet=1");
if (answer.ok) pages.set(new URL(link.href).pathname, await answer.text());
} catch { return; }
}
};
one("#file-lu").addEventListener("click", () => { keep(place + ":refus", []); location.reload(); });
addEventListener("online", flush);
addEventListener("offline", paint);
addEventListener("storage", paint);
doc.addEventListener("htmx:after:settle", paint);
setInterval(() => { if (acts().length && !running) flush(); }, 4000);
paint();
flush();
if (doc.readyState === "complete") prefetch(); else addEventListener("load", prefetch);
};
if (box) queue();
all("canvas[data-trait]").forEach(canvas => {
const field = doc.getElementById(canvas.dataset.trait), pen = canvas.getContext("2d");
const lines = [];
let line = null;
const at = event => {
const box = canvas.getBoundingClientRect();
const inside = (value, size, most) => Math.max(0, Math.min(most, Math.round(value / size * most)));
return [inside(event.clientX - box.left, box.width, 600), inside(event.clientY - box.top, box.height, 200)];
};
const draw = () => {
pen.clearRect(0, 0, 600, 200);
Object.assign(pen, { lineWidth: 4, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
lines.forEach(points => {
pen.beginPath();
points.forEach(([x, y], index) => index ? pen.lineTo(x, y) : pen.moveTo(x, y));
pen.stroke();
});
field.value = lines.map(points => points.map(point => point.join(",")).join(" ")).join(";");
};
canvas.addEventListener("pointerdown", event => {
event.preventDefault();
canvas.setPointerCapture(event.pointerId);
lines.push(line = [at(event)]);
});
canvas.addEventListener("pointermove", event => {
if (!line || lines.flat().length >= 4000) return;
const next = at(event), last = line[line.length - 1];
if (Math.abs(next[0] - last[0]) + Math.abs(next[1] - last[1]) < 2) return;
line.push(next);
draw();
});
["pointerup", "pointercancel"].forEach(name => canvas.addEventListener(name, () => { line = null; }));
one("[data-efface]", canvas.parentNode).addEventListener("click", () => { lines.length = 0; draw(); });
});
})();
