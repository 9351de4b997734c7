import type { Command } from '../program/command.ts';
import { archiveGet } from './archive-get.ts';
import { archiveList } from './archive-list.ts';
import { factsAdd } from './facts-add.ts';
import { factsCheck } from './facts-check.ts';
import { factsCorrect } from './facts-correct.ts';
import { factsRetract } from './facts-retract.ts';
import { publish } from './publish.ts';
import { readersAdd } from './readers-add.ts';
import { readersList } from './readers-list.ts';
import { release } from './release.ts';
import { resend } from './resend.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';

/** Everything that `courant` can do, in the order in which people meet it. */
export const commands: readonly Command[] = [
  factsCheck,
  factsAdd,
  factsCorrect,
  factsRetract,
  readersAdd,
  readersList,
  publish,
  status,
  archiveList,
  archiveGet,
  release,
  stop,
  resend,
];
