// Light, dark, or as the system is set.

const THEMES = ["system", "light", "dark"];
const SIGNS = { system: "◐", light: "☀", dark: "☾" };
const button = document.querySelector("#theme");

function use(theme) {
  document.documentElement.dataset.theme = theme;
  button.textContent = SIGNS[theme];
  button.setAttribute("aria-label", `Colours: ${theme}`);
  localStorage.setItem("theme", theme);
}

button.addEventListener("click", () => {
  const now = THEMES.indexOf(document.documentElement.dataset.theme);
  use(THEMES[(now + 1) % THEMES.length]);
});
const kept = localStorage.getItem("theme");
use(THEMES.includes(kept) ? kept : "system");
