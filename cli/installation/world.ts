import type { AccountLooks, NameLooks } from '../../core/doctor/looks.ts';
import type { Clock } from '../../core/foundation/instant.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { Patience } from '../program/live-line.ts';
import type { Prompts } from '../program/prompts.ts';
import type { Terminal } from '../program/terminal.ts';
import { explainAccess } from './access-errors.ts';
import type { Installation } from './installation.ts';

/** Which installation is meant: that of this machine, or a deployed stack. */
export type Target = { local: boolean; stack: string | undefined };

/** The files of the project that is set up, and who sets it up. */
export type Project = {
  /** Path of cdk.json. */
  cdkJson: string;
  /** The folder of the article files that ship with it. */
  facts: string;
  /** The zone of whoever sits there. */
  timeZone: string;
  /** Asks whoever sits at the terminal; missing where nobody does. */
  prompts?: (() => Promise<Prompts>) | undefined;
};

/** What commands need from around them; tests bring their own. */
export type World = Terminal & {
  /** The time, where no installation is opened; the machine's if it is missing. */
  clock?: Clock;
  /** The project's configuration, checked. */
  configuration(): Promise<Configuration>;
  /** Looks at the account, for `doctor`; that of the SDK's usual sources if it is missing. Whoever opens it closes it. */
  openLooks?: () => Promise<AccountLooks>;
  /** Looks at the DNS, likewise; this machine's servers if it is missing. */
  names?: NameLooks;
  /** What `init` changes; missing in worlds without files of a project. */
  project?: Project;
  /** Asks whoever sits at the terminal, and answers what they typed; missing where nobody does. */
  ask?: ((question: string) => Promise<string>) | undefined;
  /** How to wait for what takes long; by the machine's clock and until Ctrl-C if it is missing. */
  patience?: () => Patience;
  /** Finds the installation; whoever opens it closes it. */
  open(target: Target): Promise<Installation>;
};

/**
 * Opens the installation, does the work, and closes it whatever happens.
 * @throws NoAccessError when AWS cannot be reached or refuses; else whatever the work throws.
 */
export async function withInstallation<Result>(
  world: World,
  { local, stack }: Target,
  work: (installation: Installation) => Promise<Result>,
): Promise<Result> {
  try {
    const installation = await world.open({ local, stack });
    try {
      return await work(installation);
    } finally {
      await installation.close();
    }
  } catch (error) {
    throw explainAccess(error);
  }
}
