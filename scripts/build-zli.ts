// Bundles `zli` into one file, so that it starts fast. Native code stays outside and is loaded when it is needed.
import { bundleZli, zliBundle } from '@/cli/bundle-zli';

await bundleZli(zliBundle);
