import { Command } from 'commander';
import { version } from '../package.json';
import { addApprove } from './commands/approve';
import { addComplete } from './commands/complete';
import { addCompletion } from './commands/completion';
import { addConnect } from './commands/connect';
import { addDeny } from './commands/deny';
import { addEnd } from './commands/end';
import { addGenerate } from './commands/generate';
import { addKubeCredential } from './commands/kube-credential';
import { addListTargets } from './commands/list-targets';
import { addLogin } from './commands/login';
import { addLogout } from './commands/logout';
import { addPolicy } from './commands/policy';
import { addRequest } from './commands/request';
import { addRequests } from './commands/requests';
import { addSshProxy } from './commands/ssh-proxy';
import { addStatus } from './commands/status';
import { addUsers } from './commands/users';
import { addWhoami } from './commands/whoami';
import type { Zli } from './context';
import type { OutputOptions } from './terminal';

/** Creates the command line with all commands. */
export function createProgram(zli: Zli, output: OutputOptions): Command {
  const program = new Command('zli')
    .description('Connect to servers, databases, clusters and web apps, and request access.')
    .version(version, '-v, --version', 'print the version')
    .option('-s, --silent', 'print only errors and data')
    .option('--debug', 'print debug messages to stderr')
    .helpOption('-h, --help', 'show help')
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, '').replace(/\n$/, ' (see --help)\n')),
    })
    .hook('preAction', (program) => void Object.assign(output, program.opts()));
  const add = [
    addLogin,
    addLogout,
    addWhoami,
    addStatus,
    addListTargets,
    addConnect,
    addRequest,
    addRequests,
    addApprove,
    addDeny,
    addEnd,
    addGenerate,
    addSshProxy,
    addKubeCredential,
    addPolicy,
    addUsers,
    addCompletion,
    addComplete,
  ];
  for (const addCommand of add) addCommand(program, zli);
  return program;
}
