/** What came of trying a door that should be shut, in words too. */
export type ProbeResult = { found: 'gone' | 'open' | 'unknown'; detail: string };

/** Where a database or a cluster is, as whom, and with which certificate its door is tried. All PEM. */
export type TlsLogin = {
  host: string;
  port: number;
  user: string;
  certificate: string;
  privateKey: string;
  /** the CA of the server's own certificate; null where it is not known */
  serverCa: string | null;
};
