// Sharing: the sheet opens in place, the link is copied, and the device's own apps are offered where it has any.
function prepare(root) {
  root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = !navigator.clipboard; });
  root.querySelectorAll("[data-share-native]").forEach((button) => { button.hidden = !navigator.share; });
  root.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
}
prepare(document);

async function open(link, sheet) {
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(String(answer.status));
  sheet.innerHTML = await answer.text();
  prepare(sheet);
  sheet.showPopover({ source: link });
  sheet.querySelector("input")?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-share]");
  const sheet = link?.parentElement.querySelector(".share-sheet");
  if (link && sheet?.showPopover && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    open(link, sheet).catch(() => location.assign(link.href));
    return;
  }
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    const field = copy.closest(".share-link").querySelector("input, textarea");
    navigator.clipboard.writeText(field.value).then(() => {
      const status = copy.closest(".share")?.querySelector("[role=status]") ?? copy;
      status.textContent = copy.dataset.done;
    }, () => field.select());
  }
  if (event.target.closest("[data-share-native]")) {
    const url = event.target.closest(".share").querySelector("input").value;
    navigator.share({ url, title: document.title }).catch(() => {});
  }
  if (event.target.closest("[data-print]")) print();
});
