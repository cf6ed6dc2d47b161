/** The header by which a page knows its own address. Whatever a browser sends in it is replaced. */
export const pathHeader = 'x-console-path';
