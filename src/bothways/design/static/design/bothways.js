// The little script of Bothways. Every page works without it; nothing here decides anything.

// The time zone of this computer, told once when somebody joins.
const zone = document.querySelector("form[data-zone] input[name=timezone]");
if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";

// Copy the text that a button names; the form behind the button still says that it was copied.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) navigator.clipboard?.writeText(document.getElementById(button.dataset.copy).innerText);
});

// The token of now, where it is still the same member's: else what one typed would be saved for another.
const cookie = (name) => document.cookie.match(`(?:^|; )(?:__Host-)?${name}=([^;]+)`)?.[1];
const whose = document.documentElement.dataset.whose;
const tokenNow = () => (!whose || cookie("whose") === whose) && cookie("csrftoken");

// The token of the last sign-in, so that a page which was open meanwhile can go on saving.
document.addEventListener("htmx:configRequest", (event) => {
  const token = tokenNow();
  if (!token) return;
  event.detail.headers["X-CSRFToken"] = token;
  delete event.detail.parameters.csrfmiddlewaretoken;
});

// A double click sends once: the second would find nothing there, or a page of its own. A form that is saving itself waits
// for the answer, which brings the version that its words are written over: else it would stand in its own way.
const sentAt = new WeakMap(), goesNext = new WeakMap();
document.addEventListener("submit", (event) => {
  const { target: form, submitter, timeStamp } = event;
  if (event.defaultPrevented) return; // htmx sends it, and has said so of it
  if (timeStamp - (sentAt.get(form) ?? -1e4) < 1_000) event.preventDefault();
  else if (onTheirWay.has(form)) { event.preventDefault(); goesNext.set(form, submitter); }
  else sentAt.set(form, timeStamp);
});
document.addEventListener("htmx:afterRequest", ({ detail: { elt } }) => setTimeout(() => {
  if (!goesNext.has(elt) || onTheirWay.has(elt)) return;
  const by = goesNext.get(elt);
  goesNext.delete(elt);
  if (elt.isConnected) elt.requestSubmit(by);
}));

// The same for a whole form that was open while somebody signed in again elsewhere.
document.addEventListener("submit", (event) => {
  const field = event.target.elements.csrfmiddlewaretoken, token = tokenNow();
  if (field && token) field.value = token;
});

// A form that saves itself does no more than that: htmx takes the address of a button on which the focus merely stands.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.elt.matches("form[hx-post]") && detail.triggeringEvent?.type !== "submit") detail.path = detail.elt.getAttribute("hx-post");
});

// What was not saved is said where "Saved" stood, and saved again until it is; what is done takes old troubles away. What a
// button was pressed for is never done again by itself.
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, xhr: { status } } = event.detail, done = status >= 200 && status < 400; // to htmx 404 is no failure
  if (done) document.querySelectorAll("#notices .trouble").forEach((it) => it.remove());
  const form = elt.closest("form[hx-post]"), chip = form?.querySelector("[data-not-saved]");
  if (done || !chip || [401, 409, 422, 429].includes(status)) return; // these say themselves what is the matter
  const { notSaved, notReached, notDone } = chip.dataset;
  if (elt !== form) { if (!status) chip.textContent = notDone; return; }
  chip.textContent = status ? notSaved : notReached;
  if (!status || status >= 500) setTimeout(() => form.isConnected && htmx.trigger(form, "change"), 5000);
});

// What is too long is said as soon as it stands there, and is not sent; nothing that was pasted is cut.
document.addEventListener("input", ({ target }) => {
  const { longest, tooLong } = target.dataset;
  if (!longest) return;
  const over = target.value.length > longest && [...target.value].length > longest;
  if (over === target.validity.customError) return;
  target.setCustomValidity(over ? tooLong : "");
  target.reportValidity();
});
document.addEventListener("htmx:validation:halted", ({ target, detail: { errors } }) => {
  const chip = target.querySelector("[data-not-saved]");
  if (chip) chip.textContent = [chip.dataset.notSaved, ...new Set(errors.map((it) => it.message))].join(" ");
});

// Whoever leaves words behind that were not kept is asked first. What saves itself is sent on leaving, and asked about
// only where that cannot be: it was refused before, is on its way, or is longer than a browser sends from a page that goes.
const unkept = new Map(), onTheirWay = new Map(), refused = new Set(), AT_MOST = 60_000;
const WITHOUT_A_PAUSE = 4_000; // milliseconds of typing, after which a text that saves itself is saved all the same
const savesItself = (form) => form.matches("[hx-post]");
document.addEventListener("input", ({ target }) => {
  if (target.matches("textarea, input:not([type=radio], [type=checkbox], [type=file], [type=password])") && target.form?.matches("[method=post]")) {
    const form = target.form, typed = unkept.get(form) || { strokes: 0, since: Date.now() };
    typed.strokes += 1;
    unkept.set(form, typed);
    if (savesItself(form) && !onTheirWay.has(form) && Date.now() - typed.since > WITHOUT_A_PAUSE) htmx.trigger(form, "change");
  }
});
document.addEventListener("submit", ({ target }) => { unkept.delete(target); target.removeAttribute("data-unkept"); });
document.addEventListener("click", ({ target }) => target.closest("form[data-unkept] a")?.closest("form").removeAttribute("data-unkept"));
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => onTheirWay.set(elt, unkept.get(elt)?.strokes));
document.addEventListener("htmx:afterRequest", ({ detail: { elt, xhr: { status } } }) => {
  const sent = onTheirWay.get(elt), done = status >= 200 && status < 400;
  onTheirWay.delete(elt);
  refused[done ? "delete" : "add"](elt);
  const typed = unkept.get(elt);
  if (typed) typed.since = Date.now();
  if (done && typed?.strokes === sent) unkept.delete(elt);
});
const sentOff = (form) => {
  if (!savesItself(form) || refused.has(form) || onTheirWay.has(form)) return false;
  const words = new URLSearchParams(new FormData(form)), token = tokenNow();
  if (token) words.set("csrfmiddlewaretoken", token);
  if (String(words).length > AT_MOST) return false;
  fetch(form.action, { method: "POST", body: words, keepalive: true });
  unkept.delete(form);
  return true;
};
addEventListener("beforeunload", (event) => {
  const left = [...unkept.keys()].filter((form) => form.isConnected && !sentOff(form));
  if (left.length || document.querySelector("form[data-unkept]")) event.preventDefault();
});

// A link that opens a mail program posts first that the letter is on its way.
document.addEventListener("htmx:afterRequest", (event) => {
  const onward = event.detail.xhr.getResponseHeader("X-Open");
  if (onward) window.location.href = onward;
});

// Which way a moment went and what it was narrow each other, whichever is said first.
document.addEventListener("change", ({ target }) => {
  const kinds = target.form?.querySelector("select:has([data-lanes])");
  if (!kinds || ![kinds.name, "lane"].includes(target.name)) return;
  const lanes = target.form.elements.lane, goes = (kind) => kind.dataset.lanes.split(" ");
  if (target === kinds) {
    const [only, another] = goes(kinds.selectedOptions[0]);
    if (!another) lanes.value = only;
    return;
  }
  for (const kind of kinds.options) kind.hidden = kind.disabled = !goes(kind).includes(lanes.value);
  if (kinds.selectedOptions[0].disabled) kinds.value = [...kinds.options].find((kind) => !kind.disabled).value;
});

// Files dropped on the page land in the field that takes them.
const field = document.querySelector("input[type=file][data-drop]");
if (field) {
  const room = field.closest("[data-droproom]") || field;
  for (const name of ["dragover", "dragenter"])
    document.addEventListener(name, (event) => { event.preventDefault(); room.classList.add("dropping"); });
  for (const name of ["dragleave", "drop"])
    document.addEventListener(name, () => room.classList.remove("dropping"));
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// A part that is replaced while work goes on is not read out, wherever in it that is said; this region stays, and is.
const heard = document.getElementById("heard");
const hear = () => {
  const says = document.querySelector("[data-says]")?.textContent.replace(/\s+/g, " ").trim();
  if (says && heard.textContent !== says) heard.textContent = says;
};
document.addEventListener("htmx:afterSettle", hear);
setTimeout(hear, 300); // at the end of the work the page comes anew

// After a part of the page was replaced, the keyboard stays where it was, or goes on with what came in its place.
let held = null, replaced = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  held = document.activeElement?.id || null;
  replaced = event.detail.target.contains(document.activeElement);
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (document.activeElement !== document.body) return; // kept, or somebody has gone on meanwhile
  const before = held && document.getElementById(held);
  if (before) return before.focus({ preventScroll: true });
  if (!replaced) return;
  const next = event.target.matches("[tabindex]") ? event.target : event.target.querySelector("a, button, input, summary");
  next?.focus({ preventScroll: true });
});

// Lists that are gone through by keyboard: letters choose the answer of the row in hand, arrows go on.
document.addEventListener("keydown", (event) => {
  const list = document.querySelector("[data-keys]");
  if (!list || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "radio") return;
  const rows = [...list.querySelectorAll("[data-row]")];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const to = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1 }[event.key];
  const within = event.target.type === "radio" && event.key.startsWith("Arrow"); // there they choose the answer
  if (to !== undefined && rows[to] && !within) {
    event.preventDefault();
    rows[to].querySelector("input, button, a")?.focus();
    return;
  }
  const chosen = at >= 0 && rows[at].querySelector(`[data-key="${event.key}"]`);
  if (chosen) { event.preventDefault(); chosen.click(); rows[at + 1]?.querySelector("input, button, a")?.focus(); }
});

// `/` goes to the field that finds, from any page; arrows go through what it found, Escape leaves it.
let cameFrom = null;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { target, key } = event, typing = target.matches("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  if (key === "/" && !typing) {
    const field = document.querySelector("[data-find] [type=search]");
    event.preventDefault();
    if (!field?.checkVisibility()) return document.querySelector("a.find-page")?.click();
    cameFrom = target;
    field.select();
    field.focus();
  }
  const room = target.closest("[data-find]");
  if (!room || !["ArrowDown", "ArrowUp", "Escape"].includes(key) || target.type === "radio") return;
  event.preventDefault();
  if (key === "Escape") {
    if (room.matches(".find")) room.querySelector("#found").replaceChildren();
    const to = cameFrom?.isConnected && cameFrom !== document.body ? cameFrom : document.getElementById("main");
    return to.focus({ preventScroll: true });
  }
  const stops = [room.querySelector("[type=search]"), ...room.querySelectorAll("#found a, #found button")];
  stops[stops.indexOf(target) + (key === "ArrowDown" ? 1 : -1)]?.focus();
});

// What is looked for stands in no address. This tab alone holds it, so that going back finds it again.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[role=search]")) return;
  event.preventDefault();
  if (!event.target.matches(".find")) return; // the page of finding, which finds as one types
  sessionStorage.setItem("sought", event.target.elements.q.value);
  location.assign(event.target.action);
});
const sought = document.querySelector(".finding [type=search]");

// Going back brings whoever signed in here since none of what somebody else typed on that page, or looked for.
const ofAnother = history.state?.whose && history.state.whose !== whose;
// What a form was answered with is a page like any other from here on: loaded anew, it sends nothing a second time.
history.replaceState(whose ? { ...(ofAnother ? {} : history.state), whose } : history.state, "");
if (ofAnother) addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => form.reset()));
sought?.addEventListener("input", () => history.replaceState({ ...history.state, sought: sought.value }, ""));
window.addEventListener("pageshow", () => {
  const held = sessionStorage.getItem("sought") ?? history.state?.sought;
  sessionStorage.removeItem("sought");
  if (!sought || !held || sought.value) return;
  sought.value = held;
  sought.dispatchEvent(new Event("input", { bubbles: true }));
});
