// One step at a time, timers that outlive a step and a reload, a screen that stays on. Without this module the page
// shows its steps and leads from one to the next by links.
const body = document.body;
const steps = [...document.querySelectorAll("[data-step]")];
const others = document.querySelector("[data-others]");
const said = document.querySelector("[data-said]");
const kept = `cooking-${body.dataset.note}`;
const title = document.title;
let current = Number(body.dataset.current);

// Steps

function show(number, { push = true } = {}) {
  current = Math.max(0, Math.min(number, steps.length - 1));
  steps.forEach((step) => { step.hidden = Number(step.dataset.step) !== current; });
  const path = current ? `${body.dataset.cook}/${current}` : body.dataset.cook;
  if (push) history.pushState(null, "", path);
  scrollTo(0, 0);
  steps[current].querySelector("h2").focus({ preventScroll: true });
  steps[current + 1]?.querySelector("img")?.setAttribute("loading", "eager");
  draw();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(Number(link.dataset.go));
});
addEventListener("popstate", () => show(Number(location.pathname.split("/steps/")[1] ?? 0), { push: false }));
addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") show(current + (event.key === forward ? 1 : -1));
});

// Timers: `ends` is when one is up, `left` what is left of one that stands still, both in milliseconds.

const timers = new Map();
for (const node of document.querySelectorAll("[data-timer]")) {
  const number = Number(node.closest("[data-step]").dataset.step);
  timers.set(number, { node, whole: Number(node.dataset.timer) * 60000, left: Number(node.dataset.timer) * 60000, ends: 0, rang: false });
}

function keep() {
  const found = [...timers].map(([number, { left, ends, rang }]) => [number, { left, ends, rang }]);
  try { sessionStorage.setItem(kept, JSON.stringify(found)); } catch { /* private windows may have no room */ }
}
try {
  for (const [number, state] of JSON.parse(sessionStorage.getItem(kept)) ?? []) Object.assign(timers.get(number) ?? {}, state);
} catch { /* nothing was kept */ }

const leftOf = (timer) => (timer.ends ? Math.max(0, timer.ends - Date.now()) : timer.left);

function clock(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (number) => String(number).padStart(2, "0");
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

let sound = null;
function ring() {
  navigator.vibrate?.([300, 150, 300, 150, 600]);
  if (!sound) return;
  for (let beat = 0; beat < 6; beat += 1) {
    const [tone, volume] = [sound.createOscillator(), sound.createGain()];
    const at = sound.currentTime + beat * 0.45;
    tone.frequency.value = beat % 2 ? 660 : 880;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.4, at + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.4);
    tone.connect(volume).connect(sound.destination);
    tone.start(at);
    tone.stop(at + 0.42);
  }
}

function name(number) {
  return steps[number].querySelector("h2").textContent.trim();
}

function draw() {
  const chips = [];
  let next = Infinity;
  for (const [number, timer] of timers) {
    const left = leftOf(timer);
    const runs = Boolean(timer.ends) && left > 0;
    if (timer.ends && left === 0 && !timer.rang) {
      timer.rang = true;
      keep();
      ring();
      said.textContent = `${body.dataset.ready}: ${name(number)}`;
    }
    const [start, pause, goOn] = timer.node.querySelector("[data-run]").dataset.words.split("|");
    timer.node.querySelector("output").textContent = clock(left);
    timer.node.classList.toggle("timer-runs", runs);
    timer.node.classList.toggle("timer-done", timer.rang);
    timer.node.querySelector("[data-run]").textContent = runs ? pause : left < timer.whole ? goOn : start;
    timer.node.querySelector("[data-run]").hidden = timer.rang;
    timer.node.querySelector("[data-more]").hidden = !(timer.ends || left < timer.whole);
    timer.node.querySelector("[data-again]").hidden = !(timer.ends || left < timer.whole);
    if (runs) next = Math.min(next, left);
    if ((runs || timer.rang) && number !== current) chips.push([number, timer, left]);
  }
  document.title = Number.isFinite(next) ? `${clock(next)} · ${title}` : title;
  others.hidden = !chips.length;
  others.querySelector("ul").replaceChildren(...chips.map(([number, timer, left]) => {
    const link = document.createElement("a");
    link.className = timer.rang ? "chip chip-rang" : "chip";
    link.href = `${body.dataset.cook}/${number}`;
    link.dataset.go = number;
    link.textContent = `${number} · ${timer.rang ? body.dataset.ready : clock(left)}`;
    const item = document.createElement("li");
    item.append(link);
    return item;
  }));
}

for (const timer of timers.values()) {
  timer.node.querySelector("[data-run]").hidden = false;
  timer.node.addEventListener("click", (event) => {
    if (!event.target.closest("button")) return;
    sound ??= "AudioContext" in window ? new AudioContext() : null; // only a touch may begin a sound
    sound?.resume();
    if (event.target.closest("[data-run]")) {
      const left = leftOf(timer);
      if (timer.ends) [timer.left, timer.ends] = [left, 0];
      else timer.ends = Date.now() + left;
    } else if (event.target.closest("[data-more]")) {
      if (timer.ends) timer.ends = Math.max(timer.ends, Date.now()) + 60000;
      else timer.left += 60000;
      timer.rang = false;
    } else {
      Object.assign(timer, { left: timer.whole, ends: 0, rang: false });
    }
    keep();
    draw();
  });
}
if (timers.size) setInterval(draw, 250);

// The screen

async function wake() {
  if (document.hidden || !("wakeLock" in navigator)) return;
  const mark = document.querySelector("[data-wake]");
  try {
    const lock = await navigator.wakeLock.request("screen");
    mark.hidden = false;
    lock.addEventListener("release", () => { mark.hidden = true; });
  } catch {
    mark.hidden = true; // low battery, or not allowed
  }
}
document.addEventListener("visibilitychange", wake);
wake();
body.classList.add("cook-one");
if (!body.dataset.current || current === 0) show(0, { push: false });
else draw();
