import { installLine, loginLine } from '@/lib/core/text/zli';

/** The systems that `zli` can be installed on, in the order of the tabs. */
export const systems = ['linux', 'macos', 'windows'] as const;
export type System = (typeof systems)[number];

export const systemNames: Record<System, string> = { linux: 'Linux', macos: 'macOS', windows: 'Windows' };

/** One step: what to do, and the line to copy. */
type InstallStep = { title: string; about: string; line: string };

/** The steps from a new computer to a login, with the address of the console in the lines. */
export function installSteps(system: System, consoleUrl: string): InstallStep[] {
  return [
    ...preparations[system],
    {
      title: 'Install zli',
      about: 'Installs zli for you alone, in ~/.local/bin. Run it again to update.',
      line: installLine(consoleUrl),
    },
    {
      title: 'Log in',
      about: 'Opens your browser, where you press Allow. Without a browser, add --device.',
      line: loginLine(consoleUrl),
    },
  ];
}

const enough = 'Skip this step if node --version prints v20 or newer.';

const preparations: Record<System, InstallStep[]> = {
  linux: [
    {
      title: 'Check Node.js',
      about: 'zli needs Node.js 20 or newer. If it is missing or older, install it from nodejs.org.',
      line: 'node --version',
    },
  ],
  macos: [
    {
      title: 'Install Node.js',
      about: `${enough} Without Homebrew, install it from nodejs.org.`,
      line: 'brew install node',
    },
  ],
  windows: [
    {
      title: 'Install the Windows Subsystem for Linux',
      about: 'zli runs in it. Run this line in PowerShell as an administrator, then restart Windows.',
      line: 'wsl --install',
    },
    {
      title: 'Install Node.js',
      about: `Run this line and the next ones in the Ubuntu terminal. ${enough}`,
      line: 'sudo snap install node --channel=22/stable --classic',
    },
  ],
};

/** The system of a browser by its `User-Agent`; Linux if it is another one. */
export function readSystem(userAgent: string): System {
  if (/Windows/i.test(userAgent)) return 'windows';
  return /Mac OS X|Macintosh/i.test(userAgent) ? 'macos' : 'linux';
}
