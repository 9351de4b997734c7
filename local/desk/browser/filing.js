// From the desk into facts/, where others review it, and into the fact log.

import { button, el } from './fields.js';
import { counted } from './words.js';

export function filingPanel(desk) {
  const said = el('div', { role: 'status', class: 'said' });
  const tell = (...lines) => said.replaceChildren(...lines.flat().map(line => el('p', {}, line)));
  const confirm = el('div');
  const ready = async doing => {
    confirm.replaceChildren();
    tell(`${doing} …`);
    if (await desk.keeper.flush()) return true;
    tell('Not everything is on the disk yet. Nothing was done.');
    return false;
  };
  const toFacts = async () => {
    if (!(await ready('Writing'))) return;
    const answer = await desk.post('facts', { base: desk.keeper.base(), inFacts: desk.state.inFacts });
    if (!answer.ok) return tell('Not written.', ...(await answer.text()).split('\n'));
    await desk.refresh();
    tell(
      `facts/${desk.slug}.json is written, to be reviewed in git. Its text stays in drafts/, which git ignores.`,
    );
  };
  const file = async where => {
    if (!(await ready('Filing'))) return;
    const answer = await desk.post('file', { where, base: desk.keeper.base() });
    const {
      filedAt,
      failed,
      said: lines,
    } = answer.ok ? await answer.json() : { failed: true, said: [await answer.text()] };
    tell(
      failed ? 'Nothing was filed.' : 'Filed.',
      lines.flatMap(line => line.split('\n')),
    );
    if (filedAt) desk.lock({ filedAt, where });
  };
  const ask = where => {
    const place = where === 'aws' ? 'on AWS, for the next edition that readers get' : 'on this machine only';
    const number = counted(desk.file.facts?.length ?? 0, 'fact');
    const now = button('File now', () => file(where), { class: 'main' });
    confirm.replaceChildren(
      el('p', {}, `${number} ${place}. What is filed stays as it is: later only a correction changes it.`),
      el(
        'p',
        { class: 'actions' },
        now,
        button('Not yet', () => confirm.replaceChildren()),
      ),
    );
    now.focus();
  };
  const discard = async () => {
    desk.keeper.letGo();
    const answer = await desk.post('discard', {});
    if (!answer.ok) return tell(await answer.text());
    const { isThere } = await answer.json();
    location.assign(isThere ? location.pathname : '/');
  };
  const askDiscard = () => {
    const what =
      desk.state.inFacts === null
        ? 'The article goes; its text stays in drafts/.'
        : 'The article is then as facts/ has it.';
    const now = button('Let go of it', discard);
    confirm.replaceChildren(
      el('p', {}, `What is at work is lost. ${what}`),
      el(
        'p',
        { class: 'actions' },
        now,
        button('Keep it', () => confirm.replaceChildren()),
      ),
    );
    now.focus();
  };
  return el(
    'div',
    {},
    el(
      'p',
      { class: 'hint' },
      'Filing and facts/ take an article without mistakes; filing, without a note that nobody accepted.',
    ),
    el(
      'p',
      { class: 'actions' },
      button('Write into facts/', toFacts),
      button('File on this machine', () => ask('here')),
      button('File on AWS', () => ask('aws')),
      button('Let go of what is at work', askDiscard),
    ),
    confirm,
    said,
  );
}

/** What stands above an article that is filed. @param differs whether the file here has other content. */
export function filedPart(at, where, differs) {
  return el(
    'div',
    { class: 'filed' },
    el(
      'p',
      {},
      el('b', {}, `Filed ${where === 'aws' ? 'on AWS' : 'on this machine'} at ${at}.`),
      ' What is filed stays as it is. A correction file puts a fact right: ',
      el('code', {}, 'courant facts correct FACT FILE'),
      '; facts that were missed are added with ',
      el('code', {}, 'courant facts add --to ID FILE'),
      '; docs/facts.md shows how.',
    ),
    differs
      ? el(
          'p',
          {},
          'The file here is not what was filed: let go of what is at work, or make a correction of what differs.',
        )
      : null,
  );
}

/** What stands there where nobody could look, such as while another program has this machine's installation open. */
export function unseenPart(lines) {
  const said = 'Whether it is filed on this machine could not be seen:';
  return el(
    'div',
    { class: 'hinted' },
    el('p', {}, said),
    lines.map(line => el('p', {}, line)),
  );
}
