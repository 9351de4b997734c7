import { sha256 } from '../../../core/foundation/hash.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { asAddressStands } from '../../../core/readers/address.ts';
import { addReader } from '../../../core/readers/admission/add-reader.ts';
import { normaliseAddress, readerId } from '../../../core/readers/reader-id.ts';
import { confirmRequest } from '../../../core/readers/sign-up/confirm.ts';
import { takeRequest } from '../../../lambdas/signup/take-request.ts';
import { aRequest, askedAt } from '../../support/builders/a-request.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { Overtaking } from '../../support/memory/overtaking.ts';
import { aSignUp, confirmKeyOf, keyOfTests, type SignUpWorld, twoPublications } from './a-sign-up.ts';

/** People of the histories; the last two have one mailbox. */
export const people = ['ada@mail.example', 'grace@gmail.com', 'g.ra.ce+news@googlemail.com'] as const;
export const publications = ['weekly', 'daily'] as const;
/** Spellings of an address that are the same one. */
const spellings = [
  (address: string) => address,
  (address: string) => address.toUpperCase(),
  (address: string) => `  ${address.replace('.', '\u3002').replace('g\u3002', 'g.')} `,
];

export type Person = (typeof people)[number];
export type PublicationId = (typeof publications)[number];
/** Where a process ends, or is overtaken: before or after which of its calls. */
export type Interruption = { call: number; when: 'before' | 'after' };
export type Event = { who: Person; publication: PublicationId } & (
  | { do: 'leave' }
  | { do: 'bounce' | 'complain'; late: number | 'as they asked' }
  | { do: 'erase'; stops: boolean }
  | { do: 'import'; ago: number; again: boolean }
);
export type Step = { wait: number } & (
  | Event
  | {
      do: 'ask';
      who: Person;
      spelling: number;
      publications: PublicationId[];
      kind: 'subscribe' | 'manage';
      lost: boolean;
    }
  | {
      do: 'work';
      of: number | null;
      answer: 'accepted' | 'uncertain' | 'throttled' | 'rejected';
      takes: boolean;
      crash: Interruption | null;
      meanwhile: (Interruption & { event: Event | { do: 'again' } }) | null;
    }
  | {
      do: 'press';
      of: number;
      crash: Interruption | null;
      meanwhile: (Interruption & { event: Event }) | null;
    }
);

/** Somebody agreed: by pressing the button, or as an operator wrote down. */
export type Agreement = { who: string; publication: string; at: Instant };
/** Something ended: everything of a person, or one publication. */
export type Ended = { who: string; publication: string | null; at: Instant; kind: Event['do'] };

/** Goes through a history on ports in memory, and notes what people did, apart from what the ports say of it. */
export class History {
  readonly world: SignUpWorld;
  readonly agreements: Agreement[] = [];
  readonly ended: Ended[] = [];
  /** What a press came to that was gone through to its end. */
  readonly pressed: {
    who: string;
    publication: string;
    requestedAt: Instant;
    result: string;
    endedBefore: number;
  }[] = [];
  readonly complaintsBefore = new Map<string, Instant>();
  readonly mistakes: string[] = [];
  #asked = 0;
  #askedAt = askedAt;
  readonly #all: string[] = [];

  /** @param perDay how many messages the account may send in 24 hours. */
  constructor(perDay = 200) {
    this.world = aSignUp(twoPublications(), perDay);
  }

  async go(steps: readonly Step[]): Promise<this> {
    for (const step of steps) {
      this.world.wait(step.wait);
      await this.#take(step);
    }
    return this;
  }

  idOf(who: string): string {
    return readerId(normaliseAddress(who), keyOfTests);
  }

  /** Whether an edition would be mailed to somebody now. */
  isMailed(who: string, publication: string): boolean {
    const id = this.idOf(who);
    const row = this.world.readers.rows.get(`${publication}/${id}`);
    return row !== undefined && asAddressStands(row, this.world.addresses.rows.get(id))?.state === 'active';
  }

  async #take(step: Step): Promise<void> {
    switch (step.do) {
      case 'ask':
        return this.#ask(step);
      case 'work':
        return this.#work(step);
      case 'press':
        return this.#press(step);
      default:
        return this.#event(step);
    }
  }

  async #ask(step: Extract<Step, { do: 'ask' }>): Promise<void> {
    const address = normaliseAddress((spellings[step.spelling] ?? spellings[0])?.(step.who) ?? '');
    const { kind, publications } = step;
    const request = aRequest(++this.#asked, {
      address,
      kind,
      publications,
      requestedAt: this.world.clock.now(),
    });
    this.#askedAt = request.requestedAt;
    await this.world.requests.put(request);
    if (step.lost) return;
    await this.world.queue.enqueue(request.id);
    this.#all.push(request.id);
  }

  /** Takes the first message, or one that was taken before; it stays in the queue unless it is done. */
  async #work(step: Extract<Step, { do: 'work' }>): Promise<void> {
    const { queue, mailer } = this.world;
    const id = step.of === null ? queue.ids[0] : this.#all[step.of % Math.max(1, this.#all.length)];
    if (id === undefined) return;
    Object.assign(mailer, { answer: step.answer, takesUnheard: step.takes });
    const before = new Set(this.complaintsBefore.keys());
    const count = mailer.taken.length;
    const taken = await this.#run(step, async wrap => takeRequest(this.world.worker(wrap), id), id);
    for (const { to } of mailer.taken.slice(count))
      if (before.has(this.idOf(to))) this.mistakes.push(`${to} was mailed after a complaint`);
    if (taken !== undefined && taken.outcome !== 'returned' && queue.ids[0] === id) queue.ids.shift();
  }

  async #press(step: Extract<Step, { do: 'press' }>): Promise<void> {
    const mails = this.world.mailer.taken.filter(({ kind }) => kind === 'confirmation').reverse();
    const mail = mails[step.of % Math.max(1, mails.length)];
    if (!mail) return;
    const request = await this.world.requests.read(mail.request, this.world.clock.now());
    if (request)
      for (const publication of request.publications)
        this.agreements.push({ who: mail.to, publication, at: request.requestedAt });
    const endedBefore = this.ended.length;
    const done = await this.#run(step, async wrap =>
      confirmRequest(this.world.confirming(wrap), confirmKeyOf(mail)),
    );
    if (request && done === undefined && step.crash === null)
      this.mistakes.push('a mail that confirms nothing');
    for (const { publication, result } of done?.publications ?? [])
      this.pressed.push({
        who: mail.to,
        publication,
        result,
        requestedAt: request?.requestedAt ?? this.world.clock.now(),
        endedBefore,
      });
  }

  /** Runs a process that may end at a call, and that others may overtake there; undefined if it ended. */
  async #run<Result>(
    { crash, meanwhile }: Pick<Extract<Step, { do: 'work' }>, 'crash' | 'meanwhile'>,
    process: (wrap: <Port extends object>(port: Port) => Port) => Promise<Result>,
    id = '',
  ): Promise<Result | undefined> {
    const plan = crash ? new CrashPlan(crash.call, crash.when) : new CrashPlan();
    let overtaken: Promise<unknown> | undefined;
    const others = new Overtaking(meanwhile?.call ?? 0, meanwhile?.when ?? 'before', async () => {
      if (meanwhile?.event.do === 'again') overtaken = takeRequest(this.world.worker(), id);
      else if (meanwhile) overtaken = this.#event(meanwhile.event);
      await overtaken;
    });
    try {
      return await process(port => plan.wrap(others.wrap(port)));
    } catch (error) {
      if (error instanceof Crash) return undefined;
      throw error;
    } finally {
      // One of several calls at once may crash: who overtook another of them is done before days go by all the same.
      await overtaken;
    }
  }

  async #event(event: Event): Promise<void> {
    const { readers } = this.world;
    const { who, publication } = event;
    const id = this.idOf(who);
    const at = this.world.clock.now();
    if (event.do === 'leave') {
      const row = await readers.read(publication, id);
      if (row && (await readers.leave(publication, id, row.token, at, 'link')) === 'left')
        this.ended.push({ who, publication, at, kind: 'leave' });
    } else if (event.do === 'erase') await this.#erase(who, event.stops);
    else if (event.do === 'import') await this.#import(event);
    else await this.#report(event);
  }

  /** As feedback does: the address first, then the subscription, unless they agreed anew since. */
  async #report(event: Extract<Event, { do: 'bounce' | 'complain' }>): Promise<void> {
    const { readers, addresses, clock } = this.world;
    const { who, publication } = event;
    const id = this.idOf(who);
    const at = event.late === 'as they asked' ? this.#askedAt : plusHours(clock.now(), -event.late / 3600);
    const row = await readers.read(publication, id);
    if (row === undefined || row.agreed.at > at) return;
    const state = event.do === 'bounce' ? 'bounced' : 'complained';
    const everywhere = await addresses.end(id, { state, at, how: 'told' });
    const here = await readers.end(publication, id, { state, at, how: 'told' });
    // Mail that came back counts also where it is told later than what opened the address.
    if (everywhere === 'ended' || event.do === 'bounce')
      this.ended.push({ who, publication: null, at, kind: event.do });
    if (here === 'ended') this.ended.push({ who, publication, at, kind: event.do });
    if (everywhere === 'ended' && event.do === 'complain') this.complaintsBefore.set(id, at);
  }

  async #erase(who: string, stops: boolean): Promise<void> {
    const { readers, addresses, clock } = this.world;
    const id = this.idOf(who);
    const at = clock.now();
    await addresses.end(id, { state: 'erased', at, how: 'asked for it' });
    this.ended.push({ who, publication: null, at, kind: 'erase' });
    for (const publication of stops ? [] : publications) readers.rows.delete(`${publication}/${id}`);
  }

  async #import(event: Extract<Event, { do: 'import' }>): Promise<void> {
    const { readers, addresses, clock } = this.world;
    const { who, publication, again } = event;
    const agreedAt = plusHours(clock.now(), -event.ago / 3600);
    this.agreements.push({ who, publication, at: agreedAt });
    const newToken = () => sha256(`import ${this.agreements.length}`).slice(0, 22);
    const endings = { ofReader: async () => [] };
    const context = { readers, addresses, endings, key: { get: async () => keyOfTests }, clock, newToken };
    const person = { publication, address: who, name: null, language: 'en', how: 'import', agreed: agreedAt };
    await addReader(context, person, { again }).catch(error => {
      if (!/Ended|Bounced|Complained|Missing/.test((error as Error).name)) throw error;
    });
  }
}
