// Who answers by themselves: one switch for each phone, and one for everybody.

import { letAnswer } from "./api.js";
import { el } from "./dom.js";

const place = document.querySelector("#autopilot");
const names = el("div", { className: "names", role: "group", "aria-label": "Who answers alone" });
const summary = el("summary", {}, "Autopilot");
const all = el("button", { type: "button" }, "Everybody");
place?.append(el("details", {}, summary, names));
const boxes = new Map();
let known = "";

all.addEventListener("click", () => {
  const on = all.getAttribute("aria-pressed") !== "true";
  does([...boxes.keys()], on);
});

async function does(people, on) {
  try {
    await letAnswer(people, on);
  } catch (error) {
    console.warn(error.message);
  }
  document.dispatchEvent(new Event("ask"));
}

document.addEventListener("rehearsal", ({ detail }) => {
  const people = detail.people.filter(({ role }) => role !== "visitor");
  const ids = people.map(({ id }) => id).join();
  if (ids !== known) {
    known = ids;
    offer(people);
  }
  for (const [id, box] of boxes) box.checked = detail.autopilot.includes(id);
  all.setAttribute("aria-pressed", String(detail.autopilot.length === boxes.size));
  const on = detail.autopilot.length;
  summary.textContent = on ? `Autopilot: ${on} on` : "Autopilot";
});

function offer(people) {
  boxes.clear();
  names.replaceChildren(all, ...people.map(({ id, name, role }) => {
    const box = el("input", { type: "checkbox" });
    box.addEventListener("change", () => does([id], box.checked));
    boxes.set(id, box);
    return el("label", {}, box, ` ${name}, ${role}`);
  }));
}
