import { expect, test } from 'vitest';
import { readCsv } from './read-csv';

test('a file is read by the names of its columns, in any order, with the line of each row', () => {
  const file =
    '\uFEFFEnvironment;Name;Type;Database type;Color\n"prod";"a ""b""";Db;Postgres;red\n\nstage;c;Web;;\n';
  expect(readCsv(file)).toEqual({
    rows: [
      { line: 2, environment: 'prod', name: 'a "b"', type: 'Db', databaseType: 'Postgres' },
      { line: 4, environment: 'stage', name: 'c', type: 'Web', databaseType: '' },
    ],
  });
});

test.each([
  ['', 'This file is empty. Choose a CSV file'],
  [' \n', 'This file is empty. Choose a CSV file'],
  ['\uFFFDPNG\r\n\u001a\n\0\0\0\rIHDR', 'This is not a text file in UTF-8. Choose a CSV file'],
  ['name,host\na,b\n', 'Missing: type, environment.'],
  ['name,type,environment\n', 'The file has no rows'],
  ['name,type,environment\n"a,b,c\n', 'This is not a CSV file'],
])('%j is refused as a whole', (file, message) => {
  expect(readCsv(file)).toEqual({ problem: expect.stringContaining(message) });
});
