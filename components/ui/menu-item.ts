/** The classes of a link or a button in a menu. */
export const menuItem =
  'flex w-full items-start gap-2.5 rounded-lg px-2.5 py-2 text-left font-medium hover:bg-soft focus-visible:outline-offset-0';
