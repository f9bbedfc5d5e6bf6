// A video goes up in parts: it can be paused, goes on after a lost line or a reload, and the form is not left meanwhile.
// Its cover and its ends are taken from what is seen. Without this module the plain form sends the whole file.
const SMALLEST = 512 * 1024;
const LARGEST = 8 * 1024 * 1024;
const PATIENCE = [1, 2, 4, 8, 15];

const size = (bytes) => new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 }).format(bytes / 1048576);
const wait = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });

class Upload {
  constructor(form, section, file, draft) {
    Object.assign(this, { form, file, draft, received: 0, part: SMALLEST, paused: false, published: false });
    this.token = form.elements.csrfmiddlewaretoken.value;
    this.box = section.querySelector("[data-upload]");
    this.words = this.box.querySelector("[data-upload-words]");
    this.bar = this.box.querySelector("[data-upload-bar]");
    this.button = this.box.querySelector("[data-upload-pause]");
    this.stop = this.button.textContent;
    section.querySelector("[data-drop-video]").hidden = true;
    this.box.hidden = false;
    this.box.querySelector("[data-upload-name]").textContent = file.name;
    this.bar.max = file.size;
    this.button.addEventListener("click", () => this.toggle());
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
    const answer = await fetch(`/drafts/${this.draft}/video`, { method: "POST", body, headers: { "X-CSRFToken": this.token } });
    const found = await answer.json().catch(() => ({}));
    if (!answer.ok || !("received" in found)) throw found.sentence || this.box.dataset.failed;
    this.received = found.received;
  }

  send(part) {
    return new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      this.request = request;
      request.open("POST", `/drafts/${this.draft}/video/chunk?offset=${this.received}`);
      request.setRequestHeader("X-CSRFToken", this.token);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.addEventListener("progress", (event) => this.tell(this.published ? "publishing" : "sending", this.received + event.loaded));
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
        this.tell(this.published ? "publishing" : "sending");
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

function stay(event) { event.preventDefault(); }

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

export function startVideo(form, ensureDraft) {
  const section = () => form.querySelector("[data-video]");
  if (!section()) return;
  let upload = null;
  let isPublishing = false;

  const refresh = async () => {
    await window.htmx?.ajax("GET", `/drafts/${form.dataset.draft}/video`, { target: "#video", swap: "outerHTML" });
  };

  async function take(file) {
    if (!file || upload) return;
    const draft = await ensureDraft();
    if (!draft) return;
    upload = new Upload(form, section(), file, draft);
    addEventListener("beforeunload", stay);
    const lock = await awake();
    try {
      await upload.run();
    } catch (problem) {
      complain(typeof problem === "string" ? problem : upload.box.dataset.failed);
      isPublishing = false;
    } finally {
      removeEventListener("beforeunload", stay);
      lock?.release?.();
      upload = null;
      await refresh();
    }
    if (isPublishing) form.querySelector("button[name=do][value=publish]").click();
  }

  form.addEventListener("change", (event) => {
    if (!event.target.matches("[name=video]")) return;
    const file = event.target.files[0];
    event.target.value = "";
    take(file);
  });
  form.addEventListener("dragover", (event) => { if (event.target.closest("[data-drop-video]")) event.preventDefault(); });
  form.addEventListener("drop", (event) => {
    if (!event.target.closest("[data-drop-video]")) return;
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
  // Nothing that leaves the page may end an upload: publishing waits for it.
  form.addEventListener("submit", (event) => {
    if (!upload) return;
    event.preventDefault();
    if (event.submitter?.value === "publish") { isPublishing = upload.published = true; upload.tell("publishing"); }
  });

  const show = () => section()?.querySelectorAll("[data-now]").forEach((button) => { button.hidden = false; });
  show();
  document.addEventListener("htmx:load", show);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-now]");
    if (!button) return;
    const part = button.closest(".video-edit");
    const from = button.dataset.now === "poster_at" ? 0 : Number(part.dataset.start);
    const at = Math.round(part.querySelector("video").currentTime * 1000) + from;
    form.elements[button.dataset.now].value = `${Math.floor(at / 60000)}:${String(Math.floor(at / 1000) % 60).padStart(2, "0")}.${String(at % 1000).padStart(3, "0")}`;
    if (button.dataset.send) form.requestSubmit(form.querySelector(`button[name=do][value=${button.dataset.send}]`));
  });
}
