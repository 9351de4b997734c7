// Plain JavaScript, so that it runs on whatever Node the machine has and can say what is wrong with it.
const needed = 24;
const found = Number(process.versions.node.split('.')[0]);
if (found < needed) {
  console.error(
    `Courant needs Node ${needed}, found ${process.version}.\n` +
      'Node 24 comes with the project as an npm package, but its install script has not run here.\n' +
      'Run: npm rebuild node --ignore-scripts=false',
  );
  process.exit(1);
}
