import { Hono } from 'hono';
import { answer, notice } from './answers.ts';
import { confirmRoutes } from './confirm.ts';
import type { SubscriptionsContext } from './context.ts';
import { leaveRoutes, unknownLink } from './leave.ts';
import { manageRoutes } from './manage.ts';
import { firstOf, pageOfAll } from './owner.ts';
import { privacyRoutes } from './privacy.ts';
import { subscribeRoutes } from './subscribe.ts';

/**
 * The HTTP API behind the site and the links in mails: pages without script, cookies or redirects. GET and HEAD change nothing. A POST
 * to a leave link leaves; any other acts only with the field of the page that it belongs to, and is refused with 400 otherwise.
 */
export function subscriptionsApi(context: SubscriptionsContext): Hono {
  const api = new Hono();
  leaveRoutes(api, context);
  subscribeRoutes(api, context);
  confirmRoutes(api, context);
  manageRoutes(api, context);
  privacyRoutes(api, context);
  // What is no address of a page at all is met with the same page as a leave link that is nobody's.
  api.notFound(() => unknownLink(context));
  api.onError(error => {
    console.error(whereOf(error));
    return failed(context);
  });
  return api;
}

/** What failed, by name and place: what a service says of a failure may repeat what it was given, and that is somebody's address. */
function whereOf({ name, stack = '' }: Error): string {
  const places = stack.split('\n').filter(line => /^ +at /.test(line));
  return [name, ...places].join('\n');
}

function failed(context: SubscriptionsContext): Response {
  try {
    const page = pageOfAll(context, firstOf(context.configuration).language);
    return notice(context, page, page.messages.readerPages.failed, { status: 500 });
  } catch {
    // A template that cannot be rendered is what failed.
    return answer('', 500);
  }
}
