// What is written, as readers see it: made by the code that makes editions, in a frame in which no script runs.

import { el } from './fields.js';

/** @returns the panel, and `draw()`, which shows the newest. */
export function previewPanel(desk) {
  const choice = (label, options) => {
    const control = el(
      'select',
      { onchange: () => draw() },
      options.map(([value, text]) => el('option', { value }, text)),
    );
    return { control, part: el('label', {}, `${label} `, control) };
  };
  const publication = choice(
    'Publication',
    desk.state.publications.map(({ id, title }) => [id, title]),
  );
  const what = choice('Show', [
    ['fact', 'this fact alone, in the mail'],
    ['html', 'the whole article, in the mail'],
    ['page', 'the whole article, on the page'],
  ]);
  const colours = choice('Colours', [
    ['light', 'light'],
    ['dark', 'dark'],
  ]);
  const frame = el('iframe', {
    title: 'As readers see it',
    sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    class: 'shown',
  });
  const draw = () => {
    const fact = what.control.value === 'fact' ? (desk.file.facts?.[desk.index]?.id ?? '') : '';
    const query = new URLSearchParams({
      publication: publication.control.value,
      part: what.control.value === 'page' ? 'page' : 'html',
      colours: colours.control.value,
      version: desk.keeper.base(),
      ...(what.control.value === 'fact' ? { fact: fact || 'none' } : {}),
    });
    const address = `/article/${desk.slug}/frame?${query}`;
    if (frame.dataset.address === address) return;
    frame.dataset.address = address;
    // Without an entry in the history for each pause.
    if (frame.contentWindow && frame.isConnected) frame.contentWindow.location.replace(address);
    else frame.src = address;
  };
  frame.addEventListener('load', () => {
    const height = frame.contentDocument?.documentElement?.getBoundingClientRect().height ?? 0;
    frame.style.height = `${Math.min(900, Math.max(80, Math.ceil(height)))}px`;
  });
  return {
    panel: el('div', {}, el('p', { class: 'actions' }, publication.part, what.part, colours.part), frame),
    draw,
  };
}
