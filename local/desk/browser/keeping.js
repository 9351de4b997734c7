// Keeps what is written: in the browser at each stroke, on the server's disk on each pause. What the server has not confirmed stays in
// the browser, over reloads and crashes, and is sent again.

const quiet = 300;
// Who writes without a pause is kept all the same.
const longest = 1000;
const again = 1500;

/**
 * @param slug of the article. @param version that the page was read at.
 * @param told { kept(answer), waiting(), trouble(text), conflict() }: what became of what was written.
 */
export function keeper(slug, version, told) {
  const place = `courant-desk:${slug}`;
  const stored = read(place);
  let base = stored?.base ?? version;
  // What is on its way, and may have arrived, goes out again as it was before anything newer: the server knows it by its content.
  let sent = stored?.sent ?? null;
  let latest = stored?.latest ?? null;
  let timer;
  let due = null;
  let underWay = null;

  const store = () => {
    try {
      if (sent === null && latest === null) localStorage.removeItem(place);
      else localStorage.setItem(place, JSON.stringify({ base, sent, latest }));
    } catch {
      told.trouble('This browser has no room to keep what is not on the disk yet.');
    }
  };
  const schedule = wait => {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };
  const send = () => {
    underWay ??= sendAll().finally(() => {
      underWay = null;
    });
    return underWay;
  };
  const sendAll = async () => {
    clearTimeout(timer);
    due = null;
    while (sent !== null || latest !== null) {
      if (sent === null) [sent, latest] = [latest, null];
      store();
      if (!(await sendOne())) return false;
    }
    return true;
  };
  const sendOne = async () => {
    let answer;
    try {
      const body = `{"base":${JSON.stringify(base)},"file":${sent}}`;
      const headers = { 'content-type': 'application/json' };
      // Goes on while the page closes, where the browser takes that much.
      const keepalive = body.length < 60_000;
      answer = await fetch(`/article/${slug}`, { method: 'PUT', headers, body, keepalive });
    } catch {
      told.trouble(
        'Not connected: is npm run desk still running? What you write stays in this browser and is sent again.',
      );
      schedule(again);
      return false;
    }
    if (answer.status === 409) {
      told.conflict(await answer.text());
      return false;
    }
    if (!answer.ok) {
      told.trouble(`Not kept on the disk: ${await answer.text()}`);
      schedule(again * 4);
      return false;
    }
    const state = await answer.json();
    base = state.version;
    sent = null;
    store();
    told.kept(state, latest === null);
    return true;
  };
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && send());
  addEventListener('online', send);
  return {
    /** What an earlier page left unsent, as a file; null where nothing is. */
    unsent: () => (latest ?? sent) && JSON.parse(latest ?? sent),
    /** Takes what the file is now. */
    change(file) {
      latest = JSON.stringify(file);
      store();
      told.waiting();
      due ??= performance.now() + longest;
      schedule(Math.max(0, Math.min(quiet, due - performance.now())));
    },
    /** Ends when everything is on the disk, or cannot be: then with false. */
    flush: send,
    base: () => base,
    /** After a conflict: what is here counts. */
    keepMine(newBase) {
      base = newBase;
      [latest, sent] = [latest ?? sent, null];
      return send();
    },
    /** After a conflict: what is there counts. */
    letGo() {
      [latest, sent] = [null, null];
      store();
    },
  };
}

function read(place) {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null');
  } catch {
    return null;
  }
}
