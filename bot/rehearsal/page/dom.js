/** Makes an element: `el("p", {className: "x"}, "text", child)`; null children are left out. */
export function el(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("aria-") || key.startsWith("data-") || key === "role" || key === "datetime") {
      made.setAttribute(key, value);
    } else {
      made[key] = value;
    }
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

let zone = "Europe/London";

/** All times are shown as in the cohort's own place. */
export function useZone(name) {
  zone = name;
}

const format = (options) => (date) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format(date);

export const clockTime = format({ hour: "2-digit", minute: "2-digit" });
export const dayName = format({ weekday: "short", day: "numeric", month: "long" });
export const dateAndTime = format({
  weekday: "long", day: "numeric", month: "long", year: "numeric",
  hour: "2-digit", minute: "2-digit",
});
export const shortDate = format({
  weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
});
export const shortTime = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
