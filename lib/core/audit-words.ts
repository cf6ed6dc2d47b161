import type { AuditAction } from './audit-event';

/** What each kind of event is called where the log is filtered, in the order of the list there. */
export const auditActionNames: Record<AuditAction, string> = {
  'submit-request': 'Access was asked for',
  'review-request': 'A request was approved or denied',
  'cancel-request': 'A request was cancelled',
  'lapse-request': 'A request lapsed',
  'remind-admins': 'Admins were reminded',
  'invalidate-request': 'A request became void',
  'end-grant': 'Access was given back or revoked',
  'expire-grant': 'Access expired',
  'invalidate-grant': 'Access ended with its policy',
  'end-person-access': 'All access of a person was ended',
  'create-policy': 'A policy was created',
  'update-policy': 'A policy was changed',
  'restore-policy': 'A policy was restored',
  'delete-policy': 'A policy was deleted',
  'register-target': 'A target was registered',
  'update-target': 'A target was changed',
  'retire-target': 'A target was retired',
  'restore-target': 'A target was brought back',
  'import-targets': 'Targets were imported',
  'register-environment': 'An environment was made',
  'update-environment': 'An environment was changed',
  'retire-environment': 'An environment was retired',
  'restore-environment': 'An environment was brought back',
  'sign-in-user': 'Somebody signed in',
  'set-role': 'A role was changed',
  'set-user-enabled': 'Somebody was disabled or enabled',
  'link-slack-user': 'A Slack account was linked',
  'save-installation': 'Slack was integrated',
  'remove-installation': 'Slack was removed',
  'send-test-message': 'A test message was sent',
  'retry-messages': 'Messages were sent again',
  'update-organization': 'Settings were changed',
  'export-audit': 'The log was exported',
  'apply-file': 'A file was applied',
};

/** All kinds of events. */
export const auditActions = Object.keys(auditActionNames) as [AuditAction, ...AuditAction[]];
