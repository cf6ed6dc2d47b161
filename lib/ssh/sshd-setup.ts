/** What a server is told once: whose certificates to believe, who may be which account, what is revoked. */
export type SshdSetup = {
  /** the authorities' OpenSSH public key lines */
  caPublicKeys: readonly string[];
  targetId: string;
  /** the principals of each account */
  principals: Readonly<Record<string, readonly string[]>>;
  /** where the list of the revoked is fetched */
  krlUrl: string;
};

const folder = '/etc/ssh/bzero';

/**
 * Writes the set-up of a server, as text: a drop-in for /etc/ssh/sshd_config.d, and a shell script for root
 * that writes all files, fetches the list of the revoked every minute, and reloads sshd. Running the script
 * again, after a new target user or authority, brings the host up to date.
 */
export function writeSshdSetup(setup: SshdSetup): { sshdConfig: string; recipe: string } {
  const sshdConfig = writeConfig();
  return { sshdConfig, recipe: writeRecipe(setup, sshdConfig) };
}

function writeConfig(): string {
  return `# Written by the recipe of the target's page; run that again instead of editing this.
TrustedUserCAKeys ${folder}/ca.pub
AuthorizedPrincipalsFile ${folder}/principals/%u
RevokedKeys ${folder}/revoked.krl
# Ends sessions in which nothing happens, of whatever client (OpenSSH 9.2 and later):
# ChannelTimeout session=15m
`;
}

function writeRecipe({ caPublicKeys, principals, krlUrl }: SshdSetup, sshdConfig: string): string {
  const accounts = Object.entries(principals).map(([user, lines]) => {
    const file = quote(`${folder}/principals/${user}`);
    return `printf '%s\\n' ${lines.map(quote).join(' ')} > ${file}`;
  });
  return `#!/bin/sh
# Run as root on the server.
set -eu
umask 022
mkdir -p ${folder} ${folder}/principals /etc/ssh/sshd_config.d
rm -f ${folder}/principals/*
printf '%s\\n' ${caPublicKeys.map(quote).join(' ')} > ${folder}/ca.pub
${accounts.join('\n')}
cat > ${folder}/fetch-revoked <<'END'
#!/bin/sh
# A list that can't be fetched leaves the last one in force.
set -eu
curl -fsS --max-time 20 -o ${folder}/revoked.new ${quote(krlUrl)}
mv ${folder}/revoked.new ${folder}/revoked.krl
END
chmod 755 ${folder}/fetch-revoked
${folder}/fetch-revoked
echo '* * * * * root ${folder}/fetch-revoked' > /etc/cron.d/bzero-revoked
cat > /etc/ssh/sshd_config.d/10-bzero.conf <<'END'
${sshdConfig}END
grep -qs '^Include /etc/ssh/sshd_config.d' /etc/ssh/sshd_config || sed -i '1i Include /etc/ssh/sshd_config.d/*.conf' /etc/ssh/sshd_config
sshd -t
systemctl reload ssh 2>/dev/null || systemctl reload sshd 2>/dev/null || pkill -HUP -o sshd
`;
}

/** A word that a shell takes as it is. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
