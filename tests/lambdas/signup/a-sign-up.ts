import type { Mailer, MailerAnswer, OutgoingMessage } from '../../../core/delivery/sending/mailer.ts';
import { Pace } from '../../../core/delivery/sending/pace.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import type { Configuration } from '../../../core/publication/configuration.ts';
import type { ConfirmContext } from '../../../core/readers/sign-up/confirm.ts';
import type { LetterInput, Letters } from '../../../core/readers/sign-up/letters.ts';
import type { LetterKind } from '../../../core/readers/sign-up/limits.ts';
import { readRequestKey } from '../../../core/readers/sign-up/request.ts';
import type { SignUpContext } from '../../../lambdas/signup/take-request.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { askedAt } from '../../support/builders/a-request.ts';
import { MemoryAddresses } from '../../support/memory/memory-endings.ts';
import { MemoryReaders } from '../../support/memory/memory-readers.ts';
import {
  MemoryConfirmations,
  MemoryRequests,
  MemorySignUpLimits,
  MemorySignUpQueue,
} from '../../support/memory/memory-sign-up.ts';

/** The publications `weekly` and `daily`, and the retired one `old`. */
export function twoPublications(): Configuration {
  const configuration = aConfiguration(
    {},
    {},
    {
      retired: [
        { id: 'old', title: 'Old', language: 'en', from: { name: 'Old', address: 'old@news.example' } },
      ],
    },
  );
  const [weekly] = configuration.publications;
  if (!weekly) throw new Error('no publication');
  return { ...configuration, publications: [weekly, { ...weekly, id: 'daily', title: 'Daily' }] };
}

/** A letter, as it was mailed: what it was made of. */
export type LetterSeen = { kind: LetterKind; publications: string[]; links: Record<string, unknown> };

/** Letters that say what they are made of, as JSON. */
export const plainLetters: Letters = {
  confirmation: input => plain('confirmation', input),
  alreadyReading: input => plain('already reading', input),
  manage: input => plain('manage', input),
};

async function plain(kind: LetterKind, { publications, links }: LetterInput<object>) {
  const seen: LetterSeen = { kind, publications: publications.map(({ id }) => id), links: { ...links } };
  const text = JSON.stringify(seen);
  return { raw: Buffer.from(text), words: sha256(text) };
}

/** A mail that was taken: by whom it was asked for and when. */
export type Mailed = LetterSeen & { to: string; request: string; tags: Record<string, string>; at: Instant };

/** A mail service that answers as it is told, and may take a message without saying so. */
export class LetterBox implements Mailer {
  readonly taken: Mailed[] = [];
  answer: MailerAnswer['outcome'] = 'accepted';
  /** Whether it takes a message of which it does not answer. */
  takesUnheard = true;
  readonly #now: () => Instant;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  async send({ to, raw, tags, claimIsFresh }: OutgoingMessage): Promise<MailerAnswer> {
    if (claimIsFresh?.() === false) return { outcome: 'unreached', reason: 'MessageTooLateError: too late' };
    if (this.answer === 'accepted' || (this.answer === 'uncertain' && this.takesUnheard))
      this.taken.push({
        ...(JSON.parse(Buffer.from(raw).toString()) as LetterSeen),
        to,
        request: tags.attempt ?? '',
        tags,
        at: this.#now(),
      });
    return this.answer === 'accepted'
      ? { outcome: 'accepted', messageId: `id-${this.taken.length}` }
      : { outcome: this.answer, reason: `Told: ${to}` };
  }
}

/** The key in a confirmation's link. */
export function confirmKeyOf({ links }: LetterSeen): { id: string; token: string } {
  const key = readRequestKey(String(links.confirm).split('/').at(-1) ?? '');
  if (!key) throw new Error('no link that confirms');
  return key;
}

/** Bytes under which the tests make reader ids. */
export const keyOfTests = Buffer.alloc(32, 7);

type Wrap = <Port extends object>(port: Port) => Port;

/** All that signing up needs, in memory, with a clock that the tests put forward. */
export function aSignUp(configuration = twoPublications(), perDay = 200) {
  const addresses = new MemoryAddresses();
  const time = { now: askedAt };
  const clock = { now: () => time.now };
  const mailer = new LetterBox(clock.now);
  let made = 0;
  const next = () => sha256(`made ${++made}`);
  const stores = {
    addresses,
    readers: new MemoryReaders(addresses),
    requests: new MemoryRequests(),
    limits: new MemorySignUpLimits(),
    confirmations: new MemoryConfirmations(),
  };
  return {
    ...stores,
    queue: new MemorySignUpQueue(),
    mailer,
    clock,
    /** Puts the clock forward. */
    wait(seconds: number): void {
      time.now = plusHours(time.now, seconds / 3600);
    },
    /** @param wrap goes around each port, to crash between its calls for instance. */
    worker: (wrap: Wrap = port => port): SignUpContext => ({
      ...mapPorts(stores, wrap),
      clock,
      configuration,
      linksUrl: 'https://news.example',
      key: { get: async () => keyOfTests },
      letters: plainLetters,
      mailer: wrap(mailer),
      account: { allowance: async () => ({ perSecond: 14, perDay, left: perDay }) },
      pace: new Pace(1, { now: () => 0, sleep: async () => undefined }),
      newAttempt: () => next().slice(0, 32),
      newToken: () => next().slice(0, 22),
      timeLeft: () => 60_000,
    }),
    confirming: (wrap: Wrap = port => port): ConfirmContext => ({
      ...mapPorts(stores, wrap),
      publications: configuration.publications,
      clock,
      newToken: () => next().slice(0, 22),
    }),
  };
}

function mapPorts<Ports extends Record<string, object>>(ports: Ports, wrap: Wrap): Ports {
  return Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, wrap(port)])) as Ports;
}

/** What signing up needs, in memory. */
export type SignUpWorld = ReturnType<typeof aSignUp>;
