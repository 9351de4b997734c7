import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../cli/commands/commands.ts';
import { parseWords } from '../../../cli/program/parse-words.ts';
import { UsageError } from '../../../cli/program/usage-error.ts';

function parse(...words: string[]) {
  const line = parseWords(words, commands);
  return line.kind === 'help'
    ? { help: line.command?.name }
    : { name: line.command.name, operands: line.operands, options: line.options };
}

describe('reading what was typed', () => {
  it('finds the command, its operands and its options, wherever the options stand', () => {
    const expected = {
      name: 'readers add',
      operands: ['ada@mail.example'],
      options: { again: false, help: false, json: false, local: true, name: 'Ada', uncertain: false },
    };
    expect(parse('readers', 'add', 'ada@mail.example', '--name', 'Ada', '--local')).toEqual(expected);
    expect(parse('--local', 'readers', '--name=Ada', 'add', 'ada@mail.example')).toEqual(expected);
  });

  it('takes an operand in brackets or none', () => {
    expect(parse('status')).toMatchObject({ name: 'status', operands: [] });
    expect(parse('status', '2026-11-23')).toMatchObject({ name: 'status', operands: ['2026-11-23'] });
  });

  it('takes what follows -- as it is', () => {
    expect(parse('facts', 'check', '--', '--odd.json')).toMatchObject({ operands: ['--odd.json'] });
  });

  it('gives help for nothing, for all, for a group and for a command, whatever else is wrong', () => {
    expect(parse()).toEqual({ help: undefined });
    expect(parse('--help')).toEqual({ help: undefined });
    expect(parse('archive', '-h')).toEqual({ help: undefined });
    expect(parse('archive', 'get', '--help')).toEqual({ help: 'archive get' });
  });

  it.each([
    [['frob'], '"frob"', 'facts check, facts add, facts correct, facts retract, readers add'],
    [['frob', '--help'], '"frob"', 'facts check'],
    [['--local'], 'no command', 'one of the commands'],
    [['readers', 'remove'], '"readers remove"', 'readers add, readers list'],
    [['readers'], '"readers"', 'readers add, readers list'],
    [
      ['readers', 'list', '--frob'],
      '--frob',
      'one of the options of courant readers list: --publication, --json',
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
    [['archive', 'get'], 'nothing', 'EDITION after courant archive get'],
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

  it('reads any line, or refuses it as a UsageError', () => {
    const word = fc.oneof(
      fc.constantFrom('facts', 'add', 'publish', '--at', '--json', '--', '-h', '-'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), words => {
        try {
          parseWords(words, commands);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});
