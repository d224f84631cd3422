// The line along the top: what happened on which day, and where the clock stands.

import { timeline } from "./api.js";
import { dayName, el } from "./dom.js";

const LANES = {
  prompts: "Questions", answers: "Answers", progress: "Progress", asks: "Asks",
  broadcasts: "Broadcasts",
};
const DAY_MS = 86_400_000;
const LARGEST = 6; // things on one day that make the largest mark
const LATE = 0.8; // a workshop's name stands before its day where there is no room after it
const place = document.querySelector("#timeline");
let drawn = "";

/** Asks what has happened and draws it, with the clock at `now`. */
export async function drawTimeline(now) {
  const line = await timeline();
  if (!line) return;
  const first = noon(line.first);
  const span = Math.max(DAY_MS, noon(line.last) - first);
  const at = (instant) => `${Math.min(100, Math.max(0, (100 * (instant - first)) / span))}%`;
  const said = JSON.stringify(line);
  if (said !== drawn) {
    drawn = said;
    draw(line, at);
  }
  place.querySelector(".cursor").style.left = at(now);
}

const noon = (day) => new Date(`${day}T12:00:00Z`).getTime();

function draw(line, at) {
  const last = noon(line.last);
  const days = el("div", { className: "days" });
  for (const { number, day } of line.workshops) {
    const kind = noon(day) - noon(line.first) > LATE * (last - noon(line.first)) ? " late" : "";
    days.append(marked(`workshop${kind}`, at(noon(day)), `Workshop ${number}, ${dayName(noon(day))}`,
      el("span", {}, el("span", { className: "word" }, "Workshop "), String(number))));
  }
  const labels = el("div", { className: "labels" });
  for (const { lane, days: counts } of line.lanes) {
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    labels.append(el("p", {}, `${LANES[lane]} `, el("b", {}, String(total))));
    days.append(row(lane, counts, lane === "prompts" ? until(last, line.planned) : {}, at));
  }
  days.append(el("div", { className: "cursor" }));
  const drawing = el("div", { className: "line-of-days", role: "img", "aria-label": inWords(line) },
    labels, days);
  place.replaceChildren(drawing);
}

// The questions months later lie beyond the end of the line.
const until = (last, counts) =>
  Object.fromEntries(Object.entries(counts).filter(([day]) => noon(day) <= last));

function row(lane, counts, planned, at) {
  const made = el("div", { className: `lane ${lane}` });
  for (const [kind, some] of [["planned", planned], ["happened", counts]]) {
    for (const [day, count] of Object.entries(some)) {
      const mark = marked(kind, at(noon(day)), `${dayName(noon(day))}: ${count} ${LANES[lane]}`);
      mark.style.setProperty("--size", Math.min(1, 0.5 + count / (2 * LARGEST)));
      made.append(mark);
    }
  }
  return made;
}

function marked(kind, left, title, ...children) {
  const mark = el("i", { className: kind, title }, ...children);
  mark.style.left = left;
  return mark;
}

function inWords(line) {
  const totals = line.lanes.map(({ lane, days }) => {
    const total = Object.values(days).reduce((sum, count) => sum + count, 0);
    return `${LANES[lane].toLowerCase()} ${total}`;
  });
  const workshops = line.workshops.map(({ number, day }) => `${number} on ${dayName(noon(day))}`);
  return `Timeline. Workshops: ${workshops.join(", ")}. So far: ${totals.join(", ")}.`;
}
