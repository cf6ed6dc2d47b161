import pg from 'pg';

/**
 * Runs `work` and returns the statements that this process sends to PostgreSQL meanwhile, without BEGIN, COMMIT and
 * ROLLBACK.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    const text = typeof first === 'string' ? first : (first as { text?: string }).text;
    if (text && !/^\s*(BEGIN|COMMIT|ROLLBACK)/i.test(text)) statements.push(text);
    return (query as (...args: unknown[]) => unknown).apply(this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return statements;
}
