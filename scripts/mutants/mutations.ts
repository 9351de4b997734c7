import {
  type IfStatement,
  isAwaitExpression,
  isBinaryExpression,
  isBlock,
  isBreakStatement,
  isCallExpression,
  isContinueStatement,
  isExpressionStatement,
  isIfStatement,
  isNumericLiteral,
  isPrefixUnaryExpression,
  isReturnStatement,
  isThrowStatement,
  isTypeNode,
  type Node,
  type SourceFile,
  type Statement,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { createVirtualFileSystem } from 'typescript/unstable/fs';
import { API } from 'typescript/unstable/sync';

/** One change of a source: the text from `start` to `end` becomes `to`. `line` counts from 1. */
export type Mutation = { file: string; line: number; start: number; end: number; from: string; to: string };

/**
 * Every change to be tried in these sources, in the order of their places: numbers a hundred times as large, or nought; comparisons
 * that include their limit, or no longer do; `===` for `!==`, `&&` for `||`; guards and calls that are left out.
 * @param sources path ▸ text.
 */
export function mutationsIn(sources: Readonly<Record<string, string>>): Mutation[] {
  return [...parsed(sources)].flatMap(([file, tree]) =>
    changesIn(tree)
      .map(change => ({ file, line: lineAt(tree.text, change.start), ...change }))
      .sort((a, b) => a.start - b.start),
  );
}

/** A source with the change made. */
export function mutated(text: string, { start, end, to }: Mutation): string {
  return text.slice(0, start) + to + text.slice(end);
}

/** The change in words: `core/a.ts:7: a < b ▸ a <= b`. */
export function inWords({ file, line, from, to }: Mutation): string {
  const short = (text: string) => text.replace(/\s+/g, ' ').slice(0, 80);
  return `${file}:${line}: ${to === nothing ? `without ${short(from)}` : `${short(from)} ▸ ${short(to)}`}`;
}

/** The sources as TypeScript's own parser sees them, each by itself: nothing is resolved or checked. */
function parsed(sources: Readonly<Record<string, string>>): Map<string, SourceFile> {
  const compilerOptions = { noLib: true, noResolve: true, types: [] };
  const files = Object.keys(sources);
  const project = { '/tsconfig.json': JSON.stringify({ compilerOptions, files }) };
  const texts = Object.fromEntries(files.map(file => [`/${file}`, sources[file] ?? '']));
  const api = new API({ cwd: '/', fs: createVirtualFileSystem({ ...project, ...texts }) });
  try {
    const [{ program } = missing('/tsconfig.json')] = api
      .updateSnapshot({ openProjects: ['/tsconfig.json'] })
      .getProjects();
    return new Map(files.map(file => [file, program.getSourceFile(`/${file}`) ?? missing(file)]));
  } finally {
    api.close();
  }
}

function missing(name: string): never {
  throw new TypeError(`${name}: TypeScript did not parse it`);
}

type Change = Pick<Mutation, 'start' | 'end' | 'from' | 'to'>;

function changesIn(tree: SourceFile): Change[] {
  const found: Change[] = [];
  const visit = (node: Node): void => {
    // Types are gone when the code runs.
    if (isTypeNode(node) || node.kind === SyntaxKind.InterfaceDeclaration) return;
    const [start, end] = [node.getStart(tree), node.end];
    const from = tree.text.slice(start, end);
    found.push(...replacements(node, from, tree).map(to => ({ start, end, from, to })));
    node.forEachChild(child => {
      visit(child);
      return undefined;
    });
  };
  visit(tree);
  return found;
}

const operators: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
};

/** What is left of a statement that is left out. */
const nothing = ';';

/** What may stand in the place of a node. */
function replacements(node: Node, from: string, tree: SourceFile): string[] {
  if (isNumericLiteral(node)) return otherNumbers(from);
  if (isBinaryExpression(node)) {
    const { left, operatorToken, right } = node;
    const other = operators[operatorToken.getText(tree)];
    return other === undefined ? [] : [`${left.getText(tree)} ${other} ${right.getText(tree)}`];
  }
  if (isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken)
    return [`(${node.operand.getText(tree)})`];
  if (isIfStatement(node)) return isGuard(node) ? [nothing] : [];
  if (isExpressionStatement(node)) {
    const expression = isAwaitExpression(node.expression) ? node.expression.expression : node.expression;
    return isCallExpression(expression) && expression.expression.kind !== SyntaxKind.SuperKeyword
      ? [nothing]
      : [];
  }
  return [];
}

function otherNumbers(literal: string): string[] {
  const value = Number(literal.replaceAll('_', ''));
  return value === 0 ? ['1'] : [`${value * 100}`, '0'];
}

/** `if (…) return …;`, or throw, continue, break; with nothing else. */
function isGuard({ thenStatement, elseStatement }: IfStatement): boolean {
  const only: Statement | undefined = isBlock(thenStatement)
    ? thenStatement.statements.length === 1
      ? thenStatement.statements[0]
      : undefined
    : thenStatement;
  return (
    elseStatement === undefined &&
    only !== undefined &&
    [isReturnStatement, isThrowStatement, isContinueStatement, isBreakStatement].some(is => is(only))
  );
}

function lineAt(text: string, place: number): number {
  return text.slice(0, place).split('\n').length;
}
