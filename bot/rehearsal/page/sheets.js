// A menu that a button of the header opens; the browser closes it on Escape and elsewhere.

import { el } from "./dom.js";

const MARGIN_PX = 8;

/** Lets a popover open below its button. */
export function sheet(panel) {
  const opener = document.querySelector(`[popovertarget=${panel.id}]`);
  panel.addEventListener("toggle", ({ newState }) => {
    if (newState !== "open") return;
    const place = opener.getBoundingClientRect();
    const furthest = innerWidth - panel.offsetWidth - MARGIN_PX;
    panel.style.left = `${Math.max(MARGIN_PX, Math.min(place.left, furthest))}px`;
    panel.style.top = `${place.bottom + MARGIN_PX / 2}px`;
  });
}

/** Fills a menu; the first choice has the focus as soon as it opens, also for quick fingers. */
export function fill(panel, choices) {
  const open = panel.matches(":popover-open");
  choices[0]?.toggleAttribute("autofocus", true);
  panel.replaceChildren(...choices);
  if (open) choices[0]?.focus();
}

/** Returns one choice of a menu, with a line about it. */
export function choice(panel, title, about, chosen) {
  const made = el("button", { type: "button" }, title, about ? el("small", {}, about) : null);
  made.addEventListener("click", () => {
    panel.hidePopover();
    chosen();
  });
  return made;
}
