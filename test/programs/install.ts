// Installs the programs that tests run against, one after the other before any test. Otherwise two tests could start
// the same installation at the same time.

import { findChromium } from './chromium';
import { findMariaDb } from './mariadb';
import { findNginx } from './nginx';
import { findSshd } from './openssh';
import { findPostgres } from './postgres';

console.log([findSshd(), findNginx(), findMariaDb().server, findPostgres(), await findChromium()].join('\n'));
