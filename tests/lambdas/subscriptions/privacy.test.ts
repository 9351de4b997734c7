import { expect, it } from 'vitest';
import { aPublication } from '../../support/builders/a-publication.ts';
import { aRetired } from '../../support/builders/a-retired.ts';
import { anApi } from './an-api.ts';

const settings = { keepDeliveriesDays: 123, forgetAfterDays: 45, logRetentionDays: 60 };

it('says who writes, why, what is held for how long, how to be rid of it and whom to ask', async () => {
  const { api } = await anApi([], {}, { settings });
  const page = await (await api.request('/privacy/weekly')).text();
  for (const words of [
    'Weekly is sent by Weekly &lt;digest@news.example&gt;.',
    'Postal address: 1 Example Street, Example City',
    'you can confirm it for 48 hours',
    'so that nobody can flood you with mail: 30 days, or longer',
    'your address is deleted after 45 days',
    'Which editions we mailed to you: 123 days.',
    'Technical logs, which hold no addresses: 60 days.',
    'Backups: 35 days after that.',
    'write to editors@news.example',
  ])
    expect(page).toContain(words);
});

it('is there in the language of the publication, of retired ones and under former ids, and of no other', async () => {
  const publications = [aPublication({ language: 'zh-Hans', title: '周刊', formerly: 'alt' })];
  const { api } = await anApi([], {}, { publications, retired: [aRetired({ id: 'old', title: 'Old' })] });
  for (const id of ['weekly', 'alt'])
    expect(await (await api.request(`/privacy/${id}`)).text()).toContain('《周刊》保存的读者信息');
  expect(await (await api.request('/privacy/old')).text()).toContain('What Old holds about its readers');
  for (const id of ['', 'x', '__proto__', '%3Cb%3E'])
    expect((await api.request(`/privacy/${id}`)).status).toBe(404);
});
