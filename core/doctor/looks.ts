import type {
  Caller,
  CertificateState,
  IdentityState,
  MailServer,
  SendingState,
  StackState,
} from './facts.ts';

/** What AWS answers about the account and what is deployed in it. Each call only looks. */
export interface AccountLooks {
  region(): Promise<string>;
  caller(): Promise<Caller>;
  /** Null where there is no stack of that name. */
  stack(name: string): Promise<StackState | null>;
  sending(): Promise<SendingState>;
  /** Null where SES does not know it. */
  identity(name: string): Promise<IdentityState | null>;
  /** Addresses to which SES mails nothing. */
  suppressed(): AsyncIterable<string>;
  /** Null where ACM does not have it. */
  certificate(arn: string): Promise<CertificateState | null>;
  subscription(topic: string, address: string): Promise<'confirmed' | 'pending' | 'none'>;
  /** Of these alarms those that are on. */
  alarmsOn(names: readonly string[]): Promise<string[]>;
  /** Messages in a queue, by its address. */
  messagesIn(queue: string): Promise<number>;
  schedule(name: string): Promise<'on' | 'off' | 'gone'>;
  close(): void;
}

/** What the DNS answers; nothing where a name has no such record. */
export interface NameLooks {
  texts(name: string): Promise<string[]>;
  mailServers(name: string): Promise<MailServer[]>;
  /** The name that a name stands for. */
  alias(name: string): Promise<string | null>;
  hasAddress(name: string): Promise<boolean>;
}
