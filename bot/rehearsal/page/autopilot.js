// Who answers by themselves: a switch on each phone, and one for everybody.

import { letAnswer } from "./api.js";

const everyone = document.querySelector("#everyone");
const switches = new Map();
let on = new Set();
let everybody = [];

const isOn = (button) => button.getAttribute("aria-pressed") === "true";
const press = (button, how) => button.setAttribute("aria-pressed", String(how));

/** Makes a button of a phone the switch for whoever it belongs to. */
export function switchFor(id, button) {
  switches.set(id, button);
  button.hidden = false;
  press(button, on.has(id));
  button.addEventListener("click", () => does([id], !isOn(button)));
}

everyone.addEventListener("click", () => does(everybody, !isOn(everyone)));

async function does(people, how) {
  try {
    await letAnswer(people, how);
  } catch (error) {
    console.warn(error.message);
  }
  document.dispatchEvent(new Event("ask"));
}

document.addEventListener("rehearsal", ({ detail }) => {
  on = new Set(detail.autopilot);
  everybody = detail.people.filter(({ role }) => role !== "visitor").map(({ id }) => id);
  for (const [id, button] of switches) press(button, on.has(id));
  press(everyone, everybody.every((id) => on.has(id)) || (on.size ? "mixed" : false));
});
