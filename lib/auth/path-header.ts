/** The header that tells a page its own address. Replaces the value that a browser sends. */
export const pathHeader = 'x-console-path';
