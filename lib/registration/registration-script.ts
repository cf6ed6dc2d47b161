import { shellQuote } from '@/lib/core/target/shell-word';

/** Where a server takes its name from (`targetnameoption` of BastionZero's SDK). */
export const targetNameOptions = [
  'Timestamp',
  'DigitalOceanMetadata',
  'AwsEc2Metadata',
  'BashHostName',
] as const;
export type TargetNameOption = (typeof targetNameOptions)[number];

export type RegistrationSettings = {
  /** the address of the console */
  publicUrl: string;
  nameOption: TargetNameOption;
  /** null for the default environment */
  environmentId: string | null;
};

/** What people replace with a registration key; BastionZero's scripts have the same text. */
export const secretPlaceholder = '<REGISTRATION-SECRET-GOES-HERE>';

/** The format of a set-up script. */
export const scriptType = 'text/x-shellscript';

const nameCommands: Record<TargetNameOption, string> = {
  Timestamp: `echo "$(host_name)-$(date -u +%Y%m%d%H%M%S)"`,
  // https://docs.digitalocean.com/reference/api/metadata/
  DigitalOceanMetadata: 'metadata http://169.254.169.254/metadata/v1/hostname',
  // IMDSv2: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
  AwsEc2Metadata: `token=$(curl -fsS --max-time 10 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token)
  metadata http://169.254.169.254/latest/meta-data/instance-id -H "X-aws-ec2-metadata-token: $token"`,
  BashHostName: 'host_name',
};

/**
 * The script that registers a Linux server and sets up its sshd. Root runs it once, and again at any time: a server that has
 * registered keeps its name and is the same target. The key comes from `BZERO_REGISTRATION_SECRET`, or is written into the script.
 */
export function registrationScript({ publicUrl, nameOption, environmentId }: RegistrationSettings): string {
  const { href: address, protocol } = new URL('/api/v2/targets/bzero/registrations', publicUrl);
  const isSecure = protocol === 'https:';
  return `#!/bin/bash
# Registers this server, and sets it up for access with certificates of bzero.
# Run it as root. You can run it again at any time.
# A function, so that nothing runs if only a part of this text arrives.
register() {
set -eu
umask 077
PATH=\${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin

secret=\${BZERO_REGISTRATION_SECRET:-'${secretPlaceholder}'}
case $secret in
  '<'*) echo 'Replace ${secretPlaceholder} with a registration key, or set BZERO_REGISTRATION_SECRET.' >&2; exit 1 ;;
esac
[ "$(id -u)" = 0 ] || { echo 'Run this as root.' >&2; exit 1; }
for program in sshd curl; do
  command -v "$program" >/dev/null || { echo "Install $program first." >&2; exit 1; }
done

host_name() { hostname -f 2>/dev/null || hostname; }
metadata() { curl -fsS --max-time 10 "$@"; }
name_of_server() {
  ${nameCommands[nameOption]}
}

# The name and the address that this server has registered with. Change the address here if the console can't reach it.
registered=/etc/ssh/bzero/registered
name=
host=
again=
if [ -s "$registered" ]; then
  { read -r name; read -r host; } <"$registered" || true
  again=' again'
fi
if [ -z "$name" ]; then
  name=$(name_of_server) || { echo "The name of this server can't be read." >&2; exit 1; }
fi
if [ -z "$host" ]; then host=\${BZERO_HOST:-$(host_name)}; fi
for value in "$name" "$host"; do
  case $value in
    '' | *[!A-Za-z0-9._:-]*) echo "'$value' is no name of a server. Set BZERO_HOST, or its host name." >&2; exit 1 ;;
  esac
done

settings=$(sshd -T -C user=nobody,host=localhost,addr=127.0.0.1,laddr=127.0.0.1,lport=22)
port=$(printf '%s\\n' "$settings" | awk '$1 == "port" { print $2; exit }')
# One key per file, without its comment.
keys=$(printf '%s\\n' "$settings" | awk '$1 == "hostkey" { print $2 }' | while read -r file; do
  if [ -r "$file.pub" ]; then awk '{ printf "%s\\"%s %s\\"", separator, $1, $2 }' separator="$(test -e "$work/keys" && echo ,)" "$file.pub"; : >"$work/keys"; fi
done)
[ -n "$keys" ] || { echo "sshd has no host keys. Run ssh-keygen -A first." >&2; exit 1; }

# The key goes through a file, because everyone can read the command lines of processes.
printf 'header = "X-API-KEY: %s"\\n' "$secret" >"$work/key"
printf '{"name":"%s","host":"%s","port":%s,"hostKeys":[%s]%s}' "$name" "$host" "$port" "$keys" ${shellQuote(
    environmentId === null ? '' : `,"environmentId":"${environmentId}"`,
  )} >"$work/body"
status=$(curl -sS --max-time 60 ${isSecure ? "--proto '=https' " : ''}-K "$work/key" -H 'Content-Type: application/json' --data-binary @"$work/body" \\
  -o "$work/answer" -w '%{http_code} %{content_type}' ${shellQuote(address)})
# Root runs the answer, so a page of a proxy must not pass for it, nor a part of it.
if [ "$status" != '200 ${scriptType}' ] || [ "$(tail -n 1 "$work/answer")" != set_up ]; then
  echo "The console refused this server (\${status%% *}): $(sed -n 's/.*"errorMsg":"\\([^"]*\\)".*/\\1/p' "$work/answer")" >&2
  exit 1
fi
install -d -m 755 /etc/ssh/bzero
printf '%s\\n%s\\n' "$name" "$host" >"$registered.new"
mv -f "$registered.new" "$registered"
echo "Registered$again as $name."
sh "$work/answer"
}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
register
`;
}

/** Where the playbook puts the key: the command lines and logs of a host are readable, a file in memory of root is not. */
const keyFile = '/run/bzero-registration-key';

/**
 * The Ansible playbook that runs the registration script on each host, which takes its host name as its name. `!unsafe` keeps
 * Ansible from reading the script as a template
 * (https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_advanced_syntax.html).
 */
export function registrationPlaybook(settings: Omit<RegistrationSettings, 'nameOption'>): string {
  const script = registrationScript({ ...settings, nameOption: 'BashHostName' });
  return `# Registers servers, and sets them up for access with certificates of bzero. You can run it again at any time.
# Set BZERO_REGISTRATION_SECRET to a registration key where you run ansible-playbook.
- name: Register servers
  hosts: all
  become: true
  tasks:
    - name: Register the server, and remove the key from it
      block:
        - name: Put the key where only root can read it
          ansible.builtin.copy:
            content: "{{ lookup('ansible.builtin.env', 'BZERO_REGISTRATION_SECRET') }}"
            dest: ${keyFile}
            mode: "0600"
          no_log: true
          changed_when: false
        - name: Register the server, and set up its sshd
          ansible.builtin.shell:
            executable: /bin/bash
            cmd: !unsafe |
${indent(`BZERO_REGISTRATION_SECRET=$(cat ${keyFile})\n${script}`, 14)}
          register: registration
          changed_when: "'Registered as' in registration.stdout"
      always:
        - name: Remove the key
          ansible.builtin.file:
            path: ${keyFile}
            state: absent
          changed_when: false
`;
}

function indent(text: string, by: number): string {
  const lines = text.trimEnd().split('\n');
  return lines.map((line) => (line === '' ? '' : `${' '.repeat(by)}${line}`)).join('\n');
}
