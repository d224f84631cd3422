// What can be done with a message: from its ⋯ button, a right click or a long press.

import { el } from "./dom.js";

const LONG_PRESS_MS = 500;

/** Returns the menu and the button that opens it; `acts` has reply, copy, edit and remove. */
export function choices(message, acts) {
  const offered = [["Reply", acts.reply]];
  if (!message.from_bot) {
    if (!message.media) offered.push(["Edit", acts.edit]);
    offered.push(["Delete", acts.remove]);
  }
  const menu = el("span", { className: "choices", hidden: true });
  const more = el("button", {
    type: "button", className: "plain dots", "aria-expanded": "false",
    "aria-label": "What to do with this message",
  }, "⋯");
  const open = (isOpen) => {
    menu.hidden = !isOpen;
    more.setAttribute("aria-expanded", String(isOpen));
  };
  for (const [label, act] of offered) {
    const choice = el("button", { type: "button", className: "plain" }, label);
    choice.addEventListener("click", () => {
      open(false);
      act(message);
    });
    menu.append(choice);
  }
  more.addEventListener("click", () => open(menu.hidden));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open(false);
    more.focus();
  });
  return [more, menu];
}

/** Lets a right click or a long press on any bubble in `chat` open its menu. */
export function pressable(chat) {
  let timer = null;
  const toggle = (target) => target.closest(".bubble")?.querySelector(".dots")?.click();
  const usual = (target) => target.closest("a, button, [role=button]");
  chat.addEventListener("contextmenu", (event) => {
    if (usual(event.target) || !event.target.closest(".bubble")) return;
    event.preventDefault();
    // A finger's long press brings this event too, on some systems: then the timer is enough.
    if (!timer) toggle(event.target);
  });
  chat.addEventListener("touchstart", (event) => {
    if (usual(event.target)) return;
    timer = setTimeout(() => {
      timer = null;
      toggle(event.target);
    }, LONG_PRESS_MS);
  }, { passive: true });
  for (const end of ["touchend", "touchmove", "touchcancel"]) {
    chat.addEventListener(end, () => {
      clearTimeout(timer);
      timer = null;
    }, { passive: true });
  }
}
