import type { Hono } from 'hono';
import { entryOf } from '../../core/publication/retired.ts';
import { renderPrivacyPage } from '../../core/rendering/pages/privacy-page.ts';
import { answer } from './answer.ts';
import { keyIn, pageOfNobody } from './confirm.ts';
import type { SubscriptionsContext } from './context.ts';
import { notice } from './notices.ts';
import { appearingAs, firstOf, pageOf } from './owner.ts';

/** `GET /privacy/PUBLICATION`: who writes, why, and what is held of a reader; of publications of before as well. */
export function privacyRoutes(api: Hono, context: SubscriptionsContext): void {
  api.get('/privacy/*', ({ req }) => {
    const { configuration, wording } = context;
    const id = keyIn(req.url);
    const entry = entryOf(configuration, id);
    if (!entry) {
      const page = pageOfNobody(context, req.raw);
      return notice(context, page, page.messages.subscribePage.noSuch, { status: 404 });
    }
    const { settings } = configuration;
    const html = renderPrivacyPage(wording.templates, {
      ...pageOf(context, id),
      title: entry.title,
      sender: `${entry.from.name} <${entry.from.address}>`,
      postalAddress: (appearingAs(configuration, id) ?? firstOf(configuration)).postalAddress,
      ...settings,
    });
    return answer(html);
  });
}
