// Bundles `zli` and the production server into one file each, so that they start fast. Native code stays outside and is
// loaded when it is needed.
import { bundleZli, zliBundle } from '@/cli/bundle-zli';
import { bundleServer, serverBundle } from '@/server/bundle-server';

await Promise.all([bundleZli(zliBundle), bundleServer(serverBundle)]);
