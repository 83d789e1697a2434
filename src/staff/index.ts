/** Accounts of the workbench, signing in and sessions. */
export {
  AUDIT_SUBJECTS,
  type AuditEntry,
  type AuditSubject,
  type Look,
  SAME_LOOK_MS,
  searchKey,
} from './audit';
export { StaffAuditEntity } from './audit-entity';
export { StaffAudit } from './audit-service';
export { createFirstAdministrator, type FirstAdministrator } from './first-administrator';
export { hashPassword } from './password';
export { SessionService, type StaffSession } from './session-service';
export { SIGN_IN_LIMITS, SignIn, type SignInLimits, type SignInResult } from './sign-in';
export { hasRole, ROLES, type Role, SESSION_ABSOLUTE_MS, STAFF_LIMITS, type Staff } from './staff';
export { StaffEntity } from './staff-entity';
export {
  type NewStaff,
  type StaffChangeResult,
  type StaffChanges,
  type StaffResult,
  StaffService,
} from './staff-service';
export { StaffSessionEntity } from './staff-session-entity';
