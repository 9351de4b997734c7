// Of a fact, what is a list, and what few facts have.

import { button, el, field, group, input, listField, textField, wordsField } from './fields.js';
import { languageName } from './words.js';

/** Days ahead, each with what happens on it. */
export function daysField(desk, fact, path) {
  const days = Array.isArray(fact.dates) ? fact.dates : [];
  const rows = el('div');
  const write = () => {
    if (days.length === 0) delete fact.dates;
    else fact.dates = days;
  };
  const draw = focus => {
    rows.replaceChildren(
      ...days.map((one, index) =>
        group(`${path}[${index}]`, `Day ahead ${index + 1}`, [
          field(
            `${path}[${index}].date`,
            'Day',
            input(
              { value: one.date ?? '' },
              text => {
                one.date = text;
              },
              desk,
            ),
            { hint: 'Such as 2026-12-01.' },
          ),
          wordsField(desk, one, 'what', `${path}[${index}].what`, 'What happens', {
            required: true,
            hint: 'A whole sentence without the date, such as “The rule takes effect”.',
          }),
          button(`Remove day ahead ${index + 1}`, () => {
            days.splice(index, 1);
            write();
            desk.changed();
            draw(index);
          }),
        ]),
      ),
    );
    if (focus !== undefined) (rows.children[focus]?.querySelector('input') ?? add).focus();
  };
  const add = button('Add day ahead', () => {
    days.push({ date: '', what: {} });
    write();
    desk.changed();
    draw(days.length - 1);
  });
  draw();
  return group(path, 'Days ahead', [rows, add]);
}

/** A list of texts that is there even where it is empty. */
export function stringList(desk, fact, name, path, label, options) {
  return listField(desk, `${path}.${name}`, label, {
    ...options,
    read: () => (Array.isArray(fact[name]) ? [...fact[name]] : []),
    write: values => {
      fact[name] = values;
    },
  });
}

/** What few facts have. */
export function moreFields(desk, fact, path) {
  const why = { ...fact.why };
  const signed = {
    ...desk,
    changed() {
      if (why.remark === undefined && why.by === undefined) delete fact.why;
      else fact.why = why;
      desk.changed();
    },
  };
  return el(
    'details',
    {},
    el('summary', {}, 'Rule, translation of the quote, other facts, remark'),
    wordsField(desk, fact, 'instrument', `${path}.instrument`, 'Instrument', {
      list: 'instrument',
      hint: 'The name of the rule, if the article gives it.',
    }),
    textField(desk, fact, 'citation', `${path}.citation`, 'Citation', {
      list: 'citation',
      hint: 'Where the rule was published, such as 87 FR 62186.',
    }),
    textField(desk, fact, 'primarySource', `${path}.primarySource`, 'Primary source', {
      type: 'url',
      hint: 'A link to the original document, https only.',
    }),
    wordsField(desk, fact, 'quoteIn', `${path}.quoteIn`, 'Quote in our translation', {
      hint: `Not in the article’s own language, ${languageName(desk.state.language)}.`,
    }),
    textField(desk, fact, 'sameAs', `${path}.sameAs`, 'Same as', {
      list: 'fact',
      hint: 'Id of the fact elsewhere that says the same.',
    }),
    listField(desk, `${path}.follows`, 'Updates', {
      list: 'fact',
      hint: 'Ids of earlier facts that this one updates.',
      read: () => [fact.follows ?? []].flat(),
      write: values => {
        if (values.length === 0) delete fact.follows;
        else fact.follows = values.length === 1 ? values[0] : values;
      },
    }),
    wordsField(signed, why, 'remark', `${path}.why.remark`, 'Why it matters', { lines: 2 }),
    wordsField(signed, why, 'by', `${path}.why.by`, 'Signed', { list: 'by' }),
  );
}
