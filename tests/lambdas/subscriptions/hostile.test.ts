import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPublication } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { anApi, fieldsOf, leavePath, mailed, send } from './an-api.ts';

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '"><script>alert(1)</script>',
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example\u2028x',
    '‮elpmaxe.b@a',
    '{{title}}{{{x}}}',
    '=HYPERLINK("x")',
    "' onfocus='alert(1)",
    '<img src=x onerror=alert(1)>@mail.example',
    'javascript:alert(1)',
    '%0d%0aSet-Cookie: a=b',
  ),
  fc.stringMatching(/^[a-z"<>'&=`@.\r\n]{0,30}$/),
);

/** The tags of a page, and every attribute's name: what a text can never add to. */
function shapeOf(html: string): string {
  return [...html.matchAll(/<\/?([a-z0-9]+)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>/gi)]
    .map(
      ([, name, attributes = '']) =>
        `${name} ${[...attributes.matchAll(/([a-z-]+)(?==|$|\s)(?:="[^"]*")?/gi)].map(([, each]) => each).join(' ')}`,
    )
    .join('\n');
}

describe('whatever is typed or named', () => {
  it('adds nothing to the page, its headers or its links, and leads nowhere', async () => {
    const told = await anApi([]);
    const fields = fieldsOf(await (await told.api.request('/subscribe')).text());
    const usual = shapeOf(await (await send(told.api, '/subscribe', { ...fields, address: 'x' })).text());
    const good = await send(told.api, '/subscribe', { ...fields, address: 'a@b.example' });
    const taken = shapeOf(await good.text());
    await fc.assert(
      fc.asyncProperty(nasty, async address => {
        const answer = await send(told.api, '/subscribe', { ...fields, address });
        expect([200, 400]).toContain(answer.status);
        expect([...answer.headers]).toEqual([...good.headers]);
        expect(shapeOf(await answer.text())).toBe(answer.status === 200 ? taken : usual);
      }),
      { numRuns: 150 },
    );
    for (const { address } of told.requests.rows.values()) expect(address).toMatch(/^[!-~]+@[a-z0-9.-]+$/);
  });

  it('is one address however it is written, and never another', async () => {
    const told = await anApi([]);
    const fields = fieldsOf(await (await told.api.request('/subscribe')).text());
    for (const address of ['a@BÜCHER.example', ' A@bücher.EXAMPLE ', 'a@xn--bcher-kva.example'])
      await send(told.api, '/subscribe', { ...fields, address });
    const addresses = [...told.requests.rows.values()].map(({ address }) => address);
    expect(addresses).toEqual(Array(3).fill('a@xn--bcher-kva.example'));
  });

  it('in the address of a page reads only what has the form of an id, and answers with a page', async () => {
    const told = await anApi([]);
    const asked: string[] = [];
    told.context.requests.read = async id => void asked.push(id) as undefined;
    const kinds = fc.constantFrom(
      'confirm',
      'manage',
      'privacy',
      'subscribe?publication=',
      'subscribe?language=',
    );
    await fc.assert(
      fc.asyncProperty(kinds, nasty, fc.constantFrom('GET', 'POST'), async (kind, text, method) => {
        const encoded = encodeURIComponent(text.toWellFormed()).replaceAll('.', '%2E');
        const path = kind.includes('?') ? `/${kind}${encoded}` : `/${kind}/${encoded}`;
        const answer = await told.api.request(path, { method });
        expect([200, 400, 404]).toContain(answer.status);
        expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
        expect(answer.headers.has('location')).toBe(false);
        expect(await answer.text()).not.toMatch(/<script|<img|onerror=/);
      }),
      { numRuns: 150 },
    );
    for (const id of asked) expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(told.calls).toEqual([]);
  });

  it('by an operator of a publication or of how somebody agreed is text on every page', async () => {
    const title = fc.stringMatching(/^[a-z<>"'&={} ]{0,30}x$/);
    await fc.assert(
      fc.asyncProperty(title, title, async (name, how) => {
        const reader = aReader(1, { agreed: { ...aReader(1).agreed, how } });
        const publications = [
          aPublication({ title: name, description: how }),
          aPublication({ id: 'two', title: name }),
        ];
        const shapes = [];
        for (const given of [publications, [aPublication(), aPublication({ id: 'two' })]]) {
          const told = await anApi([reader], {}, { publications: given });
          const manage = await mailed(told, 'manage');
          const confirm = await mailed(told, 'subscribe', { id: 'e'.repeat(32) });
          const paths = ['/subscribe', '/privacy/weekly', leavePath(reader), manage.path, confirm.path];
          shapes.push(
            await Promise.all(paths.map(async path => shapeOf(await (await told.api.request(path)).text()))),
          );
        }
        expect(shapes[0]).toEqual(shapes[1]);
      }),
      { numRuns: 25 },
    );
  });
});
