import { tunnelAccount } from '@/lib/core/target/tunnel';
import { hasTunnels, requireValidSetup, type SshdSettings } from './sshd-setup';

/**
 * The PowerShell script that sets up the OpenSSH server of Windows, like `sshdSetupScript`. An administrator runs it once,
 * and again after authorities, accounts or tunnels change. If sshd rejects the configuration, the previous one stays.
 *
 * Throws like `sshdSetupScript`.
 */
export function windowsSetupScript(setup: SshdSettings): string {
  requireValidSetup(setup);
  const tunnels = hasTunnels(setup);
  return `# Sets up this server for access with certificates of bzero, as the target ${setup.targetId}.
# Run it in PowerShell as an administrator. You can run it again at any time.
$ErrorActionPreference = 'Stop'
$me = [Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()
if (-not $me.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) { throw 'Run this as an administrator.' }
$ssh = Join-Path $env:ProgramData 'ssh'
$config = Join-Path $ssh 'sshd_config'
if (-not (Test-Path $config)) {
  throw 'First install and start the OpenSSH server: Add-WindowsCapability -Online -Name OpenSSH.Server~~~~0.0.1.0; Start-Service sshd'
}
$folder = Join-Path $ssh 'bzero'
$principals = Join-Path $folder 'principals'
if (Test-Path $principals) { Remove-Item -Recurse -Force $principals }
New-Item -ItemType Directory -Force $folder, $principals | Out-Null
${writeLines("(Join-Path $folder 'ca.pub')", setup.caPublicKeys)}

# The principals that can log in to each account: one file per account, one principal per line.
${Object.entries(setup.principals)
  .map(([account, lines]) => writeLines(`(Join-Path $principals ${quote(account)})`, lines))
  .join('\n')}
${tunnels ? createAccount : ''}
# The revocation list, fetched every minute. If it can't be fetched, the last one stays in use.
$fetch = Join-Path $folder 'fetch-krl.ps1'
Set-Content -Path $fetch -Value @'
$ErrorActionPreference = 'Stop'
$new = Join-Path $PSScriptRoot 'krl.new'
Invoke-WebRequest -UseBasicParsing -TimeoutSec 30 -Uri ${quote(setup.krlUrl)} -OutFile $new
ssh-keygen -Q -l -f $new | Out-Null
if ($LASTEXITCODE -ne 0) { throw 'This is not a revocation list.' }
Move-Item -Force $new (Join-Path $PSScriptRoot 'krl')
'@
& $fetch
$task = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument "-NoProfile -ExecutionPolicy Bypass -File \`"$fetch\`""
$minutely = New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes 1)
Register-ScheduledTask -TaskName 'bzero-krl' -Action $task -Trigger $minutely -User 'SYSTEM' -RunLevel Highest -Force | Out-Null

# The first lines apply to all accounts. Match blocks come last, because one goes on to the next.
$before = Get-Content -Raw $config
$kept = [regex]::Replace($before, '(?ms)^# bzero begin.*?^# bzero end\\r?\\n?', '')
$first = @'
# bzero begin
TrustedUserCAKeys __PROGRAMDATA__/ssh/bzero/ca.pub
AuthorizedPrincipalsFile __PROGRAMDATA__/ssh/bzero/principals/%u
RevokedKeys __PROGRAMDATA__/ssh/bzero/krl
# bzero end

'@
$last = @'
${tunnels ? matchBlock : ''}
'@
[IO.File]::WriteAllText($config, $first + $kept.TrimEnd() + "\`r\`n" + $last)
$sshd = Join-Path $env:SystemRoot 'System32\\OpenSSH\\sshd.exe'
if (-not (Test-Path $sshd)) { $sshd = 'sshd' }
& $sshd -t
if ($LASTEXITCODE -ne 0) {
  [IO.File]::WriteAllText($config, $before)
  throw 'sshd rejected the configuration, so the previous one stays.'
}
Restart-Service sshd
Write-Output 'This server now accepts certificates of bzero.'
`;
}

const matchBlock = `# bzero begin
# Tunnels use this account. Its principals file has the one address that each of them can reach.
Match User ${tunnelAccount}
  AllowTcpForwarding local
# bzero end
`;

const createAccount = `
# The account for tunnels: nobody knows its password, and it is in no group.
if (-not (Get-LocalUser -Name '${tunnelAccount}' -ErrorAction SilentlyContinue)) {
  $bytes = New-Object byte[] 48
  [Security.Cryptography.RandomNumberGenerator]::Create().GetBytes($bytes)
  $password = ConvertTo-SecureString ('aA1!' + [Convert]::ToBase64String($bytes)) -AsPlainText -Force
  New-LocalUser -Name '${tunnelAccount}' -Password $password -PasswordNeverExpires -UserMayNotChangePassword | Out-Null
}
`;

function writeLines(path: string, lines: readonly string[]): string {
  return `[IO.File]::WriteAllLines(${path}, [string[]]@(${lines.map(quote).join(', ')}))`;
}

/** A string of PowerShell that contains exactly this text. PowerShell reads curly quotes as quotes too. */
function quote(text: string): string {
  return `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;
}
