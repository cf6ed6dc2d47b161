// `npx tsx scripts/gallery.ts FOLDER`: lays the pictures of each screen that scripts/pictures.ts drew into FOLDER side by
// side, light, dark and on a phone, into docs/screens, with a page that shows them all.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { installedChromium } from '@/test/programs/chromium';

const from = process.argv[2] ?? 'test-results/pictures';
const to = 'docs/screens';
const height = 520;
const looks = [
  { name: 'light', width: 832 },
  { name: 'dark', width: 832 },
  { name: 'phone', width: 240 },
];

const names = readdirSync(from)
  .filter((file) => file.endsWith('-light.png'))
  .map((file) => file.replace(/-light\.png$/, ''))
  .sort();
if (names.length === 0) throw new Error(`There are no pictures in ${from}: run scripts/pictures.ts first.`);

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
const executablePath = installedChromium();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
const width = looks.reduce((sum, look) => sum + look.width + 12, 12);
const page = await browser.newPage({ viewport: { width, height: height + 24 } });
for (const name of names) {
  await page.setContent(`<body style="margin:12px;display:flex;gap:12px;background:#8a8f9c">
    ${looks.map((look) => frame(join(from, `${name}-${look.name}.png`), look.width)).join('')}</body>`);
  await page.screenshot({ path: join(to, `${name}.jpg`), type: 'jpeg', quality: 72 });
}
await browser.close();
writeFileSync(join(to, 'README.md'), readme());

/** The top of a picture: what is below the fold says little at this size. */
function frame(file: string, wide: number): string {
  const data = readFileSync(file, 'base64');
  return `<div style="width:${wide}px;height:${height}px;overflow:hidden;border-radius:6px;background:#fff">
    <img style="width:100%" src="data:image/png;base64,${data}"></div>`;
}

function readme(): string {
  const rows = names.map((name) => `## ${name.replaceAll('-', ' ')}\n\n![${name}](${name}.jpg)\n`);
  return `# Screens\n\nEach screen in light, in dark and on a phone. Drawn by \`npx tsx scripts/pictures.ts FOLDER\`, then \`npx tsx scripts/gallery.ts FOLDER\`, after a build.\n\n${rows.join('\n')}`;
}
