// A large file goes up in parts: it can be paused, and goes on after a lost line or a reload when the same file is chosen
// again. Files beside it go up one by one. Without this module the plain forms send whole files.
import { Sending, complain, takeDrops, uninterrupted } from "./sending.js";

class Upload extends Sending {
  constructor(form, file) {
    super(form.querySelector("[data-upload]"), file, form.elements.csrfmiddlewaretoken.value);
    this.form = form;
    this.show(true);
  }

  show(isSending) {
    this.box.hidden = !isSending;
    this.form.querySelector("[data-drop]").hidden = isSending;
    this.form.querySelector("[data-send]").hidden = isSending;
  }

  async begin() {
    const from = this.form.querySelector("[name=from]:checked")?.value ?? "";
    const found = await this.announce(this.form.dataset.begin, { from });
    Object.assign(this, { chunk: found.chunk, page: found.page });
  }

  address() { return this.chunk; }
}

// One export, in parts.
async function takeArchive(form, file) {
  if (!file || form.dataset.busy) return;
  form.dataset.busy = "1";
  const upload = new Upload(form, file);
  let page = "";
  try {
    await uninterrupted(() => upload.run());
    upload.tell("done");
    page = form.dataset.after || upload.page;
  } catch (problem) {
    complain(typeof problem === "string" ? problem : upload.box.dataset.failed);
    upload.show(false);
  } finally {
    delete form.dataset.busy;
  }
  if (page) location.assign(page);
}

// Many files, each whole, one after the other.
function sendOne(form, file, item, bar) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.set("media", file);
    request.open("POST", form.dataset.media);
    request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => { bar.value = event.loaded; });
    request.addEventListener("loadend", () => {
      let found = {};
      try { found = JSON.parse(request.responseText); } catch { /* no answer of ours */ }
      const list = item.parentNode;
      const isFine = request.status === 200;
      bar.replaceWith(Object.assign(document.createElement("span"), { className: isFine ? "mute" : "error", textContent: found.sentence || (isFine ? list.dataset.done : list.dataset.failed) }));
      done(isFine);
    });
    request.send(body);
  });
}

async function takeMedia(form, files) {
  if (!files.length || form.dataset.busy) return;
  form.dataset.busy = "1";
  const list = form.querySelector("[data-coming]");
  const rows = files.map((file) => {
    const item = document.createElement("li");
    const name = document.createElement("bdi");
    const bar = document.createElement("progress");
    name.textContent = file.name;
    bar.max = file.size || 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    item.append(name, bar);
    list.append(item);
    return [file, item, bar];
  });
  let isFine = true;
  await uninterrupted(async () => {
    for (const [file, item, bar] of rows) isFine = (await sendOne(form, file, item, bar)) && isFine;
  });
  delete form.dataset.busy;
  if (isFine) location.reload();
}

for (const form of document.querySelectorAll("[data-arrive]")) {
  const take = (files) => (form.dataset.media ? takeMedia(form, [...files]) : takeArchive(form, files[0]));
  const input = form.elements[form.dataset.field];
  form.querySelector("[data-send]").hidden = true;
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    take(files);
  });
  takeDrops(form.querySelector("[data-drop]"), take);
}

// A slot takes what is dropped onto it.
for (const form of document.querySelectorAll("[data-slot]")) {
  takeDrops(form.querySelector("[data-drop]"), (files) => { form.elements.media.files = files; });
}

for (const form of document.querySelectorAll("[data-items]")) {
  for (const [name, isOn] of [["all", true], ["none", false]]) {
    const button = form.querySelector(`[data-${name}]`);
    button.hidden = false;
    button.addEventListener("click", () => { for (const box of form.querySelectorAll("[name=pick]")) box.checked = isOn; });
  }
}
