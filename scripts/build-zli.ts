// `zli` as one file, so that it starts at once. Native code stays outside, loaded when it is needed.
import { buildZli } from './bundle-zli';

await buildZli('dist/zli.mjs');
