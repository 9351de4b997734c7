/**
 * A `Date` like the machine's but for what it takes as the present. Everything in a process that asks for the time goes by it, also
 * what signs requests; timers and `performance.now` stay the machine's.
 * @param ahead milliseconds by which the present is ahead of the machine's.
 */
export function movedDate(ahead: () => number, date: DateConstructor = Date): DateConstructor {
  const now = () => date.now() + ahead();
  return new Proxy(date, {
    construct: (target, content: [], self) =>
      Reflect.construct(target, content.length === 0 ? [now()] : content, self),
    get: (target, name, self) => (name === 'now' ? now : Reflect.get(target, name, self)),
  });
}
