import type { AmendmentFile } from '../../../../core/articles/amendment-file.ts';
import type { Fact } from '../../../../core/articles/article-file.ts';
import type { Captured, Claim } from '../captured.ts';

/** Words in both languages of the invented publications. */
export const both = (en: string, chinese: string) => ({ en, 'zh-Hans': chinese });

type Words = Fact['statement'];
type Rest = Partial<Claim> & Pick<Claim, 'kind' | 'attribution'>;

/** A claim whose evidence is how its statement begins: an invented article says what we say of it. */
export function claim(statement: Words, rest: Rest): Claim {
  const [text = ''] = Object.values(statement);
  const evidence = text
    .split(' ')
    .slice(0, 10)
    .join(' ')
    .replace(/[.。]$/u, '');
  return { statement, evidence, topics: ['controls'], importance: 2, ...rest };
}

const speakers = {
  board: both('the Trade Licensing Board', '贸易许可局'),
  ministry: both('the Ministry of Industry', '工业部'),
  city: both('the City of Port Meridian', '子午港市政府'),
  minister: both('Minister Lin Qiao', '林樵部长'),
  university: both('Harbour University', '海港大学'),
};

/** Somebody whom the articles name. */
export const saidBy = (who: keyof typeof speakers): Fact['attribution'] => ({
  who: speakers[who],
  how: 'named',
});

/** The article's own account. */
export const itself: Fact['attribution'] = { who: both('the article', '该文'), how: 'the article itself' };

/** Nobody by name, in the words of the article. */
export const unnamed = (en: string, chinese: string): Fact['attribution'] => ({
  who: both(en, chinese),
  how: 'unnamed',
});

/** A fact of a filed article. */
export function factOf({ file }: Captured, number: number): Fact {
  const fact = file.facts[number - 1];
  if (!fact) throw new Error(`${file.article.id} has no fact ${number}`);
  return fact;
}

/** Puts a fact right in some of its fields. */
export function corrected(fact: Fact, reason: AmendmentFile['reason'], right: Partial<Fact>): AmendmentFile {
  return { fact: fact.id, reason, corrected: { ...fact, ...right } };
}
