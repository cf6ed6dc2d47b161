/** The folders of lib that hold use cases. */
export const featureFolders = [
  'access',
  'policies',
  'targets',
  'directory',
  'tokens',
  'slack-installation',
  'connections',
  'certificates',
  'target-setup',
  'registration',
  'dynamic-access',
  'revocation',
  'web-passes',
  'organization-file',
];
