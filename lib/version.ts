import { version } from '../package.json';

/** The version of the product, which the server and the `zli` that it serves share. */
export const productVersion = version;
