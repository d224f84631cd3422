// The page's only way to the server: the stand-in's control API, and the rehearsal's own.

async function asked(path, options) {
  const response = await fetch(path, options);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    const error = body.error ?? `The rehearsal answered ${response.status}.`;
    throw new Error(typeof error === "string" ? error : JSON.stringify(error));
  }
  return body;
}

const posted = (path, order) =>
  asked(path, { method: "POST", body: JSON.stringify(order ?? {}) });

export const rehearsal = () => asked("/rehearsal");
export const moveClock = (by) => posted("/rehearsal/clock", { by });
export const play = (on) => posted("/rehearsal/play", { on });
export const setScene = (id) => posted("/rehearsal/scene", { id });
export const letAnswer = (people, on) => posted("/rehearsal/autopilot", { people, on });
export const timeline = () => asked("/rehearsal/timeline");
export const behind = () => asked("/rehearsal/behind");
export const overview = () => asked("/control/");
export const newPerson = (id, name) => posted("/control/people", { id, first_name: name });

/** The newest Bot API calls, the newest first, without the polls that brought nothing. */
export async function calls(most) {
  const made = await asked(`/control/journal?last=${most}`);
  return made.reverse();
}

const SLOW_SECONDS = 2;
const WAIT_SECONDS = 5;
const nextMessage = { times: 1, methods: ["sendMessage"] };

/** Trouble to make; those that last take whether they are on. */
export const trouble = {
  slow: (on) => posted("/control/latency", { seconds: on ? SLOW_SECONDS : 0 }),
  down: (on) => posted("/rehearsal/wire", { on: !on }),
  limits: (on) => posted("/control/limits", { on }),
  wait: () =>
    posted("/control/faults", {
      ...nextMessage, trouble: "answer", code: 429, retry_after: WAIT_SECONDS,
    }),
  cut: () => posted("/control/faults", { ...nextMessage, trouble: "cut_after" }),
  kill: () => posted("/rehearsal/kill"),
};

/** Everything that can be done on one person's phone. */
export class Phone {
  constructor(id) {
    this.path = `/control/chats/${id}`;
  }

  chat = () => asked(this.path);
  start = (parameter) => posted(`${this.path}/start`, { parameter });
  text = (text, replyTo) => posted(`${this.path}/text`, { text, reply_to: replyTo });
  press = (label) => posted(`${this.path}/press`, { label });
  tap = (messageId, row, col) => posted(`${this.path}/tap`, { message_id: messageId, row, col });
  edit = (messageId, text) => posted(`${this.path}/edit`, { message_id: messageId, text });
  block = () => posted(`${this.path}/block`);
  unblock = () => posted(`${this.path}/unblock`);
  remove = (messageId) => posted(`${this.path}/delete`, { message_id: messageId });

  file(kind, file, fields) {
    const form = new FormData();
    form.append("file", file, file.name ?? kind);
    for (const [name, value] of Object.entries(fields)) {
      if (value) form.append(name, value);
    }
    return asked(`${this.path}/${kind}`, { method: "POST", body: form });
  }
}

export const fileAddress = (media) => `/control/files/${encodeURIComponent(media.file_id)}`;

/** Calls `changed(chatId)` for each change, `everything()` when some may have been missed. */
export function watch(changed, everything) {
  const source = new EventSource("/control/events");
  for (const kind of ["message", "edit", "delete", "keyboard", "toast", "action", "status"]) {
    source.addEventListener(kind, (event) => {
      // The browser's own errors carry no data.
      if (event.data) changed(JSON.parse(event.data).chat_id, kind);
    });
  }
  source.addEventListener("menu", everything);
  source.addEventListener("reset", everything);
  source.addEventListener("open", everything);
}
