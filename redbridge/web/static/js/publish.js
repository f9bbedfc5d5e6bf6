// Autosave, upload with progress, order by dragging, hashtag suggestions. The form works without any of it.
import "./alt-meter.js";
import { followDevices } from "./devices.js";
import "./rows.js";
import { startVideo } from "./video-form.js";
import "./cut-line.js";

const form = document.querySelector("[data-publish]");
const saved = document.getElementById("saved");
const list = document.getElementById("picture-list");
const token = form.elements.csrfmiddlewaretoken.value;
let dirty = false;
let saving = null;
let coming = 0;
let held = null;

async function save() {
  const words = new FormData(form);
  for (const name of [...words.keys()]) if (/^(pictures|video|captions|poster_at|trim_|crop-|do$)/.test(name)) words.delete(name);
  words.set("draft", form.dataset.draft);
  words.delete("order");
  dirty = false;
  const answer = await fetch("/drafts/autosave", { method: "POST", body: words, headers: { "X-CSRFToken": token } });
  const found = await answer.json();
  saved.textContent = found.sentence;
  if (!answer.ok) {
    saved.dataset.stopped = answer.status === 409 ? "1" : "";
    if (found.look) devices.showClash(found);
    form.elements[found.field]?.setAttribute?.("aria-invalid", "true");
    return;
  }
  if (!found.merged || devices.takeMerged(found.fields, words)) form.elements.revision.value = found.revision;
  else await devices.bring({ isSaving: true });
  for (const was of form.querySelectorAll("[name^=was-]")) was.value = words.get(was.name.replace("was-", "alt-")) ?? was.value;
  if (!form.dataset.draft) {
    form.dataset.draft = found.draft;
    form.action = `/drafts/${found.draft}`;
    history.replaceState(null, "", form.action);
  }
}

function saveSoon() {
  if (saving || saved.dataset.stopped) return saving;
  saving = save().catch(() => { dirty = true; saved.textContent = saved.dataset.failed; }).finally(() => { saving = null; });
  return saving;
}
form.addEventListener("input", (event) => {
  if (event.target.type !== "file") dirty = true;
  event.target.removeAttribute("aria-invalid");
});
setInterval(() => { if (dirty) saveSoon(); }, 5000);
document.addEventListener("visibilitychange", () => { if (document.hidden && dirty) saveSoon(); });

function row(file) {
  const item = document.createElement("li");
  item.className = "picture picture-coming";
  const bar = document.createElement("progress");
  bar.max = file.size;
  const name = document.createElement("p");
  name.textContent = file.name;
  name.append(bar);
  item.append(name);
  list.append(item);
  return [item, bar];
}

function send(file) {
  const [item, bar] = row(file);
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.set("picture", file);
    request.open("POST", `/drafts/${form.dataset.draft}/pictures`);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => { bar.value = event.loaded; });
    request.addEventListener("loadend", () => {
      const holder = document.createElement("template");
      holder.innerHTML = request.responseText;
      const left = holder.content.querySelector("[data-room]");
      if (left) { document.getElementById("room").textContent = left.innerHTML.trim(); left.remove(); }
      const toasts = document.getElementById("toasts");
      if (request.status === 200) item.replaceWith(holder.content);
      else { item.remove(); toasts.append(request.status ? holder.content : toasts.dataset.offline); }
      coming -= 1;
      refresh();
      done();
    });
    coming += 1;
    request.send(body);
  });
}

async function sendAll(files) {
  if (!form.dataset.draft) await saveSoon();
  if (!form.dataset.draft) return;
  for (const file of files) await send(file);
}
let arriving = null;
function take(files) {
  const before = arriving;
  const mine = Promise.resolve(before).then(() => sendAll(files)).finally(() => { if (arriving === mine) arriving = null; });
  arriving = mine;
}
// A form that is sent now must not overtake what begins its draft, nor leave pictures behind.
form.addEventListener("submit", async (event) => {
  if (!saving && !arriving) return;
  event.preventDefault();
  const { submitter } = event;
  while (saving || arriving) await (arriving ?? saving);
  form.requestSubmit(submitter);
});
form.elements.pictures?.addEventListener("change", async (event) => {
  const files = [...event.target.files];
  if (!form.dataset.draft) await saveSoon();
  if (!form.dataset.draft) return; // what stops the draft is said above; the files stay chosen and go with the form
  event.target.value = "";
  take(files);
});
const drop = form.querySelector("[data-drop]");
drop?.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("drop-over"); });
drop?.addEventListener("dragleave", () => drop.classList.remove("drop-over"));
drop?.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("drop-over");
  take([...event.dataTransfer.files]);
});

function refresh() {
  if (!list) return;
  const items = [...list.querySelectorAll("[data-picture]")];
  items.forEach((item) => { item.draggable = true; });
}
list?.addEventListener("dragstart", (event) => { held = event.target.closest("[data-picture]"); });
list?.addEventListener("dragover", (event) => {
  const over = event.target.closest("[data-picture]");
  if (!held || !over || over === held) return;
  event.preventDefault();
  const box = over.getBoundingClientRect();
  over[event.clientY > box.top + box.height / 2 ? "after" : "before"](held);
});
list?.addEventListener("dragend", () => {
  held = null;
  form.elements.order.value = [...list.querySelectorAll("[data-picture]")].map((item) => item.dataset.picture).join(",");
  refresh();
  dirty = true;
});
refresh();

const caption = form.elements.caption;
const chips = document.getElementById("tag-suggestions");
let asked = 0;
caption.addEventListener("input", () => {
  const typed = caption.value.slice(0, caption.selectionStart).match(/#([^\s#@]{1,40})$/u);
  clearTimeout(asked);
  if (!typed) { chips.replaceChildren(); return; }
  asked = setTimeout(async () => {
    const answer = await fetch(`${caption.dataset.tags}?q=${encodeURIComponent(typed[1])}`);
    if (answer.ok) chips.innerHTML = await answer.text();
  }, 250);
});
chips.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-tag]");
  if (!chip) return;
  const at = caption.selectionStart;
  const before = caption.value.slice(0, at).replace(/#[^\s#@]*$/u, `#${chip.dataset.tag} `);
  caption.value = before + caption.value.slice(at);
  caption.focus();
  caption.setSelectionRange(before.length, before.length);
  chips.replaceChildren();
  dirty = true;
});
startVideo(form, async () => {
  if (!form.dataset.draft) await saveSoon();
  return form.dataset.draft;
});
const devices = followDevices(form, {
  isBusy: () => Boolean(saving || coming || held || saved.dataset.stopped),
  isDirty: () => dirty,
  save: () => saveSoon(),
  say: (text) => { saved.textContent = text; },
  changed: refresh,
});
