// An export goes up in parts: it can be paused, and goes on after a lost line or a reload when the same file is chosen
// again. Files beside it go up one by one. Without this module the plain forms send whole files.
const SMALLEST = 512 * 1024;
const LARGEST = 8 * 1024 * 1024;
const PATIENCE = [1, 2, 4, 8, 15];

const size = (bytes) => new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 }).format(bytes / 1048576);
const wait = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });
const stay = (event) => event.preventDefault();

class Upload {
  constructor(form, file) {
    Object.assign(this, { form, file, received: 0, part: SMALLEST, paused: false });
    this.token = form.elements.csrfmiddlewaretoken.value;
    this.box = form.querySelector("[data-upload]");
    this.words = this.box.querySelector("[data-upload-words]");
    this.bar = this.box.querySelector("[data-upload-bar]");
    this.button = this.box.querySelector("[data-upload-pause]");
    this.stop = this.button.textContent;
    this.show(true);
    this.box.querySelector("[data-upload-name]").textContent = file.name;
    this.bar.max = file.size || 1;
    this.button.onclick = () => this.toggle();
  }

  show(isSending) {
    this.box.hidden = !isSending;
    this.form.querySelector("[data-drop]").hidden = isSending;
    this.form.querySelector("[data-send]").hidden = isSending;
  }

  tell(kind, sent = this.received) {
    this.bar.value = sent;
    this.words.textContent = this.box.dataset[kind].replace("{here}", size(sent)).replace("{all}", size(this.file.size));
  }

  toggle() {
    this.paused = !this.paused;
    this.button.setAttribute("aria-pressed", String(this.paused));
    this.button.textContent = this.paused ? this.button.dataset.goOn : this.stop;
    if (this.paused) { this.request?.abort(); this.tell("paused"); } else this.resume?.();
  }

  async begin() {
    const body = new FormData();
    body.set("name", this.file.name);
    body.set("size", this.file.size);
    body.set("from", this.form.querySelector("[name=from]:checked")?.value ?? "");
    const answer = await fetch(this.form.dataset.begin, { method: "POST", body, headers: { "X-CSRFToken": this.token, Accept: "application/json" } });
    const found = await answer.json().catch(() => ({}));
    if (!answer.ok || !found.chunk) throw found.sentence || this.box.dataset.failed;
    Object.assign(this, { received: found.received, chunk: found.chunk, page: found.page });
  }

  send(part) {
    return new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      this.request = request;
      request.open("POST", `${this.chunk}?offset=${this.received}`);
      request.setRequestHeader("X-CSRFToken", this.token);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.addEventListener("progress", (event) => this.tell("sending", this.received + event.loaded));
      request.addEventListener("load", () => done(request));
      request.addEventListener("error", fail);
      request.addEventListener("abort", fail);
      request.send(part);
    });
  }

  async step() {
    const began = performance.now();
    const request = await this.send(this.file.slice(this.received, this.received + this.part));
    if (request.status >= 500 || request.status === 429) throw new Error("later");
    const found = request.getResponseHeader("Content-Type")?.startsWith("application/json") ? JSON.parse(request.responseText) : {};
    if (!("received" in found)) throw found.sentence || this.box.dataset.failed;
    this.received = found.received;
    const took = performance.now() - began;
    this.part = took < 2000 ? Math.min(LARGEST, this.part * 2) : took > 8000 ? Math.max(SMALLEST, this.part / 2) : this.part;
  }

  async run() {
    let failures = 0;
    await this.begin();
    while (this.received < this.file.size) {
      if (this.paused) await new Promise((done) => { this.resume = done; });
      try {
        await this.step();
        failures = 0;
        this.tell("sending");
      } catch (problem) {
        if (typeof problem === "string") throw problem;
        if (this.paused) continue;
        this.part = SMALLEST;
        this.tell("waiting");
        await wait(PATIENCE[Math.min(failures, PATIENCE.length - 1)]);
        failures += 1;
      }
    }
    this.tell("done");
  }
}

async function awake() {
  try { return await navigator.wakeLock?.request("screen"); } catch { return null; }
}

function complain(words) {
  const toast = document.createElement("p");
  toast.className = "toast toast-problem";
  toast.dataset.toast = "";
  toast.textContent = words;
  document.getElementById("toasts").append(toast);
}

// One export, in parts.
async function takeArchive(form, file) {
  if (!file || form.dataset.busy) return;
  form.dataset.busy = "1";
  const upload = new Upload(form, file);
  addEventListener("beforeunload", stay);
  const lock = await awake();
  let page = "";
  try {
    await upload.run();
    page = form.dataset.after || upload.page;
  } catch (problem) {
    complain(typeof problem === "string" ? problem : upload.box.dataset.failed);
    upload.show(false);
  } finally {
    removeEventListener("beforeunload", stay);
    lock?.release?.();
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
  addEventListener("beforeunload", stay);
  const lock = await awake();
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
  for (const [file, item, bar] of rows) isFine = (await sendOne(form, file, item, bar)) && isFine;
  removeEventListener("beforeunload", stay);
  lock?.release?.();
  delete form.dataset.busy;
  if (isFine) location.reload();
}

for (const form of document.querySelectorAll("[data-arrive]")) {
  const take = (files) => (form.dataset.media ? takeMedia(form, [...files]) : takeArchive(form, files[0]));
  const input = form.elements[form.dataset.field];
  const drop = form.querySelector("[data-drop]");
  form.querySelector("[data-send]").hidden = true;
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    take(files);
  });
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("drop-over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("drop-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("drop-over");
    take(event.dataTransfer.files);
  });
}

// A slot takes what is dropped onto it.
for (const form of document.querySelectorAll("[data-slot]")) {
  const drop = form.querySelector("[data-drop]");
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("drop-over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("drop-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("drop-over");
    form.elements.media.files = event.dataTransfer.files;
  });
}

for (const form of document.querySelectorAll("[data-items]")) {
  for (const [name, isOn] of [["all", true], ["none", false]]) {
    const button = form.querySelector(`[data-${name}]`);
    button.hidden = false;
    button.addEventListener("click", () => { for (const box of form.querySelectorAll("[name=pick]")) box.checked = isOn; });
  }
}
