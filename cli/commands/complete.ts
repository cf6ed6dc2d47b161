import { Argument, type Command } from 'commander';
import { type ValueKind, valueKinds } from '../completion/value-kind';
import type { Zli } from '../context';

/** Adds `zli complete`, which the scripts of `zli completion` call: one value a line, and its description after a tab. */
export function addComplete(program: Command, zli: Zli): void {
  program
    .command('complete', { hidden: true })
    .addArgument(new Argument('<kind>').choices(valueKinds))
    .argument('[word]', 'what is typed so far')
    .description('print the values of an argument, for completion')
    .action(async (kind: ValueKind, word = '') => {
      const { listValues } = await import('../completion/list-values');
      // Not logged in, or the server does not respond: a message would appear in the middle of what a person types.
      const values = await zli
        .openApi()
        .then((api) => listValues(api, kind, word))
        .catch(() => []);
      const lines = values.map(({ value, description }) => `${value}\t${description.replace(/\s+/g, ' ')}`);
      if (lines.length > 0) zli.terminal.print(lines.join('\n'));
    });
}
