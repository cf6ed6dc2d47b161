import { shellQuote } from '@/lib/core/target/shell-word';
import { findTargetUserProblem, isPrincipal } from './principal';

export type SshdSetup = {
  targetId: string;
  /** The lines of the authorities' public keys; two while one takes over from the other. */
  caPublicKeys: readonly string[];
  /** The principals that may log in to each account of the server. */
  principals: Readonly<Record<string, readonly string[]>>;
  /** Where the list of revoked serials is fetched from. */
  krlUrl: string;
};

const folder = '/etc/ssh/bzero';

/**
 * The configuration of sshd for a target: a complete file for `/etc/ssh/sshd_config.d/`. It names the files that
 * `sshdSetupScript` writes. Write those first: while the list of revoked serials is missing sshd takes no key at all.
 *
 * @throws as `sshdSetupScript` does.
 */
export function sshdConfig(setup: SshdSetup): string {
  check(setup);
  return `# Access by certificates of bzero, for the target ${setup.targetId}.
TrustedUserCAKeys ${folder}/ca.pub
# Which certificates may log in to an account: a file a target user, one principal a line.
AuthorizedPrincipalsFile ${folder}/principals/%u
# Read at each login, fetched anew every minute from ${setup.krlUrl}
RevokedKeys ${folder}/krl

# Session limit. sshd looks at a certificate at login only. \`zli\` ends its session within seconds of the end of
# access; to end those of other clients too, let root run this every minute, which ends the SSH sessions that are
# older than 8 hours (28800 seconds) of the accounts above:
#   ps -eo pid=,etimes=,args= | awk '$2 > 28800 && $3 ~ /^sshd(-session)?:$/ { sub(/@.*/, "", $4); print $1, $4 }' |
#   while read -r pid account; do [ -e "${folder}/principals/$account" ] && kill "$pid"; done
# And these, for clients that are gone without a word:
#   ClientAliveInterval 15
#   ClientAliveCountMax 3
`;
}

/**
 * The shell script that sets a server up, to be pasted or run by root once, and again whenever authorities or
 * accounts change. It writes the authorities, the principals and the list of revoked serials, lets systemd or cron
 * fetch that list every minute, tests the configuration of sshd and reloads it; where a step fails, sshd runs on
 * with the configuration it has.
 *
 * @throws where a target user can't be the name of a file, a principal could not be listed, or there is no
 * authority; the message is a sentence for people.
 */
export function sshdSetupScript(setup: SshdSetup): string {
  check(setup);
  return `#!/bin/sh
# Sets this server up for access by certificates of bzero, as the target ${setup.targetId}.
# Run it as root. It may be run again at any time.
set -eu
umask 022
PATH=$PATH:/usr/sbin:/sbin

[ "$(id -u)" = 0 ] || { echo 'Run this as root.' >&2; exit 1; }
for program in sshd curl ssh-keygen; do
  command -v "$program" >/dev/null || { echo "Install $program first." >&2; exit 1; }
done
grep -Eiq '^[[:space:]]*Include[[:space:]]+/etc/ssh/sshd_config\\.d/\\*\\.conf' /etc/ssh/sshd_config || {
  echo 'Put the line "Include /etc/ssh/sshd_config.d/*.conf" at the top of /etc/ssh/sshd_config first.' >&2; exit 1
}
mkdir -p /run/sshd
for setting in trustedusercakeys authorizedprincipalsfile revokedkeys; do
  value=$(sshd -T | awk -v name="$setting" '$1 == name { print $2 }')
  case $value in
    '' | none | ${folder}/*) ;;
    *) echo "sshd has $setting $value already: take it out, or merge the two by hand." >&2; exit 1 ;;
  esac
done

install -d -m 755 ${folder} /etc/ssh/sshd_config.d
${writeFile(`${folder}/ca.pub`, setup.caPublicKeys)}

# The principals, in a folder of their own that takes the place of the one before.
rm -rf ${folder}/principals.new
install -d -m 755 ${folder}/principals.new
${Object.entries(setup.principals)
  .map(([user, principals]) => writeFile(shellQuote(`${folder}/principals.new/${user}`), principals))
  .join('\n')}
rm -rf ${folder}/principals
mv ${folder}/principals.new ${folder}/principals

# The list of revoked serials. Where it can't be fetched the last one stays: certificates end within minutes anyway.
cat >/usr/local/sbin/bzero-krl <<'END_OF_SCRIPT'
#!/bin/sh
set -eu
new=$(mktemp ${folder}/krl.XXXXXX)
trap 'rm -f "$new"' EXIT
curl -fsS --max-time 30 -o "$new" ${shellQuote(setup.krlUrl)}
ssh-keygen -Q -l -f "$new" >/dev/null
chmod 644 "$new"
mv -f "$new" ${folder}/krl
END_OF_SCRIPT
chmod 755 /usr/local/sbin/bzero-krl
/usr/local/sbin/bzero-krl

if [ -d /run/systemd/system ]; then
  cat >/etc/systemd/system/bzero-krl.service <<'END_OF_UNIT'
[Unit]
Description=Fetch the certificates that bzero has revoked

[Service]
Type=oneshot
ExecStart=/usr/local/sbin/bzero-krl
END_OF_UNIT
  cat >/etc/systemd/system/bzero-krl.timer <<'END_OF_UNIT'
[Unit]
Description=Fetch the certificates that bzero has revoked, every minute

[Timer]
OnBootSec=5s
OnUnitActiveSec=1min
AccuracySec=1s

[Install]
WantedBy=timers.target
END_OF_UNIT
  systemctl daemon-reload
  systemctl enable --now bzero-krl.timer
else
  install -d -m 755 /etc/cron.d
  echo '* * * * * root /usr/local/sbin/bzero-krl' >/etc/cron.d/bzero-krl
fi

cat >/etc/ssh/sshd_config.d/00-bzero.conf <<'END_OF_CONFIG'
${sshdConfig(setup)}END_OF_CONFIG
if ! sshd -t; then
  rm -f /etc/ssh/sshd_config.d/00-bzero.conf
  echo 'sshd does not take the configuration, so it was removed again.' >&2
  exit 1
fi
if [ -d /run/systemd/system ]; then
  # One of the names is another system's; where a socket starts sshd neither may run, and nothing need be reloaded.
  for unit in ssh.service sshd.service; do
    if systemctl is-active --quiet "$unit"; then systemctl reload "$unit"; fi
  done
elif [ -f /run/sshd.pid ]; then
  kill -HUP "$(cat /run/sshd.pid)"
fi
echo 'This server takes certificates of bzero now.'
`;
}

function writeFile(quotedPath: string, lines: readonly string[]): string {
  if (lines.length === 0) return `: >${quotedPath}`;
  return `printf '%s\\n' ${lines.map(shellQuote).join(' ')} >${quotedPath}`;
}

function check({ targetId, caPublicKeys, principals, krlUrl }: SshdSetup): void {
  if (caPublicKeys.length === 0) throw new Error('There is no authority yet: make one first.');
  if ([targetId, krlUrl, ...caPublicKeys].some((line) => line !== oneLine(line)))
    throw new Error('An id, address or key has a line break in it.');
  for (const [user, names] of Object.entries(principals)) {
    const unfit = findTargetUserProblem(user);
    if (unfit) throw new Error(unfit);
    if (!names.every(isPrincipal)) throw new Error(`sshd could not read a principal of "${user}" as one.`);
  }
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, '');
}
