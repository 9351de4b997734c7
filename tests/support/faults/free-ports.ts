import { type ServiceName, serviceNames } from '../../../local/cloud/faults/fault-plan.ts';
import { listenOnLoopback } from '../../../local/cloud/http/loopback-server.ts';

/** Below the range from which the system takes ports for whoever asks for any: nobody gets these in between. */
const [lowest, highest] = [20_000, 32_000];

/** A free port for each service, to be listened on again and again. */
export async function freePorts(): Promise<Record<ServiceName, number>> {
  const found: number[] = [];
  while (found.length < serviceNames.length) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    const server = await listenOnLoopback(() => undefined, port).catch(() => undefined);
    await server?.stop();
    if (server && !found.includes(port)) found.push(port);
  }
  return Object.fromEntries(serviceNames.map((name, index) => [name, found[index] ?? 0])) as Record<
    ServiceName,
    number
  >;
}
