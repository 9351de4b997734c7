/** An entry of `retired`, as cdk.json has it. */
export function aRetired(changes: object = {}): object {
  const from = { name: 'Weekly', address: 'digest@news.example' };
  return { id: 'weekly', title: 'Weekly', language: 'en', from, ...changes };
}
