import { courantProgram } from '../../../cli/commands/courant-program.ts';
import type { Installation } from '../../../cli/installation/installation.ts';
import { run } from '../../../cli/program/run.ts';
import type { AccountLooks, NameLooks } from '../../../core/doctor/looks.ts';
import type { Configuration } from '../../../core/publication/configuration.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aMemoryWorld } from '../memory-world.ts';
import { soundLooks, soundNames } from './stand-in-looks.ts';

/** What is configured unless a test says otherwise. */
export const configuration = aConfiguration();

/** What of an account, the DNS and an installation is not as it should be. */
export type Account = {
  account?: Partial<AccountLooks>;
  names?: NameLooks;
  words?: string[];
  suppressed?: string[];
  /** What the checkout says; what is deployed is of the sound one. */
  configured?: Configuration;
  installed?: Partial<Installation>;
};

/** Runs `courant doctor` on an account that is sound but for what is said; two readers are active. */
export async function doctor({
  account = {},
  names = soundNames(),
  words = [],
  suppressed = [],
  configured = configuration,
  installed = {},
}: Account = {}) {
  const { looks, asked } = soundLooks(configured, {
    async *suppressed() {
      yield* suppressed;
    },
    ...account,
  });
  const { installation, press, seen } = aMemoryWorld(installed, configured);
  for (const n of [1, 2, 3]) await press.readers.add(aReader(n));
  const ended = { state: 'bounced', at: installation.clock.now(), how: 'no such mailbox' } as const;
  await press.readers.end('weekly', aReader(3).id, ended);
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(['doctor', ...words], courantProgram, {
    print: line => void out.push(`${line}\n`),
    printError: line => void err.push(`${line}\n`),
    ...{ columns: undefined, errorColumns: undefined, styled: false },
    ...{ clock: installation.clock, names, openLooks: async () => looks },
    configuration: async () => configured,
    async open() {
      seen.opened += 1;
      return installation;
    },
  });
  return { code, out: out.join(''), err: err.join(''), asked, seen };
}
