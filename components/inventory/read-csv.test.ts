import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from './read-csv';

const read = (text: string) => readCsv(new TextEncoder().encode(text));
const head = 'name,type,environment,host\n';
const web = { line: 2, name: 'web', type: 'Server', environment: 'prod', host: 'web.test' };

test('a file is read by the names of its columns, in any order, with the line of each row', () => {
  const file =
    '\uFEFFEnvironment;Name;Type;Database type;Color;;\n"prod";"a ""b""";Db;Postgres;red;;x\n\nstage;c;Web;;\n';
  expect(read(file)).toEqual({
    rows: [
      { line: 2, environment: 'prod', name: 'a "b"', type: 'Db', databaseType: 'Postgres' },
      { line: 4, environment: 'stage', name: 'c', type: 'Web', databaseType: '' },
    ],
    ignored: ['Color', 'number 7, which has no name'],
  });
});

test.each([
  ['', 'This file is empty. Choose a CSV file'],
  [' \n', 'This file is empty. Choose a CSV file'],
  ['PNG\r\n\u001a\n\0\0\0\rIHDR', 'This is not a text file in UTF-8. Save it again as CSV in UTF-8'],
  ['name,host\na,b\n', 'Missing: type, environment.'],
  ['name,type,environment\n', 'The file has no rows'],
  ['name,type,environment\n,,\n , ,\n', 'The file has no rows'],
  ['name,type,environment,Name\na,Web,prod,b\n', 'names the column name twice'],
  [`${head}${'a,Web,prod,\n'.repeat(20_001)}`, 'more than 20,000 rows'],
])('%.40j is refused as a whole', (file, message) => {
  expect(read(file)).toEqual({ problem: expect.stringContaining(message) });
});

test.each([
  ['comma', 'name,type,environment,host\nweb,Server,prod,web.test\n'],
  ['semicolon', 'name;type;environment;host\nweb;Server;prod;web.test\n'],
  ['tab', 'name\ttype\tenvironment\thost\nweb\tServer\tprod\tweb.test\n'],
  ['CRLF', 'name,type,environment,host\r\nweb,Server,prod,web.test\r\n'],
  ['CR', 'name,type,environment,host\rweb,Server,prod,web.test\r'],
  ['no last line end', 'name,type,environment,host\nweb,Server,prod,web.test'],
  ['spaces and no-break spaces', ' Name , TYPE,environment\u00a0,Host\n web\u00a0,Server , prod,web.test \n'],
  ['empty cells at the end', 'name,type,environment,host,,\nweb,Server,prod,web.test,,,,\n,,,,,\n'],
])('%s: the row is read', (_, file) => {
  expect(read(file)).toEqual({ ignored: [], rows: [web] });
});

test.each(['sep=;\n', '"sep=;"\r\n', 'SEP=;\n', '\uFEFFsep=;\n'])(
  '%j names the separator and is no row',
  (sep) => {
    expect(read(`${sep}name;type;environment;host\nweb;Server;prod;web.test\n`)).toEqual({
      ignored: [],
      rows: [{ ...web, line: 3 }],
    });
  },
);

test.each(['utf-16le', 'utf-16be'])('a file in %s with a byte order mark is read', (encoding) => {
  const bytes = Buffer.from('\uFEFFname\ttype\tenvironment\r\nköln\tWeb\tprod\r\n', 'utf16le');
  if (encoding === 'utf-16be') bytes.swap16();
  expect(readCsv(bytes)).toEqual({
    ignored: [],
    rows: [{ line: 2, name: 'köln', type: 'Web', environment: 'prod' }],
  });
});

test('a file in Windows-1252 is refused with what to do', () => {
  const bytes = Buffer.from('name,type,environment\nköln,Web,prod\n', 'latin1');
  expect(readCsv(bytes)).toEqual({ problem: expect.stringContaining('“CSV UTF-8 (Comma delimited)”') });
});

test.each([
  ['a comma in a cell of a semicolon file', 'name;type;environment;host\na,b;Web;prod;x,y\n', 'a,b'],
  ['a semicolon in a cell of a comma file', `${head}a;b,Web,prod,x;y\n`, 'a;b'],
])('%s stays in the cell', (_, file, name) => {
  expect(read(file)).toMatchObject({ rows: [{ name, type: 'Web', environment: 'prod' }] });
});

test.each([
  ['more cells than columns', 'a,b,Server,prod,h', /the row has 5 cells, but the first line names 4 columns/],
  ['a quotation mark that is not closed', '"a,Server,prod,h', /a quotation mark is missing/],
  ['a quotation mark inside', 'a"b,Server,prod,h', /a quotation mark is missing/],
  ['text after a quoted cell', '"a"b,Server,prod,h', /a quotation mark is missing/],
  ['a formula', '="a",Server,prod,h', /a quotation mark is missing/],
])('%s costs its own row only', (_, row, problem) => {
  const file = `${head}${row}\nweb,Server,prod,web.test\n"db","Server","prod","db.test"\n`;
  expect(read(file)).toEqual({
    ignored: [],
    rows: [
      { line: 2, problem: expect.stringMatching(problem) },
      { ...web, line: 3 },
      { line: 4, name: 'db', type: 'Server', environment: 'prod', host: 'db.test' },
    ],
  });
});

test('a row of the same name and environment names the line of the first', () => {
  expect(read(`${head}a,Web,prod,\na,Web,stage,\n a ,Web,prod,x\n`)).toMatchObject({
    rows: [{ line: 2 }, { line: 3 }, { line: 4, problem: 'name: line 2 has the same name in prod.' }],
  });
});

test('every cell is read back as it was, or its row is reported; nothing shifts', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', ',', ';', '\t', '"', "'", '=', '\n'),
    maxLength: 6,
  });
  const rows = fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 8 });
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(rows, fc.constantFrom(',', ';', '\t'), (table, separator) => {
      const file = [['name', 'type', 'environment', 'host'], ...table]
        .map((cells) => cells.map(quote).join(separator))
        .join('\r\n');
      const result = read(file);
      const expected = table
        .map((cells) => cells.map((text) => text.trim()))
        .filter((cells) => cells.some((text) => text !== ''));
      if (expected.length === 0) return expect(result).toHaveProperty('problem');
      expect('rows' in result && result.rows).toHaveLength(expected.length);
      if (!('rows' in result)) return;
      result.rows.forEach((row, index) => {
        if (row.problem) return;
        expect([row.name, row.type, row.environment, row.host]).toEqual(expected[index]);
      });
    }),
  );
});

test('a stray quotation mark anywhere costs no other row and adds none', () => {
  const names = ['a', 'b', 'c', 'd'];
  const lines = names.map((name) => `${name},Server,prod,${name}.test`);
  const places = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 20 }));
  fc.assert(
    fc.property(places, ([row, at]) => {
      const spoiled = lines.map((line, index) =>
        index === row ? `${line.slice(0, at)}"${line.slice(at)}` : line,
      );
      const result = read(`${head}${spoiled.join('\n')}\n`);
      expect('rows' in result && result.rows).toEqual(
        names.map((name, index) =>
          index === row
            ? { line: index + 2, problem: expect.any(String) }
            : { line: index + 2, name, type: 'Server', environment: 'prod', host: `${name}.test` },
        ),
      );
    }),
  );
});
