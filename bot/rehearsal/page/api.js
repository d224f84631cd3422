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
  remove = (messageId) => posted(`${this.path}/delete`, { message_id: messageId });

  file(kind, file, fields) {
    const form = new FormData();
    form.append("file", file, file.name ?? "voice.ogg");
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
