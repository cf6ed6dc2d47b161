// The programs of the system that tests run against, made ready one after the other before any test: two tests that
// both find one missing would get into each other's way.

import { findChromium } from './chromium';
import { findMariaDb } from './mariadb';
import { findNginx } from './nginx';
import { findSshd } from './openssh';

console.log([findSshd(), findNginx(), findMariaDb().server, await findChromium()].join('\n'));
