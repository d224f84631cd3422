// One message as a bubble: words, file, buttons, time, and what can be done with it.

import { fileAddress } from "./api.js";
import { choices } from "./choices.js";
import { clockTime, el } from "./dom.js";

/** Returns the bubble; `acts` has tap, reply, edit and remove. */
export function bubble(message, replied, acts) {
  const own = !message.from_bot;
  const made = el("article", {
    className: `bubble ${own ? "own" : "theirs"}${message.protect_content ? " protected" : ""}`,
  });
  made.dataset.message = message.message_id;
  made.append(
    ...[
      el("span", { className: "hidden" }, own ? "You:" : `${message.from}:`),
      replied ? quote(replied) : null,
      message.media ? file(message.media, message.text) : null,
      message.html ? words(message.html) : null,
      footer(message, acts),
    ].filter(Boolean),
  );
  const wrapper = el("div", { className: `row ${own ? "own" : "theirs"}` }, made);
  if (message.media_group_id) wrapper.dataset.album = message.media_group_id;
  if (message.buttons.length) wrapper.append(buttons(message, acts.tap));
  return wrapper;
}

function quote(replied) {
  const text = replied.text || replied.media?.kind || "";
  return el("blockquote", { className: "quote" }, text);
}

// The stand-in escapes every text; only its own few tags are in this HTML, and the page's
// content security policy lets no script run from it.
function words(html) {
  const made = el("div", { className: "words", innerHTML: html });
  for (const spoiler of made.querySelectorAll("tg-spoiler")) cover(spoiler);
  for (const link of made.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  return made;
}

function cover(spoiler) {
  const uncover = () => {
    spoiler.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) spoiler.removeAttribute(name);
  };
  spoiler.setAttribute("role", "button");
  spoiler.setAttribute("tabindex", "0");
  spoiler.setAttribute("aria-label", "Hidden words: show them");
  spoiler.addEventListener("click", uncover);
  spoiler.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      uncover();
    }
  });
}

function file(media, caption) {
  const address = fileAddress(media);
  if (media.kind === "photo") {
    const picture = el("img", { src: address, alt: caption || "Photo", loading: "lazy" });
    return el("a", { href: address, target: "_blank", className: "photo" }, picture);
  }
  if (media.kind === "voice") {
    const label = `Voice note, ${media.duration} s`;
    const player = el("audio", { controls: true, preload: "none", src: address, "aria-label": label });
    return el("div", { className: "file voice" }, el("p", {}, `🎤 ${label}`), player);
  }
  const size = `${Math.max(1, Math.round(media.bytes / 1024))} kB`;
  return el(
    "p", { className: "file" },
    el("a", { href: address, download: media.name }, `📄 ${media.name}`), ` (${size})`,
  );
}

function buttons(message, tap) {
  const made = el("div", { className: "buttons", role: "group", "aria-label": "Buttons" });
  message.buttons.forEach((row, y) => {
    const line = el("div", { className: "line" });
    row.forEach((button, x) => {
      line.append(
        button.url
          ? el("a", { href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.text)
          : key(button, (made) => tap(message, y, x, made)),
      );
    });
    made.append(line);
  });
  return made;
}

function key(button, tapped) {
  const made = el("button", { type: "button" }, button.text);
  made.addEventListener("click", () => tapped(made));
  return made;
}

function footer(message, acts) {
  const own = !message.from_bot;
  const sent = new Date(message.date);
  return el(
    "footer", {}, ...choices(message, acts),
    message.silent ? el("span", { className: "muted", title: "Arrived without a sound" }, "🔕") : null,
    // Telegram marks what a person changed; a bot's screens change all the time.
    own && message.edited ? el("span", { className: "muted" }, "edited") : null,
    el("time", { datetime: message.date }, clockTime(sent)),
    own ? el("span", { "aria-hidden": "true" }, "✓✓") : null,
  );
}
