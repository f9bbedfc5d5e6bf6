// Replying in place, sharing, and clearing the comment field once it was sent.
document.addEventListener("click", (event) => {
  const reply = event.target.closest("[data-reply]");
  const form = document.querySelector("[data-comment-form]");
  if (reply && form) {
    event.preventDefault();
    form.elements.reply_to.value = reply.dataset.reply;
    form.elements.text.value = `@${reply.dataset.name} `;
    form.elements.text.focus();
  }
  const share = event.target.closest("[data-share]");
  if (share) navigator.share({ url: location.href, title: document.title }).catch(() => {});
});

function prepare(root) {
  if (navigator.share) root.querySelectorAll("[data-share]").forEach((button) => { button.hidden = false; });
}
prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("[data-comment-form]");
  if (!form || event.detail.elt !== form || !event.detail.successful) return;
  form.reset();
  form.elements.reply_to.value = "";
  document.getElementById("no-comments")?.remove();
});
