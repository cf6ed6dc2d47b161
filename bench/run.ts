// `npm run bench -- NAME`: runs one measurement, or all of them one after the other.
const names = [
  'list-requestable',
  'list-requests',
  'rule-change',
  'write-policies',
  'slash-command',
  'page-weight',
  'open-editor',
  'page-speed',
  'certificates',
  'zli-startup',
  'seal-audit',
  'suspended-holder',
  'take-over',
  'approve-to-shell',
  'revoke-to-end',
  'api-cpu',
];
const requested = process.argv.slice(2);
const unknown = requested.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown measurement: ${unknown.join(', ')}. Choose from ${names.join(', ')}.`);
  process.exit(1);
}
for (const name of requested.length > 0 ? requested : names) await import(`./${name}`);

export {};
