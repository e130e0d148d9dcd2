// What a word means: the page's abbreviations carry it as a title, which only a mouse would bring to light. Here a tap,
// a focus or a mouse shows it below the word; Escape and leaving hide it.

const note = document.createElement("span");
/** @type {HTMLElement | null} */
let shown = null;

export function startTerms() {
  const terms = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(
    "article abbr[title]:not(:is(a, button, summary) *)",
  ));
  if (!terms.length) return;
  note.className = "ns-term";
  note.id = "ns-term";
  note.setAttribute("role", "tooltip");
  note.hidden = true;
  document.body.append(note);
  for (const term of terms) watch(term);
  addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  addEventListener("resize", hide);
}

/** @param {HTMLElement} term */
function watch(term) {
  term.tabIndex = 0;
  term.setAttribute("role", "button"); // An abbreviation has no name of its own: its focus would say nothing.
  term.dataset.term = term.title;
  term.removeAttribute("title"); // Else the browser shows it a second time.
  term.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && show(term));
  term.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && hide());
  term.addEventListener("click", () => show(term));
  term.addEventListener("focus", () => show(term));
  term.addEventListener("blur", hide);
  term.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    show(term);
  });
}

/** @param {HTMLElement} term */
function show(term) {
  hide();
  note.textContent = term.dataset.term ?? "";
  note.hidden = false;
  const word = term.getBoundingClientRect();
  const most = document.documentElement.clientWidth - note.offsetWidth - 8;
  note.style.left = `${Math.max(8, Math.min(word.left, most)) + scrollX}px`;
  note.style.top = `${word.bottom + scrollY + 6}px`;
  term.setAttribute("aria-describedby", note.id);
  shown = term;
}

function hide() {
  note.hidden = true;
  shown?.removeAttribute("aria-describedby");
  shown = null;
}
