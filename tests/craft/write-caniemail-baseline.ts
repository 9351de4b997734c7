// Writes caniemail-baseline.json anew, after a change of the templates or of the package: npm run caniemail. Look at the difference
// before it is committed: each new line is something that a mail program will not show as it was meant.
import { writeFile } from 'node:fs/promises';
import { editionNamed, everyEdition } from '../support/editions/catalogue.ts';
import { allErrors, clientErrors } from './client-support.ts';
import { messageOf } from './message.ts';

const messages = await Promise.all(
  everyEdition.map(async ([name, archive]) => messageOf(await editionNamed(name, archive))),
);
const baseline = allErrors(messages.map(({ html }) => clientErrors(html)));
await writeFile(
  new URL('caniemail-baseline.json', import.meta.url),
  `${JSON.stringify(baseline, null, 2)}\n`,
);
