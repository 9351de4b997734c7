import type { Clock } from '../../core/foundation/instant.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { Terminal } from '../program/terminal.ts';
import { explainAccess } from './access-errors.ts';
import type { Installation } from './installation.ts';

/** Which installation is meant: that of this machine, or a deployed stack. */
export type Target = { local: boolean; stack: string | undefined };

/** What commands need from around them; tests bring their own. */
export type World = Terminal & {
  /** The time, where no installation is opened; the machine's if it is missing. */
  clock?: Clock;
  /** The project's configuration, checked. */
  configuration(): Promise<Configuration>;
  /** Asks whoever sits at the terminal, and answers what they typed; missing where nobody does. */
  ask?: ((question: string) => Promise<string>) | undefined;
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
