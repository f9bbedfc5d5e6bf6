// Word by word: a word opens its meaning over the text. Without this every word is a link to a page of its own.
const gloss = document.getElementById("gloss");
const words = (line) => [...line.querySelectorAll("a.word")];
let opened = null, asked = 0, waiting = 0;

async function open(link, takesFocus) {
  clearTimeout(waiting);
  const turn = ++asked;
  const answer = await fetch(link.href, { headers: { "X-Part": "word" }, credentials: "same-origin" }).catch(() => null);
  if (turn !== asked) return;
  if (!answer?.ok) { if (takesFocus) location.assign(link.href); return; }
  gloss.innerHTML = await answer.text();
  window.htmx?.process(gloss);
  if (gloss.matches(":popover-open") && opened !== link) gloss.hidePopover();
  if (!gloss.matches(":popover-open")) gloss.showPopover({ source: link });
  gloss.scrollTop = 0;
  opened?.removeAttribute("aria-expanded");
  opened = link;
  link.setAttribute("aria-expanded", "true");
  if (takesFocus) gloss.querySelector(".gloss-head")?.focus();
}

function walk(link, by) {
  const line = words(link.closest(".read-words"));
  const next = line[line.indexOf(link) + by];
  if (next) { choose(next); next.focus(); }
}

// One stop of the tab key for each sentence; arrows walk its words.
function choose(link) {
  for (const each of words(link.closest(".read-words"))) each.tabIndex = each === link ? 0 : -1;
}

const isLeftward = (link) => getComputedStyle(link.closest(".read-words")).direction === "rtl";

if (gloss?.showPopover) {
  for (const line of document.querySelectorAll(".read-words")) words(line).forEach((link, place) => {
    link.tabIndex = place ? -1 : 0;
    link.setAttribute("aria-haspopup", "dialog");
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.word");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    choose(link);
    open(link, event.detail === 0);
  });
  document.addEventListener("focusin", (event) => {
    const link = event.target.closest?.("a.word");
    clearTimeout(waiting);
    if (link?.matches(":focus-visible")) waiting = setTimeout(() => open(link, false), 400);
  });
  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.("a.word");
    if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = { ArrowRight: isLeftward(link) ? -1 : 1, ArrowLeft: isLeftward(link) ? 1 : -1 };
    if (steps[event.key]) { event.preventDefault(); walk(link, steps[event.key]); }
    if (event.key === " ") { event.preventDefault(); open(link, true); }
  });
  gloss.addEventListener("toggle", (event) => {
    if (event.newState === "open") return;
    opened?.removeAttribute("aria-expanded");
    if (gloss.contains(document.activeElement) || document.activeElement === document.body) opened?.focus();
  });
  document.body.addEventListener("redbridge:word", ({ detail }) => {
    for (const link of document.querySelectorAll("a.word")) {
      if (link.dataset.word !== detail.word) continue;
      link.classList.remove("word-known", "word-saved", "word-new");
      link.classList.add(`word-${detail.state}`);
    }
    gloss.querySelector(".gloss-head")?.focus(); // the button that was pressed is gone
  });
}
