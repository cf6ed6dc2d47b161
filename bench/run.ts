// `npm run bench -- NAME`: runs one measurement, or all of them one after the other.
const names = [
  'list-requestable',
  'list-requests',
  'slash-command',
  'page-weight',
  'open-editor',
  'certificates',
  'zli-startup',
];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no measurement ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  process.exit(1);
}
for (const name of asked.length > 0 ? asked : names) await import(`./${name}`);

export {};
