// Writing captions while the video plays: a new line begins where the video stands, and each line can be heard again.
// Without this module the form is the same, and moments are typed.
const form = document.querySelector("[data-captioning]");
const video = form.querySelector("video");
const lines = form.querySelector(".cues");
let until = null;

const clock = (seconds) => `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, "0")}`;
const seconds = (text) => text.split(":").reduce((sum, part) => sum * 60 + (Number(part.replace(",", ".")) || 0), 0);
const field = (line, name) => line.querySelector(`[name^="${name}-"]`);

function renumber(line, place) {
  for (const part of line.querySelectorAll("[name], [id], [for]")) {
    for (const attribute of ["name", "id", "for"]) {
      if (part.hasAttribute(attribute)) part.setAttribute(attribute, part.getAttribute(attribute).replace(/-\d+$/, `-${place}`));
    }
  }
  const drop = line.querySelector('button[name="do"]');
  drop.value = `drop-${place}`;
}

function add() {
  const line = lines.lastElementChild.cloneNode(true);
  renumber(line, lines.children.length);
  for (const input of line.querySelectorAll("input, textarea")) { input.value = ""; input.removeAttribute("aria-invalid"); }
  line.querySelectorAll(".cue-beside, [type=hidden], .error").forEach((part) => part.remove());
  lines.append(line);
  if (video) field(line, "start").value = clock(video.currentTime);
  field(line, "words").focus();
  line.scrollIntoView({ block: "nearest" });
}

if (lines && video) {
  lines.querySelectorAll("[data-play]").forEach((button) => { button.hidden = false; });
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-add]") && lines.children.length) { event.preventDefault(); add(); return; }
    const line = event.target.closest("[data-play]")?.closest(".cue");
    if (!line) return;
    video.currentTime = seconds(field(line, "start").value);
    until = seconds(field(line, "end").value) || null;
    video.play().catch(() => {});
  });
  video.addEventListener("timeupdate", () => {
    if (until === null || video.currentTime < until) return;
    video.pause();
    until = null;
  });
  // Whoever begins to write a line without a moment means the one that is seen.
  lines.addEventListener("input", (event) => {
    const line = event.target.closest(".cue");
    if (!event.target.matches("textarea") || field(line, "start").value) return;
    field(line, "start").value = clock(video.currentTime);
  });
}
