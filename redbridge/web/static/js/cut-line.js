// A time line of the whole video: two edges to cut it and a pin for its cover, for fingers, mouse and keyboard.
// The number fields beside it stay the truth: it writes into them and follows what is typed there.
const LEAST = 1000;
const STEP = 100;
const FAR = 5000;
const TRIES = 8;

const clock = (at) => `${Math.floor(at / 60000)}:${String(Math.floor(at / 1000) % 60).padStart(2, "0")}.${String(at % 1000).padStart(3, "0")}`.replace(/\.?0+$/, (end) => (end.startsWith(".") ? "" : end));

function moment(text) {
  const found = /^\s*(?:(\d{1,3}):)?(\d{1,3})(?:[.,](\d{1,3}))?\s*$/.exec(text);
  return found ? (Number(found[1] || 0) * 60 + Number(found[2])) * 1000 + Number((found[3] || "0").padEnd(3, "0")) : null;
}

class CutLine extends HTMLElement {
  connectedCallback() {
    if (this.track) return;
    this.room = this.closest(".video-edit");
    this.form = this.closest("form");
    this.player = this.room?.querySelector("video");
    this.whole = Number(this.dataset.duration);
    this.from = Number(this.dataset.start);
    if (!this.form || !this.whole) return;
    this.draw();
    this.follow();
    this.hidden = false;
  }

  disconnectedCallback() { this.leaving?.abort(); }

  draw() {
    const make = (name, kind = "div") => { const found = document.createElement(kind); found.className = name; return found; };
    this.track = make("cut-track");
    this.picture = make("cut-picture", "img");
    this.picture.alt = "";
    this.picture.draggable = false;
    this.cut = { trim_start: make("cut-off cut-off-start"), trim_end: make("cut-off cut-off-end") };
    this.now = make("cut-now");
    this.grips = {};
    for (const [name, label, kind] of [["trim_start", "begin", "cut-edge cut-edge-start"], ["trim_end", "end", "cut-edge cut-edge-end"], ["poster_at", "poster", "cut-pin"]]) {
      const grip = make(kind);
      grip.tabIndex = 0;
      grip.setAttribute("role", "slider");
      grip.setAttribute("aria-label", this.dataset[label]);
      grip.setAttribute("aria-valuemin", "0");
      grip.setAttribute("aria-valuemax", String(this.whole));
      this.grips[name] = grip;
    }
    this.track.append(this.picture, this.cut.trim_start, this.cut.trim_end, this.now, ...Object.values(this.grips));
    const help = make("help tiny", "p");
    help.textContent = this.dataset.help;
    this.append(this.track, help);
    this.load(0);
  }

  load(tries) {
    this.picture.addEventListener("error", () => {
      this.picture.hidden = true; // it is drawn a moment after the video can be played
      if (tries < TRIES) setTimeout(() => this.isConnected && this.load(tries + 1), 1500);
    }, { once: true });
    this.picture.addEventListener("load", () => { this.picture.hidden = false; }, { once: true });
    this.picture.src = this.dataset.strip + (tries ? `&again=${tries}` : "");
  }

  follow() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    for (const [name, grip] of Object.entries(this.grips)) {
      grip.addEventListener("pointerdown", (event) => this.grab(event, name), { signal });
      grip.addEventListener("keydown", (event) => this.press(event, name), { signal });
    }
    this.track.addEventListener("pointerdown", (event) => {
      if (!event.target.closest("[role=slider]")) this.see(this.at(event));
    }, { signal });
    this.form.addEventListener("input", (event) => { if (event.target.name in this.grips) this.show(); }, { signal });
    this.form.addEventListener("click", (event) => { if (event.target.closest("[data-now]")) this.show(); }, { signal });
    this.player?.addEventListener("timeupdate", () => this.place(this.now, this.player.currentTime * 1000 + this.from), { signal });
    this.show();
  }

  // Milliseconds of the uploaded file; the field of the cover counts from where the video begins now.
  read(name) {
    const found = moment(this.form.elements[name]?.value ?? "");
    if (found === null) return { trim_start: 0, trim_end: this.whole, poster_at: this.from }[name];
    return Math.min(this.whole, name === "poster_at" ? found + this.from : found);
  }

  write(name, at) {
    const start = this.read("trim_start");
    const end = this.read("trim_end");
    const least = { trim_start: 0, trim_end: start + LEAST, poster_at: Math.max(start, this.from) }[name];
    const most = { trim_start: end - LEAST, trim_end: this.whole, poster_at: Math.min(end, this.from + this.long) }[name];
    const found = Math.round(Math.max(0, Math.min(Math.max(Math.round(at / STEP) * STEP, least), most)));
    const field = this.form.elements[name];
    field.value = clock(name === "poster_at" ? Math.max(0, found - this.from) : found);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    this.see(found);
  }

  get long() { return this.player?.duration ? this.player.duration * 1000 : this.whole; }

  show() {
    for (const [name, grip] of Object.entries(this.grips)) {
      const at = this.read(name);
      grip.setAttribute("aria-valuenow", String(at));
      grip.setAttribute("aria-valuetext", clock(at));
      this.place(grip, at);
    }
    this.cut.trim_start.style.setProperty("--off", `${(this.read("trim_start") / this.whole) * 100}%`);
    this.cut.trim_end.style.setProperty("--off", `${(1 - this.read("trim_end") / this.whole) * 100}%`);
  }

  place(mark, at) { mark.style.setProperty("--at", `${Math.max(0, Math.min(1, at / this.whole)) * 100}%`); }

  see(at) {
    if (!this.player) return;
    this.player.pause();
    this.player.currentTime = Math.max(0, Math.min((at - this.from) / 1000, this.player.duration || 0));
    this.place(this.now, at);
  }

  at(event) {
    const box = this.track.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * this.whole;
  }

  grab(event, name) {
    if (event.button) return;
    const grip = this.grips[name];
    const off = this.at(event) - this.read(name);
    grip.setPointerCapture(event.pointerId);
    grip.focus();
    const move = (moved) => this.write(name, this.at(moved) - off);
    grip.addEventListener("pointermove", move);
    const drop = () => grip.removeEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) grip.addEventListener(end, drop, { once: true });
    event.preventDefault();
  }

  press(event, name) {
    const step = event.shiftKey ? STEP * 10 : STEP;
    const ways = { ArrowRight: step, ArrowUp: step, ArrowLeft: -step, ArrowDown: -step, PageUp: FAR, PageDown: -FAR };
    const to = { Home: 0, End: this.whole }[event.key] ?? (event.key in ways ? this.read(name) + ways[event.key] : null);
    if (to === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.write(name, to);
  }
}

customElements.define("cut-line", CutLine);
