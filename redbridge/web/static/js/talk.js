// Replying in place, and clearing the comment field once it was sent.
function answer(form, comment, words) {
  const text = form.elements.text;
  text.dataset.empty ??= text.placeholder;
  text.placeholder = words || text.dataset.empty;
  form.elements.reply_to.value = comment;
}

document.addEventListener("click", (event) => {
  const reply = event.target.closest("[data-reply]");
  const form = document.querySelector("[data-comment-form]");
  if (reply && form) {
    event.preventDefault();
    answer(form, reply.dataset.reply, reply.dataset.words);
    form.elements.text.focus();
  }
});

// Escape leaves the reply before it closes the note.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-comment-form]");
  if (event.key !== "Escape" || !form?.elements.reply_to.value) return;
  event.preventDefault();
  answer(form, "", "");
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("[data-comment-form]");
  if (!form || event.detail.elt !== form || !event.detail.successful) return;
  form.reset();
  answer(form, "", "");
  document.getElementById("no-comments")?.remove();
});
