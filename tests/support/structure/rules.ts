import { circlesIn, folderOf, importsIn, type Sources } from './project.ts';

/** The rooms of core in the order of the flow: each may import earlier ones, none a later one. */
export const rooms = [
  'foundation',
  'publication',
  'articles',
  'filing',
  'digest',
  'rendering',
  'readers',
  'message',
  'edition',
  'archive',
  'delivery',
  'verification',
  'feedback',
  'sweep',
  'doctor',
] as const;

/** The functions that the stack deploys, a folder each. */
export const functions = ['publish', 'deliver', 'feedback', 'sweep', 'subscriptions', 'signup'] as const;

/** The folders that hold sources; documents and tests name no others. */
export const folders = ['core', 'aws', 'lambdas', 'infra', 'local', 'cli', 'scripts', 'bench'] as const;

/** What a part of the project may import besides its own folder; of packages any where none are named. */
type Layer = { part: RegExp; may: RegExp[]; packages?: RegExp };

const layers: Layer[] = [
  {
    part: /^core\//,
    may: [/^core\//],
    packages:
      /^(zod|temporal-polyfill|diff|get-east-asian-width|handlebars|juice.*|jsonc-parser|nodemailer\/.*|chrono-node|@microsoft\/recognizers-text-number|node:crypto|node:url)$/,
  },
  { part: /^aws\//, may: [/^aws\//, /^core\//], packages: /^(@aws-sdk\/.*|zod|node:crypto)$/ },
  {
    part: /^lambdas\/runtime\//,
    may: [/^lambdas\/runtime\//, /^core\//],
    packages: /^(node:.*|@aws-lambda-powertools\/.*)$/,
  },
  { part: /^lambdas\/[a-z]+\/environment\.ts$/, may: [], packages: /^$/ },
  // Sweep does what publish left undone by publish's own use case.
  {
    part: /^lambdas\/sweep\/(sweep|finish-sealed|publish-missing|mail-due-proof)\.ts$/,
    may: [
      /^lambdas\/sweep\//,
      /^core\//,
      /^lambdas\/publish\/(publish-edition|make-edition|bring-on-its-way)\.ts$/,
    ],
    packages: /^$/,
  },
  {
    part: /^lambdas\/sweep\/handler\.ts$/,
    may: [
      /^lambdas\/(sweep|runtime)\//,
      /^(core|aws)\//,
      /^lambdas\/publish\/(environment|open-publishing)\.ts$/,
    ],
  },
  {
    part: /^lambdas\/[a-z]+\/(handler|open-[a-z]+)\.ts$/,
    may: [/^lambdas\/SAME\//, /^(core|aws|lambdas\/runtime)\//],
  },
  {
    part: /^lambdas\/[a-z]+\//,
    may: [/^lambdas\/SAME\//, /^core\//, /^lambdas\/runtime\/(rendering|wording)\.ts$/],
    packages: /^(hono|node:crypto)$/,
  },
  {
    part: /^infra\//,
    may: [
      /^infra\//,
      /^lambdas\/[a-z]+\/environment\.ts$/,
      /^lambdas\/runtime\/read-text\.ts$/,
      /^core\/publication\/(configuration|schedule|cdk-json|domains|retired|links)\.ts$/,
      /^core\/foundation\/(instant|errors)\.ts$/,
      /^core\/feedback\/event-rules\.ts$/,
      /^core\/sweep\/metrics\.ts$/,
    ],
  },
  // The desk drafts and files as the command line does, by its very code.
  {
    part: /^local\/desk\//,
    may: [/^local\//, /^(core|aws|lambdas)\//, /^cli\/(facts|installation)\//, /^infra\/inputs\/config\.ts$/],
  },
  { part: /^local\//, may: [/^local\//, /^(core|aws|lambdas)\//, /^infra\/inputs\/config\.ts$/] },
  {
    part: /^cli\//,
    may: [/^cli\//, /^(core|aws|lambdas)\//, /^local\//, /^infra\/inputs\/(config|reserved-domains)\.ts$/],
  },
  { part: /^scripts\//, may: [/^scripts\//, /^(core|aws|lambdas)\//, /^local\//] },
  {
    part: /^bench\//,
    may: [/^bench\//, /^(core|aws|lambdas|cli)\//, /^local\//, /^infra\/inputs\/(bundle|config)\.ts$/],
  },
];

/** What a rule finds wrong, a line each; none where the sources keep it. */
export type Rule = (sources: Sources) => string[];

/** Everything lies where the layout has a place for it. */
export const keepsTheLayout: Rule = sources => [
  ...[...sources.keys()].flatMap(path => {
    const [top = '', second = '', third] = path.split('/');
    if (!folders.some(folder => folder === top)) return [`${path}: no folder of sources is called ${top}`];
    if (top === 'core' && (third === undefined || !rooms.some(room => room === second)))
      return [`${path}: core has no room of that name`];
    const known = [...functions, 'runtime'].some(name => name === second);
    if (top === 'lambdas' && !known) return [`${path}: lambdas holds functions and runtime only`];
    return top === 'local' && third === undefined
      ? [`${path}: local has rooms, and no file beside them`]
      : [];
  }),
  ...functions.flatMap(name =>
    ['handler.ts', 'environment.ts']
      .filter(file => !sources.has(`lambdas/${name}/${file}`))
      .map(file => `lambdas/${name}: has no ${file}`),
  ),
];

/** Imports go from a layer to those that it may know. */
export const importsOneWay: Rule = sources =>
  importsIn(sources).flatMap(({ from, to, isPackage }) => {
    const layer = layers.find(({ part }) => part.test(from));
    if (!layer) return [`${from}: belongs to no layer`];
    const same = from.split('/')[1] ?? '';
    const may = layer.may.map(allowed => new RegExp(allowed.source.replace('SAME', same)));
    const allowed = isPackage ? (layer.packages?.test(to) ?? true) : may.some(known => known.test(to));
    return allowed ? [] : [`${from}: imports ${to}`];
  });

/** A room of core imports only rooms that come before it in the flow. */
export const followsTheFlow: Rule = sources =>
  importsIn(sources).flatMap(({ from, to, isPackage }) => {
    if (isPackage || !from.startsWith('core/') || !to.startsWith('core/')) return [];
    const [own, other] = [from, to].map(path => rooms.findIndex(room => path.startsWith(`core/${room}/`)));
    return (other ?? 0) <= (own ?? 0) ? [] : [`${from}: imports ${to}, of a later room`];
  });

/** A folder with all that lies below it, such as `local/cloud`. */
function roomOf(folder: string): string {
  return folder.split('/').slice(0, 2).join('/');
}

/** No file leads back to itself by imports, types included, no folder does, and no room with its folders. */
export const hasNoCircles: Rule = sources => {
  const files = importsIn(sources)
    .filter(({ isPackage }) => !isPackage)
    .map(({ from, to }) => [from, to] as const);
  const between = files
    .map(([from, to]) => [folderOf(from), folderOf(to)] as const)
    .filter(([from, to]) => from !== to);
  const rooms = between
    .map(([from, to]) => [roomOf(from), roomOf(to)] as const)
    .filter(([from, to]) => from !== to);
  const circles = [files, between, rooms].flatMap(circlesIn);
  return circles.map(circle => `${circle.join(' ▸ ')} ▸ ${circle[0]}`);
};

const linesAtMost = 250;
const medianAtMost = 80;
const filesAtMost = 16;

/** Files are small, and a folder has few of them. */
export const staysSmall: Rule = sources => {
  const lengths = [...sources].map(([path, text]) => ({ path, lines: text.split('\n').length }));
  const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const crowded = [...Map.groupBy(sources.keys(), folderOf)].filter(
    ([, files]) => files.length > filesAtMost,
  );
  return [
    ...lengths
      .filter(({ lines }) => lines > linesAtMost)
      .map(({ path, lines }) => `${path}: ${lines} lines, expected at most ${linesAtMost}`),
    ...(median > medianAtMost
      ? [`the median file has ${median} lines, expected at most ${medianAtMost}`]
      : []),
    ...crowded.map(([folder, files]) => `${folder}: ${files.length} files, expected at most ${filesAtMost}`),
  ];
};

const crumbLines = 40;
const oneCrumbIn = 20;

/** A crumb: a short file with one function or constant for one other file. Some are a concept of their own, so one in twenty may be. */
export const hasFewCrumbs: Rule = sources => {
  const importers = Map.groupBy(importsIn(sources), ({ to }) => to);
  const crumbs = [...sources].filter(([path, text]) => {
    const values = text.match(/^export (async )?(function|class|const) /gm) ?? [];
    const files = new Set(importers.get(path)?.map(({ from }) => from));
    return text.split('\n').length < crumbLines && values.length <= 1 && files.size === 1;
  });
  if (crumbs.length * oneCrumbIn <= sources.size) return [];
  return [
    `${crumbs.length} of ${sources.size} files are crumbs, expected at most one in ${oneCrumbIn}: put together what is read ` +
      `together, of ${crumbs.map(([path]) => path).join(', ')}`,
  ];
};

/** No file is a drawer for what has no name. */
export const hasNoDrawers: Rule = sources =>
  [...sources.keys()]
    .filter(path => /(^|[/-])(utils?|helpers?|common|manager|misc)(\.ts$|\/)/.test(path))
    .map(path => `${path}: name it by what it does`);

/** Every export says what it promises. */
export const documentsExports: Rule = sources =>
  [...sources].flatMap(([path, text]) => {
    const lines = text.split('\n');
    return lines.flatMap((line, index) =>
      /^export (async )?(function|class|const|type|interface) /.test(line) &&
      !/^(\s*\*\/|\/\*\* .*\*\/|\/\/ .*)$/.test(lines[index - 1] ?? '')
        ? [`${path}:${index + 1}: has no doc comment: ${line}`]
        : [],
    );
  });

const impure =
  /new Date\(\)|Date\.now|Math\.random|random(Bytes|UUID|Int)|Temporal\.Now|process\.(env|argv|cwd|hrtime)|performance\.|toLocale\w*String\(\)/;

/** Core asks neither the clock nor chance, nor the machine. */
export const keepsCorePure: Rule = sources =>
  [...sources].flatMap(([path, text]) => {
    const found = path.startsWith('core/') ? impure.exec(text) : null;
    return found ? [`${path}: ${found[0]}`] : [];
  });
