// One video plays, the next one is fetched ahead, all others are pictures. Scrolling, keys and the two buttons walk.
// Without this module every video has the browser's own controls, and links lead to the next one.
import { chooseCaption, enlargeCaptions, showCaptions, switchCaptions } from "./captions.js";
import { follow } from "./transcript.js";

const feed = document.getElementById("watch");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const saves = "saver" in feed.dataset || navigator.connection?.saveData === true;
const KEEP = 5;
let current = null;
let sound = false;

const rows = () => [...feed.querySelectorAll(".clip-row")];
const videoOf = (row) => row?.querySelector("video");
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function captions(row) {
  showCaptions(videoOf(row), {
    line: row.querySelector("[data-captions]"),
    boxes: row.querySelectorAll("[data-caption]"),
    size: row.querySelector("[data-caption-size]"),
  });
}

function play(row) {
  const video = videoOf(row);
  if (!video) return;
  fill(row);
  video.muted = !sound;
  video.play().catch(() => {
    if (video.muted) return;
    setSound(false);
    video.play().catch(() => {});
  });
}

function toggle(row) {
  const video = videoOf(row);
  if (video?.paused) play(row);
  else video?.pause();
}

function setSound(isOn) {
  sound = isOn;
  for (const button of feed.querySelectorAll("[data-sound]")) button.setAttribute("aria-pressed", String(isOn));
  const video = videoOf(current);
  if (video) video.muted = !isOn;
}

// A video far away gives back what it holds; its sources return when it is near again.
function empty(row) {
  const video = videoOf(row);
  if (!video || row.sources) return;
  row.sources = [...video.querySelectorAll("source")];
  row.sources.forEach((source) => source.remove());
  video.load();
  delete row.dataset.moving;
}

function fill(row) {
  const video = videoOf(row);
  if (!video || !row.sources) return;
  video.prepend(...row.sources);
  row.sources = null;
  video.load();
}

function enter(row) {
  if (row === current) return;
  const before = videoOf(current);
  if (before) before.pause();
  current = row;
  const all = rows();
  const at = all.indexOf(row);
  all.forEach((other, place) => (Math.abs(place - at) > KEEP ? empty(other) : fill(other)));
  history.replaceState(history.state, "", `/watch/${row.dataset.clip}`);
  document.title = `${row.dataset.title} · ${feed.dataset.name}`;
  if (videoOf(row)) {
    captions(row);
    if (!still.matches && !saves) play(row);
  }
  ahead();
  if (at > all.length - 3) more();
}

function ahead() {
  const next = videoOf(current?.nextElementSibling);
  if (next && !saves) next.preload = "auto";
}

const more = () => feed.querySelector(".clip-more a")?.dispatchEvent(new CustomEvent("near"));

const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) enter(entry.target);
}, { root: feed, threshold: 0.6 });

function start(row) {
  row.dataset.ready = "";
  row.tabIndex = -1;
  const video = videoOf(row);
  watcher.observe(row);
  if (!video) return;
  const time = row.querySelector("[data-time]");
  video.controls = false;
  row.querySelector("[data-sound]")?.setAttribute("aria-pressed", String(sound));
  video.addEventListener("playing", () => { row.dataset.moving = row.dataset.playing = ""; });
  video.addEventListener("pause", () => { delete row.dataset.playing; });
  video.addEventListener("click", () => toggle(row));
  video.addEventListener("timeupdate", () => {
    const length = video.duration || 1;
    time.value = video.currentTime * 1000;
    time.style.setProperty("--played", `${(100 * video.currentTime) / length}%`);
    time.setAttribute("aria-valuetext", `${clock(video.currentTime)} / ${clock(length)}`);
  });
  time.addEventListener("input", () => { fill(row); video.currentTime = time.value / 1000; });
  follow(video, row.querySelector(".transcript-lines"));
}

function walk(by) {
  const all = [...feed.children];
  const target = all[all.indexOf(current) + by];
  if (!target) return false;
  target.scrollIntoView({ behavior: still.matches ? "auto" : "smooth", block: "start" });
  if (target.matches(".clip-row")) target.focus({ preventScroll: true });
  return true;
}

feed.addEventListener("click", (event) => {
  const row = event.target.closest(".clip-row");
  if (event.target.closest("[data-play]")) toggle(row);
  if (event.target.closest("[data-sound]")) { current = row; setSound(!sound); }
});
feed.addEventListener("change", (event) => {
  const row = event.target.closest(".clip-row");
  if (event.target.matches("[data-caption]")) chooseCaption(event.target.value, event.target.checked);
  else if (event.target.matches("[data-caption-size]")) enlargeCaptions(event.target.checked);
  else return;
  captions(row);
});
document.addEventListener("click", (event) => {
  const step = event.target.closest("[data-step]");
  if (step && walk(Number(step.dataset.step))) event.preventDefault();
});

const press = (selector) => current?.querySelector(selector)?.click();
const letters = {
  j: () => walk(1),
  k: () => walk(-1),
  m: () => setSound(!sound),
  l: () => press(".clip-side .toggle"),
  s: () => current?.querySelectorAll(".clip-side .toggle")[1]?.click(),
  f: () => press(".clip-who .button"),
  c: () => { if (videoOf(current)) { switchCaptions(videoOf(current)); captions(current); } },
};
const others = { ArrowDown: () => walk(1), ArrowUp: () => walk(-1), " ": () => toggle(current) };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("textarea, select, input:not([type=range]), [popover], dialog")) return;
  if (event.key === " " && event.target.closest("a, button")) return;
  const isOff = document.documentElement.dataset.shortcuts === "off";
  const action = others[event.key] || (isOff ? null : letters[event.key]);
  if (action) { event.preventDefault(); event.stopImmediatePropagation(); action(); }
}, { capture: true });

let paused = false;
document.addEventListener("visibilitychange", () => {
  const video = videoOf(current);
  if (!video) return;
  if (document.hidden) { paused = !video.paused; video.pause(); } else if (paused) play(current);
});

const startAll = () => {
  feed.querySelectorAll(".clip-row:not([data-ready])").forEach(start);
  ahead();
  if (rows().indexOf(current) > rows().length - 3) more();
};
startAll();
document.addEventListener("htmx:load", startAll);
