// Captions in two languages at once: which ones somebody reads is remembered for every video on this device.
const KEPT = "captions";

function remembered() {
  try { return JSON.parse(localStorage.getItem(KEPT)) || {}; } catch { return {}; }
}

function remember(choice) {
  try { localStorage.setItem(KEPT, JSON.stringify(choice)); } catch { /* private windows keep nothing */ }
}

const tracksOf = (video) => [...video.querySelectorAll("track")];
const isShown = (track, choice) => !choice.off && (choice[track.srclang] ?? "shown" in track.dataset);

// With a line the cues are written there, else the browser draws them itself, in full screen too.
export function showCaptions(video, { line = null, boxes = [], size = null } = {}) {
  const choice = remembered();
  for (const track of tracksOf(video)) {
    const mode = isShown(track, choice) ? (line ? "hidden" : "showing") : "disabled";
    if (track.track.mode !== mode) track.track.mode = mode;
    if (line && !track.dataset.heard) {
      track.dataset.heard = "1";
      track.track.addEventListener("cuechange", () => write(video, line));
    }
  }
  for (const box of boxes) box.checked = tracksOf(video).some((track) => track.srclang === box.value && isShown(track, choice));
  if (size) size.checked = Boolean(choice.large);
  if (line) { line.classList.toggle("captions-large", Boolean(choice.large)); write(video, line); }
}

function write(video, line) {
  const said = tracksOf(video).filter((track) => track.track.mode === "hidden").flatMap((track) =>
    [...(track.track.activeCues || [])].map((cue) => {
      const words = document.createElement("span");
      words.lang = track.srclang;
      words.dir = "auto";
      words.textContent = cue.getCueAsHTML().textContent;
      return words;
    }));
  line.replaceChildren(...said);
  line.hidden = said.length === 0;
}

export function chooseCaption(language, isOn) {
  remember({ ...remembered(), off: false, [language]: isOn });
}

export function enlargeCaptions(isOn) {
  remember({ ...remembered(), large: isOn });
}

// One key for all of them: none, or those of before; the first one where nobody chose any.
export function switchCaptions(video) {
  const choice = remembered();
  const shown = tracksOf(video).filter((track) => isShown(track, choice));
  if (shown.length) { remember({ ...choice, off: true }); return; }
  const back = { ...choice, off: false };
  if (!tracksOf(video).some((track) => isShown(track, back)) && tracksOf(video)[0]) back[tracksOf(video)[0].srclang] = true;
  remember(back);
}
