// biome-ignore-all lint/style/useNodejsImportProtocol: Node 12 does not know node: in require.
// Ends the program where Node is too old, and says what to do. Plain JavaScript as Node 12 reads it, so that whatever Node the
// machine has can say what is wrong with it. npm runs this before its scripts; cli/bin.cjs requires it.
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const needed = 24;
const root = path.dirname(__dirname);
const packages = path.join(root, 'node_modules');
const rightNode = path.join(packages, '.bin', 'node');

if (majorOf(process.versions.node) < needed) {
  const { why, type } = whatToDo();
  console.error(
    `Courant needs Node ${needed}. This is Node v${process.versions.node}: ${process.execPath}\n` +
      `The right one comes with the project, in the npm package "node": ${rightNode}\n` +
      `${why}\n` +
      `Type${process.cwd() === root ? '' : ` in ${root}`}: ${type}`,
  );
  process.exit(1);
}

function whatToDo() {
  if (!fs.existsSync(packages)) {
    return { why: 'It is not there yet: nothing is installed.', type: 'npm ci' };
  }
  if (!fs.existsSync(path.join(packages, 'node'))) {
    return {
      why: 'It is not there: the development dependencies are not installed.',
      type: 'npm ci --include=dev',
    };
  }
  const rebuild = 'npm rebuild node --ignore-scripts=false';
  if (!fs.existsSync(rightNode)) {
    return {
      why: 'It is not there: npm did not run the install script of that package, which fetches it.',
      type: rebuild,
    };
  }
  const fault = faultOf(rightNode);
  if (fault !== '') return { why: `It is there, but ${fault}.`, type: rebuild };
  return { why: 'It is there and runs, but another one started this program.', type: rightLine() };
}

// What is wrong with the Node at a path; an empty text for nothing. On Windows the file there is a script for the shell.
function faultOf(file) {
  const { error, status, stdout } = spawnSync(file, ['-p', 'process.versions.node'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (error) return `it does not run on this machine (${error.code})`;
  if (status !== 0) return `it does not run on this machine (it ended with ${status})`;
  return majorOf(stdout) < needed ? `it is Node v${stdout.trim()}` : '';
}

// The line that starts with the right Node what was started with another one.
function rightLine() {
  if (require.main !== module) {
    const words = process.argv.slice(2).map(quoted);
    return ['npm run courant'].concat(words.length > 0 ? '--' : [], words).join(' ');
  }
  // npm puts node_modules/.bin first in PATH, so something behind npm put another Node before it.
  const script = (process.env.npm_lifecycle_event || '').replace(/^pre/, '');
  return script === ''
    ? 'npm start, npm test, or another npm run …'
    : `node_modules/.bin/node --run ${script}`;
}

function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.split("'").join("'\\''")}'`;
}

function majorOf(version) {
  return Number(version.split('.')[0]);
}
