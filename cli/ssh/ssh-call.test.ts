import { expect, test } from 'vitest';
import { readSshCall } from './ssh-call';

test.each([
  // An editor's remote session.
  ['ssh -v -T -D 54321 -o ConnectTimeout=15 prod-web bash', { forwards: true, isTunnel: false }],
  ['/usr/bin/ssh -TD54321 prod-web', { forwards: true, isTunnel: false }],
  ['ssh -o DynamicForward=1080 prod-web', { forwards: true, isTunnel: false }],
  ['ssh -R 80:localhost:80 prod-web', { forwards: true, isTunnel: false }],
  ['ssh -N -L 5433:localhost:5432 prod-web', { forwards: true, isTunnel: true }],
  ['ssh -fNL 5433:localhost:5432 prod-web', { forwards: true, isTunnel: true }],
  // The first of a chain: ssh -J prod-web inner.
  ['ssh -l root -W [inner]:22 prod-web', { forwards: true, isTunnel: true }],
  ['ssh prod-web -N -L 5433:localhost:5432', { forwards: true, isTunnel: true }],
  ['ssh -N prod-web', { forwards: false, isTunnel: false }],
  ['ssh -p 22 -l D prod-web', { forwards: false, isTunnel: false }],
  ['ssh prod-web ls -L', { forwards: false, isTunnel: false }],
  ['scp -D sftp-server a prod-web:', { forwards: false, isTunnel: false }],
  ['', { forwards: false, isTunnel: false }],
])('%s', (line, call) => {
  expect(readSshCall(line.split(' '))).toEqual(call);
});
