// The video of a note: two languages of captions at once, and what is said marked while it is said.
// Without this module the browser's own player shows one language and everything else stays.
import { chooseCaption, showCaptions } from "./captions.js";
import { follow } from "./transcript.js";

function start(player) {
  const video = player.querySelector("video");
  if (!video) return;
  const boxes = [...player.querySelectorAll("[data-caption]")];
  const choices = player.querySelector("[data-captions-choice]");
  if (choices) choices.hidden = false;
  showCaptions(video, { boxes });
  player.addEventListener("change", (event) => {
    if (!event.target.matches("[data-caption]")) return;
    chooseCaption(event.target.value, event.target.checked);
    showCaptions(video, { boxes });
  });
  follow(video, player.querySelector(".transcript-lines"));
}

export const startPlayers = (root) => root.querySelectorAll("[data-player]:not([data-ready])").forEach((player) => {
  player.dataset.ready = "";
  start(player);
});
startPlayers(document);
document.addEventListener("htmx:load", (event) => startPlayers(event.detail.elt));
