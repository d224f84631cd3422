// A voice note: recorded where the browser lets us listen, otherwise a short tone.

const TONE_SECONDS = 2;
const TONE_HZ = 330;
const RATE_HZ = 8000;
const HEADER_BYTES = 44;

/** Starts to record; returns what ends it, or null where nothing can be heard. */
export async function recording() {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const recorder = new MediaRecorder(stream);
    const pieces = [];
    recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    const began = performance.now();
    recorder.start();
    return async () => {
      const ended = new Promise((done) => recorder.addEventListener("stop", done));
      recorder.stop();
      await ended;
      letGo(stream);
      const seconds = Math.max(1, Math.round((performance.now() - began) / 1000));
      return { sound: new Blob(pieces, { type: recorder.mimeType.split(";")[0] }), seconds };
    };
  } catch {
    letGo(stream);
    return null;
  }
}

const letGo = (stream) => stream?.getTracks().forEach((track) => track.stop());

/** Returns a tone that swells and fades, as a WAV file. */
export function tone() {
  const count = TONE_SECONDS * RATE_HZ;
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + count));
  const text = (at, words) => [...words].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, HEADER_BYTES - 8 + count, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // plain samples
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, RATE_HZ, true);
  view.setUint32(28, RATE_HZ, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true); // bits a sample
  text(36, "data");
  view.setUint32(40, count, true);
  for (let at = 0; at < count; at += 1) {
    const swell = Math.sin((Math.PI * at) / count);
    const wave = Math.sin((2 * Math.PI * TONE_HZ * at) / RATE_HZ);
    view.setUint8(HEADER_BYTES + at, 128 + 60 * swell * wave);
  }
  return { sound: new Blob([view], { type: "audio/wav" }), seconds: TONE_SECONDS };
}
