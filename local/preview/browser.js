// Runs in the browser, on the preview's own page: brings the newest build whenever the server tells of one, and lets the view
// and the place that is being read stay as they are.

const live = document.querySelector('#live');
const stage = document.querySelector('#stage');
let last = Promise.resolve();

const changes = new EventSource('/changes');
changes.addEventListener('build', ({ data }) => {
  last = last
    .then(() => bring(data))
    .catch(() => say('The newest build could not be loaded. Reload the page.'));
});
changes.addEventListener('error', () =>
  say('Not connected: is npm run preview still running? This page goes on when it is.'),
);

stage.addEventListener('load', fitFrame, true);
addEventListener('resize', fitFrame);
fitFrame();

async function bring(build) {
  if (build === document.body.dataset.build) return say('Reloads as files change.');
  const answer = await fetch(location.href);
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  document.title = next.title;
  document.body.dataset.build = next.body.dataset.build;
  for (const id of ['chosen', 'report']) replace(document.getElementById(id), next.getElementById(id));
  restage(next.querySelector('#stage'));
  say(`Reloaded at ${new Date().toLocaleTimeString()}. ${document.querySelector('.state').textContent}.`);
}

/** What is the same stays, and with it the focus. */
function replace(old, fresh) {
  if (old.innerHTML !== fresh.innerHTML) old.replaceChildren(...fresh.childNodes);
}

/** The stage keeps its height until the new content is there, so that the page does not jump. */
function restage(next) {
  const frame = stage.querySelector('iframe');
  const nextFrame = next.querySelector('iframe');
  if (frame && nextFrame) return frame.contentWindow.location.replace(nextFrame.src);
  stage.style.minHeight = `${stage.offsetHeight}px`;
  stage.replaceChildren(...next.childNodes);
  if (stage.querySelector(':scope > pre')) stage.style.minHeight = '';
}

/** As high as what it holds: the page scrolls, not the frame. */
function fitFrame() {
  const frame = stage.querySelector('iframe');
  const content = frame?.contentDocument?.documentElement;
  if (!content) return;
  const height = Math.ceil(content.getBoundingClientRect().height);
  if (height > 0) frame.style.height = `${height}px`;
  stage.style.minHeight = '';
}

function say(text) {
  live.textContent = text;
}
