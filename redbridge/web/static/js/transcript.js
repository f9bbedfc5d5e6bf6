// Marks the line that is being said, keeps it in sight, and goes to a line that is clicked.
export function follow(video, lines) {
  if (!lines) return;
  const items = [...lines.children];
  const starts = items.map((item) => Number(item.dataset.start));
  let current = null;
  video.addEventListener("timeupdate", () => {
    const now = video.currentTime * 1000;
    const at = items[starts.findLastIndex((start) => start <= now + 50)] || null;
    if (at === current) return;
    current?.removeAttribute("aria-current");
    at?.setAttribute("aria-current", "true");
    current = at;
  });
  lines.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) video.currentTime = Number(item.dataset.start) / 1000;
  });
}
