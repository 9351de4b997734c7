import type { Clock, Instant } from '../../core/foundation/instant.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { EndingKeeper } from '../../core/readers/ending-keeper.ts';
import type { Readers } from '../../core/readers/reader.ts';
import type { FormKey } from '../../core/readers/sign-up/form-proof.ts';
import type { Requests, SignUpQueue, SignUpRequest } from '../../core/readers/sign-up/request.ts';
import type { NewestEdition } from '../../core/rendering/pages/confirm-page.ts';
import type { Wording } from '../runtime/wording.ts';

/** What the pages behind the site and the links in mails need from outside. */
export type SubscriptionsContext = {
  configuration: Configuration;
  clock: Clock;
  wording: Wording;
  readers: Pick<Readers, 'read' | 'leave'>;
  keeper: Pick<EndingKeeper, 'keep'>;
  requests: Pick<Requests, 'put' | 'read'>;
  queue: SignUpQueue;
  formKey: FormKey;
  /** 32 random hexadecimal digits. */
  newRequestId: () => string;
  /** Whether nobody can sign up just now, because too many confirmations came back. */
  signUpIsClosed: (now: Instant) => Promise<boolean>;
  /** Makes readers of who confirmed, once, however often they do; what ended since is not begun. */
  confirm: (request: SignUpRequest, now: Instant) => Promise<Confirmed[]>;
  /** Erases an address for the whole installation. */
  erase: (who: { id: string; publications: readonly string[]; at: Instant; how: string }) => Promise<void>;
  /** Undefined before the first edition, and where nobody may read the archive. */
  newestEdition: (publication: string) => Promise<NewestEdition | undefined>;
  /** The address under which people reach the pages, as `Origin` names it, besides the one that a request itself names. */
  site: string | null;
  /** Told of each request at a leave link that cannot act, so that somebody learns that links are broken. */
  onUnknown(because: UnknownBecause): void;
  /** Told of each subscription that a reader ended; not of which one. */
  onLeft(): void;
};

/** What came of confirming, a publication each. */
export type Confirmed = { publication: string; result: 'reading' | 'ended since' };

/**
 * Why a leave link cannot act: it has not the form of one, or names a reader or a token that there is not; `publication` where there is no
 * such reader, and the configuration has no such publication either.
 */
export type UnknownBecause = 'form' | 'publication' | 'reader' | 'token';
