import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeKubeconfig } from './kubeconfig';

test('a kubeconfig has exactly the clusters, users and arguments that it was given', () => {
  const unit = fc.constantFrom(
    '"',
    "'",
    '\\',
    '\n',
    ':',
    ' ',
    '#',
    '{',
    '&',
    '*',
    '!',
    '|',
    '-',
    'yes',
    '~',
    'é',
  );
  const text = fc.string({ unit, maxLength: 6 });
  const cluster = fc.record({ name: text, server: text, authorityPem: fc.constant(null) });
  fc.assert(
    fc.property(
      fc.array(cluster, { maxLength: 3 }),
      text,
      fc.array(text, { maxLength: 3 }),
      (clusters, name, args) => {
        const user = { name, exec: { command: name, args, env: { HOME: name } } };
        const config = parse(writeKubeconfig(clusters, [user], [{ name, cluster: name, user: name }]));
        expect(config.clusters).toEqual(
          clusters.map((one) => ({ name: one.name, cluster: { server: one.server } })),
        );
        expect(config.users).toMatchObject([
          { name, user: { exec: { command: name, args, env: [{ name: 'HOME', value: name }] } } },
        ]);
        expect(config.contexts).toEqual([{ name, context: { cluster: name, user: name } }]);
      },
    ),
  );
});
