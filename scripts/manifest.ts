import { manifest } from '@/lib/slack/install/manifest';

// `npm run manifest -- https://access.example.com`: prints the manifest of the Slack app.
const publicUrl = process.argv[2];
if (!publicUrl || !URL.canParse(publicUrl)) {
  console.error('Add the address of the console: npm run manifest -- https://access.example.com');
  process.exit(2);
}
console.log(JSON.stringify(manifest(publicUrl), null, 2));
