// Sends one large file in parts that fit the line: it can be paused, and goes on by itself after a lost line.
// Whoever uses it says in `begin()` where it starts and in `address()` where parts go.
const SMALLEST = 512 * 1024;
const LARGEST = 8 * 1024 * 1024;
const PATIENCE = [1, 2, 4, 8, 15];

const size = (bytes) => new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 }).format(bytes / 1048576);
const wait = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });

export class Sending {
  sending = "sending"; // the sentence of the box that is shown while parts go up

  constructor(box, file, token) {
    Object.assign(this, { box, file, token, received: 0, part: SMALLEST, paused: false });
    this.words = box.querySelector("[data-upload-words]");
    this.bar = box.querySelector("[data-upload-bar]");
    this.button = box.querySelector("[data-upload-pause]");
    this.stop = this.button.textContent;
    box.querySelector("[data-upload-name]").textContent = file.name;
    this.bar.max = file.size || 1;
    this.button.onclick = () => this.toggle();
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

  // What the server answers to the name and the size of the file, or a sentence thrown.
  async announce(address, more = {}) {
    const body = new FormData();
    for (const [name, value] of Object.entries({ name: this.file.name, size: this.file.size, ...more })) body.set(name, value);
    const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": this.token, Accept: "application/json" } });
    const found = await answer.json().catch(() => ({}));
    if (!answer.ok || !("received" in found)) throw found.sentence || this.box.dataset.failed;
    this.received = found.received;
    return found;
  }

  send(part) {
    return new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      this.request = request;
      request.open("POST", `${this.address()}?offset=${this.received}`);
      request.setRequestHeader("X-CSRFToken", this.token);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.addEventListener("progress", (event) => this.tell(this.sending, this.received + event.loaded));
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
        this.tell(this.sending);
      } catch (problem) {
        if (typeof problem === "string") throw problem;
        if (this.paused) continue;
        this.part = SMALLEST;
        this.tell("waiting");
        await wait(PATIENCE[Math.min(failures, PATIENCE.length - 1)]);
        failures += 1;
      }
    }
  }
}

const stay = (event) => event.preventDefault();

// Do something that leaving the page or a sleeping screen would end.
export async function uninterrupted(work) {
  let lock = null;
  addEventListener("beforeunload", stay);
  try { lock = await navigator.wakeLock?.request("screen"); } catch { /* it may sleep */ }
  try {
    return await work();
  } finally {
    removeEventListener("beforeunload", stay);
    lock?.release?.();
  }
}

export function complain(words) {
  const toast = document.createElement("p");
  toast.className = "toast toast-problem";
  toast.dataset.toast = "";
  toast.textContent = words;
  document.getElementById("toasts").append(toast);
}

// A place that takes dropped files.
export function takeDrops(drop, take) {
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("drop-over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("drop-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("drop-over");
    take(event.dataTransfer.files);
  });
}
