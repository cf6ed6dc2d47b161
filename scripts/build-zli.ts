// `zli` as one file, so that it starts at once. Native code stays outside, loaded when it is needed.
import { bundleZli, zliBundle } from '@/cli/bundle-zli';

await bundleZli(zliBundle);
