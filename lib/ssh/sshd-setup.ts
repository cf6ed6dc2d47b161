import { shellQuote } from '@/lib/core/target/shell-word';
import { tunnelAccount } from '@/lib/core/target/tunnel';
import { findTargetUserProblem, isPrincipalLine } from './principal';

export type SshdSettings = {
  targetId: string;
  /** public key lines of the trusted authorities; two while one replaces the other */
  caPublicKeys: readonly string[];
  /** the lines with the principals that can log in to each account of the server; those of `tunnelAccount` can only tunnel */
  principals: Readonly<Record<string, readonly string[]>>;
  /** address of the key revocation list */
  krlUrl: string;
};

const folder = '/etc/ssh/bzero';
const configFile = '/etc/ssh/sshd_config.d/00-bzero.conf';

// A line of the principals file limits forwarding to one address, but neither ports of the server itself nor sockets.
const tunnelConfig = `
# Tunnels use this account. Its principals file has the one address that each of them can reach.
Match User ${tunnelAccount}
  AllowTcpForwarding local
  AllowStreamLocalForwarding no
Match all
`;

const createTunnelAccount = `
# The account for tunnels: it has no password and no shell.
if ! id ${tunnelAccount} >/dev/null 2>&1; then
  useradd --system --no-create-home --home-dir /nonexistent --password '*' \\
    --shell "$(command -v nologin || echo /bin/false)" ${tunnelAccount}
fi
`;

/**
 * The sshd configuration for a target: a complete file for `/etc/ssh/sshd_config.d/`. It refers to the files that
 * `sshdSetupScript` writes. Write those first: without the revocation list, sshd accepts no key at all.
 *
 * Throws like `sshdSetupScript`.
 */
export function sshdConfig(setup: SshdSettings): string {
  requireValidSetup(setup);
  return `# Access by certificates of bzero, for the target ${setup.targetId}.
TrustedUserCAKeys ${folder}/ca.pub
# The principals that can log in to each account: one file per target user, one principal per line.
AuthorizedPrincipalsFile ${folder}/principals/%u
# Read at each login; fetched every minute from ${setup.krlUrl}
RevokedKeys ${folder}/krl

# Session limit. sshd checks a certificate only at login. \`zli\` ends its sessions within seconds after access ends. To
# end the sessions of other clients too, run this every minute as root. It ends SSH sessions of the accounts above that
# are older than 8 hours (28800 seconds):
#   ps -eo pid=,etimes=,args= | awk '$2 > 28800 && $3 ~ /^sshd(-session)?:$/ { sub(/@.*/, "", $4); print $1, $4 }' |
#   while read -r pid account; do [ -e "${folder}/principals/$account" ] && kill "$pid"; done
# To end sessions whose client no longer responds, add:
#   ClientAliveInterval 15
#   ClientAliveCountMax 3
${hasTunnels(setup) ? tunnelConfig : ''}`;
}

/** Whether something is reached through this server. */
export function hasTunnels({ principals }: Pick<SshdSettings, 'principals'>): boolean {
  return principals[tunnelAccount] !== undefined;
}

/**
 * The shell script that sets up a server. Root runs it once, and again after authorities or accounts change. It writes
 * the authorities, the principals and the revocation list, fetches that list every minute with systemd or cron, tests
 * the sshd configuration, asks sshd what it uses for each account, and reloads it. If a step fails, sshd keeps its current
 * configuration. After an interruption at any step, the next run ends the same.
 *
 * Throws if a target user or a principal is not valid, or there is no authority. People read the message.
 */
export function sshdSetupScript(setup: SshdSettings): string {
  requireValidSetup(setup);
  return `#!/bin/sh
# Sets up this server for access with certificates of bzero, as the target ${setup.targetId}.
# Run it as root. You can run it again at any time.
# A function, so that nothing runs if only a part of this text arrives.
set_up() {
set -eu
umask 022
PATH=\${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin

[ "$(id -u)" = 0 ] || { echo 'Run this as root.' >&2; exit 1; }
for program in sshd curl ssh-keygen; do
  command -v "$program" >/dev/null || { echo "Install $program first." >&2; exit 1; }
done
grep -Eiq '^[[:space:]]*Include[[:space:]]+/etc/ssh/sshd_config\\.d/\\*\\.conf' /etc/ssh/sshd_config || {
  echo 'First add the line "Include /etc/ssh/sshd_config.d/*.conf" at the top of /etc/ssh/sshd_config.' >&2; exit 1
}
mkdir -p /run/sshd

# Replaces a file by stdin in one step: after an interruption it is the old one or the new one.
replace() {
  cat >"$1.new"
  chmod "$2" "$1.new"
  mv -f "$1.new" "$1"
}

# The previous configuration is beside the new one until sshd has accepted that.
config=${configFile}
restore() {
  if [ -s "$config.old" ]; then mv -f "$config.old" "$config"; else rm -f "$config" "$config.old"; fi
}
if [ -e "$config.old" ]; then restore; fi

# What sshd really uses for an account.
settings_of() {
  sshd -T -C "user=$1,host=localhost,addr=127.0.0.1,laddr=127.0.0.1,lport=22" || {
    echo "sshd can't read its configuration. Correct it, then run this again." >&2; exit 1
  }
}
settings=$(settings_of nobody)
for setting in trustedusercakeys authorizedprincipalsfile revokedkeys; do
  value=$(printf '%s\\n' "$settings" | awk -v name="$setting" '$1 == name { print $2 }')
  case $value in
    '' | none | ${folder}/*) ;;
    *) echo "sshd already uses $setting $value. Remove it, or merge both settings manually." >&2; exit 1 ;;
  esac
done

install -d -m 755 ${folder} /etc/ssh/sshd_config.d
${printLines(setup.caPublicKeys)} | replace ${folder}/ca.pub 644

# The principals, in a new folder that replaces the previous one.
rm -rf ${folder}/principals.new
install -d -m 755 ${folder}/principals.new
${Object.entries(setup.principals)
  .map(([user, principals]) => `${printLines(principals)} >${shellQuote(`${folder}/principals.new/${user}`)}`)
  .join('\n')}
rm -rf ${folder}/principals
mv ${folder}/principals.new ${folder}/principals
${hasTunnels(setup) ? createTunnelAccount : ''}
# The revocation list. If it can't be fetched, the last one stays in use; certificates expire within minutes.
rm -f ${folder}/krl.??????
replace /usr/local/sbin/bzero-krl 755 <<'END_OF_SCRIPT'
#!/bin/sh
set -eu
PATH=\${PATH:-/usr/bin:/bin}:/usr/local/bin
new=$(mktemp ${folder}/krl.XXXXXX)
trap 'rm -f "$new"' EXIT
trap 'exit 1' HUP INT TERM
curl -fsS --max-time 30 -o "$new" ${shellQuote(setup.krlUrl)}
ssh-keygen -Q -l -f "$new" >/dev/null
chmod 644 "$new"
mv -f "$new" ${folder}/krl
END_OF_SCRIPT
# As cron and systemd run it: without the variables of a shell.
env -i PATH=/usr/bin:/bin /usr/local/sbin/bzero-krl || {
  echo "The revocation list can't be fetched. If this server needs a proxy, name it in /root/.curlrc: cron and systemd don't have the variables of your shell." >&2
  exit 1
}

if [ -d /run/systemd/system ]; then
  replace /etc/systemd/system/bzero-krl.service 644 <<'END_OF_UNIT'
[Unit]
Description=Fetch the certificates that bzero has revoked

[Service]
Type=oneshot
ExecStart=/usr/local/sbin/bzero-krl
END_OF_UNIT
  replace /etc/systemd/system/bzero-krl.timer 644 <<'END_OF_UNIT'
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
  echo '* * * * * root /usr/local/sbin/bzero-krl' | replace /etc/cron.d/bzero-krl 644
fi

if [ -e "$config" ]; then replace "$config.old" 644 <"$config"; else : >"$config.old"; fi
replace "$config" 644 <<'END_OF_CONFIG'
${sshdConfig(setup)}END_OF_CONFIG
if ! sshd -t; then
  restore
  echo 'sshd rejected the configuration, so the previous one is in place.' >&2
  exit 1
fi
rm -f "$config.old"
# A line above the Include, or a Match block, can give an account other files, which sshd -t does not report.
wrong=
line='
'
for user in ${Object.keys(setup.principals).map(shellQuote).join(' ')}; do
  settings=$(settings_of "$user")
  for expected in 'trustedusercakeys ${folder}/ca.pub' 'authorizedprincipalsfile ${folder}/principals/%u' \\
    'authorizedprincipalscommand none' 'revokedkeys ${folder}/krl' 'pubkeyauthentication yes'; do
    case "$line$settings$line" in
      *"$line$expected$line"*) ;;
      *)
        used=$(printf '%s\\n' "$settings" | grep "^\${expected%% *} " || true)
        echo "For $user, sshd uses '$used' instead of '$expected'. Look for it in a Match block, or above the Include in /etc/ssh/sshd_config." >&2
        wrong=1
        ;;
    esac
  done
  case "$user$line$settings$line" in
    "root$line"*"\${line}permitrootlogin no$line"*)
      echo 'For root, sshd uses PermitRootLogin no. Set it to prohibit-password.' >&2
      wrong=1
      ;;
  esac
done
# Certificates are valid for minutes. Only GNU's date reads the time that the console sends.
sent=$(curl -fsS --max-time 30 -o /dev/null -D - ${shellQuote(setup.krlUrl)} | tr -d '\\r' | sed -n 's/^[Dd]ate: //p' | tail -n 1)
if [ -n "$sent" ] && sent=$(date -d "$sent" +%s 2>/dev/null); then
  ahead=$(($(date +%s) - sent))
  if [ "$ahead" -gt 30 ] || [ "$ahead" -lt -30 ]; then
    echo "The clock of this server is $ahead seconds ahead of the console's (negative: behind). Correct it, for example with NTP: sshd refuses certificates by it." >&2
    wrong=1
  fi
fi
if [ -d /run/systemd/system ]; then
  # The name depends on the distribution. If a socket starts sshd, neither is active and no reload is needed.
  for unit in ssh.service sshd.service; do
    if systemctl is-active --quiet "$unit"; then systemctl reload "$unit"; fi
  done
elif [ -f /run/sshd.pid ]; then
  kill -HUP "$(cat /run/sshd.pid)"
fi
if [ -n "$wrong" ]; then
  echo 'Change this, then run the script again.' >&2
  exit 1
fi
echo 'This server now accepts certificates of bzero.'
}
set_up
`;
}

/** A command that prints lines. */
function printLines(lines: readonly string[]): string {
  return lines.length === 0 ? ':' : `printf '%s\\n' ${lines.map(shellQuote).join(' ')}`;
}

/** Throws if a target user or a principal is not valid, or there is no authority. People read the message. */
export function requireValidSetup({ targetId, caPublicKeys, principals, krlUrl }: SshdSettings): void {
  if (caPublicKeys.length === 0) throw new Error('There is no certificate authority yet. Create one first.');
  if ([targetId, krlUrl, ...caPublicKeys].some((line) => line !== oneLine(line)))
    throw new Error('An id, address or key contains a line break.');
  for (const [user, names] of Object.entries(principals)) {
    const problem = findTargetUserProblem(user);
    if (problem) throw new Error(problem);
    if (!names.every(isPrincipalLine)) throw new Error(`A principal of "${user}" is not valid.`);
  }
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, '');
}
