import type { Configuration } from '../../core/publication/configuration.ts';
import type { Installation } from './installation.ts';

/** Where Courant is to be found. */
export type Place = { local: boolean; stack: string | undefined };

/** What commands need from around them; tests bring their own. */
export type World = {
  /** Prints a line of what the command was asked for. */
  print(line: string): void;
  /** Prints a line about what went wrong. */
  complain(line: string): void;
  /** The project's configuration, checked. */
  configuration(): Promise<Configuration>;
  /** Finds the installation; whoever opens it closes it. */
  open(place: Place): Promise<Installation>;
};

/** Opens the installation, does the work, and closes it whatever happens. */
export async function withInstallation<Result>(
  world: World,
  { local, stack }: Place,
  work: (installation: Installation) => Promise<Result>,
): Promise<Result> {
  const installation = await world.open({ local, stack });
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}
