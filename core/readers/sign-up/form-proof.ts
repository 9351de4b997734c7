import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../foundation/instant.ts';

/** The secret under which the form of the site proves that it is its own. It is made once, and is no key of reader ids. */
export interface FormKey {
  /** The secret's bytes; makes it if there is none yet. */
  get(): Promise<Uint8Array>;
}

/** So long a form can be sent after it was shown, in seconds. */
export const formLastsSeconds = 24 * 3600;
/** Machines' clocks differ by so much at most, in seconds. */
const aheadAtMost = 300;

const tokenForm = /^(\d{9,11})\.([A-Za-z0-9_-]{43})$/;

/**
 * What a form carries that was shown at that time: nobody keeps it, and it names nobody.
 * There is no shortest time: whoever fills in forms by a program of theirs is as welcome.
 */
export function formToken(key: Uint8Array, now: Instant): string {
  const shown = String(secondsOf(now));
  return `${shown}.${proofOf(key, 'form', shown)}`;
}

/** Whether a form was shown here in the last 24 hours. */
export function isFormToken(key: Uint8Array, token: string, now: Instant): boolean {
  const [, shown = '', proof = ''] = tokenForm.exec(token) ?? [];
  const age = secondsOf(now) - Number(shown);
  return (
    shown !== '' && isSame(proof, proofOf(key, 'form', shown)) && age <= formLastsSeconds && age >= -aheadAtMost
  );
}

/**
 * What the page behind a link carries in its forms. Programs that open every link of a mail, and some that send a POST there too, have
 * the link and not this. It is made from the link's own key, so that nothing has to be read for it.
 * @param kind of the page. @param key of its link, which nobody can guess.
 */
export function pageField(kind: 'confirm' | 'leave' | 'manage', key: string): string {
  return proofOf(key, 'page', kind);
}

/** Whether a form was sent from that page. */
export function isPageField(kind: Parameters<typeof pageField>[0], key: string, field: string): boolean {
  return isSame(field, pageField(kind, key));
}

/** Compares in the same time, however much of it is right. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function proofOf(key: Uint8Array | string, kind: 'form' | 'page', text: string): string {
  return createHmac('sha256', key).update(`${kind}\n${text}`).digest('base64url');
}

function secondsOf(instant: Instant): number {
  return Math.floor(Date.parse(instant) / 1000);
}
