/** The order of a list: by a column, from the lowest value to the highest unless `descending`. */
export type Sort<Column extends string> = { by: Column; descending: boolean };

/** The columns that can sort the targets of the inventory. */
export const inventoryColumns = ['name', 'type', 'environment', 'host', 'status', 'policies'] as const;

export type InventorySort = Sort<(typeof inventoryColumns)[number]>;

/** The columns that can sort the people. */
export const peopleColumns = ['person', 'role', 'slack', 'lastSignIn'] as const;

export type PeopleSort = Sort<(typeof peopleColumns)[number]>;
