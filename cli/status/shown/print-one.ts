import { type LabelledLine, receiptLines } from '../../../core/delivery/receipt/receipt-lines.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { Imprint } from '../../../core/publication/retired.ts';
import type { Installation } from '../../installation/installation.ts';
import type { World } from '../../installation/world.ts';
import { fitted, prose, wrapped } from '../../program/layout.ts';
import { type Concern, printConcerns } from '../concern.ts';
import { leftOutLines, leftOutObject } from '../decided/left-out-edition.ts';
import { concernsOf } from '../edition-concerns.ts';
import { editionSentence } from '../edition-sentence.ts';
import type { EditionStatus } from '../edition-status.ts';
import { phaseOf } from '../edition-status.ts';
import { deliveriesOf } from '../edition-table.ts';
import { type FoundEdition, findEdition } from '../find-edition.ts';
import { missingConcern } from '../missing-concern.ts';
import type { OperatorHints } from '../operator-hints.ts';
import { missingObject, statusObject } from '../status-object.ts';

/** Shows everything of one edition. @returns the exit code @throws NoSuchEditionError */
export async function printOne(
  world: World,
  installation: Installation,
  publication: Imprint,
  edition: string,
  { hints, json }: { hints: OperatorHints; json: boolean },
): Promise<number> {
  const now = installation.clock.now();
  const found = await findEdition(installation, publication, edition);
  const concerns = concernsAbout(found, publication, now, hints);
  if (json) world.print(JSON.stringify(objectOf(found, publication, now, hints)));
  else {
    for (const line of headOf(found, publication, now, world.columns)) world.print(line);
    printConcerns(world, concerns);
    const table = tableOf(found).flatMap(([label, text]) => fitted(label, text, world.columns));
    for (const line of table.length > 0 ? ['', ...table] : []) world.print(line);
  }
  return concerns.some(({ waits }) => waits) ? 1 : 0;
}

function concernsAbout(found: FoundEdition, { id }: Imprint, now: Instant, hints: OperatorHints): Concern[] {
  if (found.leftOut) return [];
  if (found.missing) return [missingConcern(id, found.missing, { now, next: found.next }, hints)];
  return concernsOf(found.status, now, hints);
}

function objectOf(found: FoundEdition, { id }: Imprint, now: Instant, hints: OperatorHints): object {
  if (found.leftOut) return leftOutObject(id, found.leftOut);
  return found.missing ? missingObject(id, found.missing) : statusObject(found.status, now, hints);
}

/** Which edition it is and how it stands, then the same in a sentence. */
function headOf(
  found: FoundEdition,
  { title }: Imprint,
  now: Instant,
  columns: number | undefined,
): string[] {
  if (found.leftOut) return [`${title}, edition of ${found.leftOut.edition}: left out`];
  if (found.missing) return [`${title}, edition of ${found.missing.edition}: not published`];
  const { status } = found;
  const { number, edition } = status.counts;
  const head = `${title}, edition ${number} of ${edition}: ${phaseOf(status, now)}, ${deliveriesOf(status)}`;
  return [...wrapped(head, columns).split('\n'), ...prose(editionSentence(status, now), columns)];
}

function tableOf(found: FoundEdition): LabelledLine[] {
  if (found.leftOut) return leftOutLines(found.leftOut);
  if (found.missing) return [];
  return [...receiptLines(found.status.counts), ...receiptOf(found.status), ...forecastOf(found.status)];
}

function receiptOf({ receipt }: EditionStatus): LabelledLine[] {
  if (receipt === null) return [['Receipt', 'none yet: the counts are those of now']];
  const { number, writtenAt, sha256 } = receipt;
  return [
    ['Receipt', sha256],
    ['', `number ${number}, written at ${writtenAt}`],
  ];
}

function forecastOf({ row: { expectedBy, state } }: EditionStatus): LabelledLine[] {
  if (expectedBy === null) return [];
  return [['Forecast', state === 'closed' ? `was ${expectedBy}` : `done by about ${expectedBy}`]];
}
