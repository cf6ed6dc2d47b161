import { describe, expect, test } from 'vitest';
import { rdpFile, rdpFileName } from './rdp-file';
import { openRdpLine, sqlcmdLine } from './tunnel-text';

describe('an .rdp file', () => {
  test('has a property per line: the local address and the user, and shares no drives', () => {
    const lines = rdpFile({ port: 13389, username: 'ACME\\Administrator' }).split('\r\n');
    expect(lines.slice(0, 3)).toEqual([
      'full address:s:127.0.0.1:13389',
      'username:s:ACME\\Administrator',
      'prompt for credentials:i:1',
    ]);
    expect(lines).toContain('redirectdrives:i:0');
    expect(lines.at(-1)).toBe('');
  });

  test.each(['a:s:b', 'alternate shell:s:cmd.exe', '"quoted"', '%TEMP%', 'ü 用户'])(
    'the user %j stays one property',
    (username) => {
      const file = rdpFile({ port: 1, username });
      expect(file.split('\r\n')[1]).toBe(`username:s:${username}`);
      expect(file.split('\r\n')).toHaveLength(rdpFile({ port: 1, username: 'x' }).split('\r\n').length);
    },
  );

  test.each(['a\nalternate shell:s:cmd.exe', 'a\r\nb', 'a\u2028b', 'a\u0085b', 'a\0b', '\u202Ea'])(
    'the user %j is refused',
    (username) => expect(() => rdpFile({ port: 1, username })).toThrow('can’t be used with RDP'),
  );

  test.each([
    ['win-build', 'win-build.rdp'],
    ['../../etc/passwd', 'etc-passwd.rdp'],
    ['a b\\c:d', 'a-b-c-d.rdp'],
    ['用户', '用户.rdp'],
    ['..', 'target.rdp'],
  ])('of the target %j is named %s', (target, name) => expect(rdpFileName(target)).toBe(name));
});

test.each([
  ['linux', '/tmp/zli x/a.rdp', "xfreerdp '/tmp/zli x/a.rdp'"],
  ['darwin', '/tmp/zli/a.rdp', 'open /tmp/zli/a.rdp'],
  ['win32', 'C:\\a b\\a.rdp', 'mstsc "C:\\a b\\a.rdp"'],
] as const)('on %s it is opened with a line to copy', (platform, path, line) => {
  expect(openRdpLine(platform, path)).toBe(line);
});

test.each([
  ['sa', 'sqlcmd -S 127.0.0.1,14330 -U sa'],
  ['ACME\\x; rm -rf ~', "sqlcmd -S 127.0.0.1,14330 -U 'ACME\\x; rm -rf ~'"],
  ["o'neil", "sqlcmd -S 127.0.0.1,14330 -U 'o'\\''neil'"],
])('the line for SQL Server as %s is one command', (user, line) => {
  expect(sqlcmdLine({ port: 14_330, user })).toBe(line);
});
