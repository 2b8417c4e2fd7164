// One key a decision: a key presses what carries its name, and nothing while somebody types. A click does the same.
"use strict";

let pressed = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || pressed) return;
  if (event.target.matches("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const meant = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!meant) return;
  event.preventDefault();
  if (meant.matches("input, textarea, select")) {
    meant.focus();
    return;
  }
  pressed = true; // until the next page is there: the same key must not decide twice
  setTimeout(() => { pressed = false; }, 2000);
  meant.click();
});

window.addEventListener("pageshow", () => { pressed = false; });
