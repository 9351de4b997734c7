import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courantProgram } from '../../../cli/commands/courant-program.ts';
import { readWords } from '../../../cli/program/read-words.ts';
import { UsageError } from '../../../cli/program/usage-error.ts';

function parse(...words: string[]) {
  const line = readWords(words, courantProgram, { columns: undefined, styled: false });
  return line.kind === 'text'
    ? { text: line.text }
    : { name: line.command.name, operands: line.operands, options: line.options };
}

describe('reading what was typed', () => {
  it('finds the command, its operands and its options, wherever the options stand', () => {
    const expected = {
      name: 'readers add',
      operands: ['ada@mail.example'],
      options: {
        ...{ again: false, json: false, local: true, name: 'Ada', uncertain: false, watch: false },
        ...{ 'dry-run': false, 'mail-again': false, yes: false, replace: false },
        ...{ apply: false, ended: false, tokens: false, all: false, csv: false, private: false },
        ...{ empty: false, example: false },
      },
    };
    expect(parse('readers', 'add', 'ada@mail.example', '--name', 'Ada', '--local')).toEqual(expected);
    expect(parse('--local', 'readers', '--name=Ada', 'add', 'ada@mail.example')).toEqual(expected);
  });

  it('knows an option of two words by the name that is typed', () => {
    expect(parse('publish', '--dry-run', '--yes')).toMatchObject({ options: { 'dry-run': true, yes: true } });
    expect(() => parse('publish', '--dry-run', '--dry-run')).toThrow('found:    --dry-run twice');
  });

  it('takes an option that may be repeated as often as it stands', () => {
    const line = ['readers', 'import', 'a.csv', '--map', 'E-mail=address', '--apply', '--map=Since=agreed'];
    expect(parse(...line)).toMatchObject({
      options: { map: ['E-mail=address', 'Since=agreed'], apply: true },
    });
    expect(parse('readers', 'import', 'a.csv')).not.toHaveProperty('options.map');
  });

  it('takes an operand in brackets or none', () => {
    expect(parse('status')).toMatchObject({ name: 'status', operands: [] });
    expect(parse('status', '2026-11-23')).toMatchObject({ name: 'status', operands: ['2026-11-23'] });
  });

  it('takes a value that begins with a hyphen behind =', () => {
    const line = ['readers', 'add', 'ada@mail.example', '--name=-x', '--how=--json'];
    expect(parse(...line)).toMatchObject({ options: { name: '-x', how: '--json', json: false } });
  });

  it('takes what follows -- as it is', () => {
    expect(parse('facts', 'check', '--', '--odd.json')).toMatchObject({ operands: ['--odd.json'] });
  });

  it('gives help for nothing, for all, for a group and for a command, whatever else is wrong', () => {
    const all = { text: expect.stringMatching(/^Usage: courant COMMAND /) };
    const archive = { text: expect.stringMatching(/^Usage: courant archive COMMAND /) };
    const archiveGet = { text: expect.stringMatching(/^Usage: courant archive get \[EDITION\] /) };
    for (const words of [[], ['--help'], ['-h'], ['help'], ['help', 'help']])
      expect(parse(...words)).toEqual(all);
    for (const words of ['archive -h', 'help archive', 'archive help', '--frob archive --help'])
      expect(parse(...words.split(' '))).toEqual(archive);
    for (const words of [
      'archive get --help',
      'help archive get',
      'archive help get',
      'archive get --to --frob -h',
    ])
      expect(parse(...words.split(' '))).toEqual(archiveGet);
  });

  it('says which version it is', () => {
    expect(parse('--version')).toEqual({ text: '0.1.0' });
    expect(parse('-V')).toEqual({ text: '0.1.0' });
  });

  it.each([
    ['sttaus', '"sttaus"', 'courant status'],
    ['sttaus --help', '"sttaus"', 'courant status'],
    ['help sttaus', '"sttaus"', 'courant status'],
    ['--json sttaus', '"sttaus"', 'courant status'],
    ['facts chekc a.json', '"facts chekc"', 'courant facts check'],
    ['fact check', '"fact"', 'courant facts'],
    ['help archive gte', '"archive gte"', 'courant archive get'],
    ['add a.json', '"add"', 'courant facts add or courant readers add'],
    ['article list', '"article list"', 'courant facts list or courant readers list or courant archive list'],
    ['--vresion', '--vresion', '--version'],
    ['status --jsno', '--jsno', '--json'],
    ['--jsno status', '--jsno', '--json'],
    ['facts add a --captrue b', '--captrue', '--capture'],
    ['archive list --publicaton=x', '--publicaton', '--publication'],
    ['status --hlep', '--hlep', '--help'],
  ])('names what is nearest to what was mistyped: %s', (line, found, meant) => {
    const read = () => parse(...line.split(' '));
    expect(read).toThrow(UsageError);
    expect(read).toThrow(`found:    ${found}\n`);
    expect(read).toThrow(`to do:    did you mean ${meant}? courant `);
  });

  it('suggests nothing that is far from what was typed', () => {
    expect(() => parse('frob', '--frob')).toThrow(/^(?![\s\S]*did you mean)/);
    expect(() => parse('status', '--frob')).toThrow(/^(?![\s\S]*did you mean)/);
  });

  it.each([
    [
      ['frob'],
      '"frob"',
      'facts check, facts add, facts correct, facts retract, article correct, facts list, facts show',
    ],
    [['frob', '--help'], '"frob"', 'facts check'],
    [['--local'], 'no command', 'one of the commands'],
    [['readers', 'frob'], '"readers frob"', 'readers add, readers import'],
    [['readers'], '"readers"', 'readers add, readers import'],
    [['readers', 'remove'], 'nothing', 'ADDRESS after courant readers remove'],
    [['readers', 'add', 'a@b.example', '--agreed', 'then'], '--agreed then', 'a date such as'],
    [['readers', 'list', '--state', 'gone'], '--state gone', 'one of active, left'],
    [['readers', 'lift', 'a@b.example'], 'no --because', '--because with the reason'],
    [['readers', 'import', 'a', '--map', 'x'], '--map x', 'a column of the file'],
    [['readers', 'import', 'a', '--map', 'x=frob'], '--map x=frob', 'one of address'],
    [['readers', 'import', 'a', '--ended', '--again'], '--ended and --again', 'one of them'],
    [
      ['readers', 'list', '--frob'],
      '--frob',
      'one of the options of courant readers list: --state, --publication, --json',
    ],
    [['readers', 'list', '--at', 'x'], '--at', 'one of the options of courant readers list'],
    [['readers', 'list', 'x'], '"x"', 'nothing more after courant readers list'],
    [['readers', 'list', '--json=yes'], '--json=yes', '--json without a value'],
    [['readers', 'list', '--local', '--stack', 'x'], '--local and --stack', 'one of them'],
    [['readers', 'list', '--publication'], '--publication', 'a value after it'],
    [['readers', 'list', '--publication', '--json'], '--publication --json', 'a value after it'],
    [['readers', 'list', '--publication='], '--publication', 'a value after it'],
    [['readers', 'list', '--json', '--json'], '--json twice', 'it once'],
    [['readers', 'add'], 'nothing', 'ADDRESS after courant readers add'],
    [['readers', 'add', 'a@b.example', 'c@b.example'], '"a@b.example" "c@b.example"', 'one ADDRESS'],
    [['readers', 'add', 'ada'], '"ada"', 'an e-mail address'],
    [['readers', 'add', 'a@b.example', '--name', 'a\nb'], '"a\\nb"', 'one line'],
    [['facts', 'check'], 'nothing', 'FILE… after courant facts check'],
    [['facts', 'add', 'a.json'], 'no captured text', '--captures DIR'],
    [['facts', 'add', 'a', 'b', '--capture', 'c'], '--capture with 2 files', 'one file'],
    [['facts', 'add', 'a', '--capture', 'c', '--captures', 'd'], '--capture and --captures', 'one of them'],
    [['facts', 'correct'], 'nothing', 'FACT FILE after courant facts correct'],
    [['facts', 'correct', 'a.1'], '"a.1"', 'FACT FILE after courant facts correct'],
    [['facts', 'correct', 'a.1', 'b', 'c'], '"a.1" "b" "c"', 'one FACT and one FILE'],
    [['facts', 'correct', '3-07', 'b'], '"3-07"', "a fact's id, such as my-article.4"],
    [
      ['facts', 'correct', 'a.1', 'b', '--reason', 'c'],
      '--reason',
      'one of the options of courant facts corr',
    ],
    [['facts', 'retract', 'a.1', 'b', 'c'], '"a.1" "b" "c"', 'one FACT and one FILE'],
    [['facts', 'retract', 'a.1'], 'no reason', '--reason TEXT, or a FILE'],
    [['facts', 'retract', 'a.1', 'b', '--reason', 'c'], '--reason and a FILE', 'one of them'],
    [['facts', 'retract', 'a.1', '--reason', 'Since last week.'], '"last week"', 'the day on which they are'],
    [['facts', 'retract', 'a.1', '--reason', ' so'], '" so"', 'no white space at the ends'],
    [['publish', '--at', 'yesterday'], '--at yesterday', 'an instant with a zone'],
    [['publish', '--at', '2026-12-08'], '--at 2026-12-08', 'an instant with a zone'],
    [['archive', 'get', '../x'], '"../x"', "an edition's date"],
    [['archive', 'get'], '""', "an edition's date"],
    [['status', 'yesterday'], '"yesterday"', "an edition's date"],
    [['status', '2026-11-23', '2026-11-30'], '"2026-11-23" "2026-11-30"', 'one EDITION'],
    [['release'], 'nothing', 'EDITION after courant release'],
    [['release', '..'], '".."', "an edition's date"],
    [['stop', '2026-11-23T06:00:00Z'], '"2026-11-23T06:00:00Z"', "an edition's date"],
    [['resend', '2026-11-23'], 'no --uncertain', '--uncertain, which says who'],
    [['resend', 'x', '--uncertain'], '"x"', "an edition's date"],
    [['stop', '2026-11-23', '--uncertain'], '--uncertain', 'one of the options of courant stop'],
  ])('refuses %j: found %s, expected %s', (words, found, expected) => {
    const read = () => parse(...words);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(`found:    ${found}\n`);
    expect(read).toThrow(
      new RegExp(`expected: .*${expected.replace(/[.]/g, '\\.')}.*\n[\\s\\S]*to do: +\\S`),
    );
  });

  it('names every mistake at once', () => {
    expect(() => parse('readers', 'add', '--frob', '--name')).toThrow(
      /3 mistakes[\s\S]*--frob[\s\S]*--name[\s\S]*nothing/,
    );
  });

  it('reads a line alike wherever its options stand', () => {
    const options = fc.shuffledSubarray([
      ['--json'],
      ['--local'],
      ['--publication', 'weekly'],
      ['--publication=weekly'],
    ]);
    const places = fc.array(fc.nat({ max: 2 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(options, places, (chosen, at) => {
        fc.pre(chosen.filter(([flag]) => flag?.startsWith('--publication')).length < 2);
        const words: string[][] = [['archive'], ['list']];
        const scattered = words.flatMap((word, index) => [...chosen.filter((_, n) => at[n] === index), word]);
        const behind = chosen.filter((_, n) => at[n] === 2);
        expect(parse(...[...scattered, ...behind].flat())).toEqual(parse(...[...words, ...chosen].flat()));
      }),
    );
  });

  it('reads any line, or refuses it as a UsageError', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'facts',
        'add',
        'publish',
        'help',
        '--at',
        '--at=',
        '--json',
        '--json=',
        '--',
        '-h',
        '-',
        '-5',
      ),
      fc.string(),
      fc.string().map(name => `--${name}`),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), words => {
        try {
          readWords(words, courantProgram, { columns: undefined, styled: false });
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});
