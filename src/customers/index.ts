/** Followers, what they told about themselves, the units they belong to, and who may look up identity data. */
export {
  APPLICATION_KINDS,
  APPLICATION_NAMES,
  APPLICATION_STATUSES,
  type Application,
  type ApplicationKind,
  type ApplicationStatus,
} from './application';
export { ApplicationEntity } from './application-entity';
export { ApplicationService, type ApplyResult, type ReviewResult } from './application-service';
export { openAuditKey } from './audit-key';
export { changeFollower, type FollowerCard, readFollower } from './follower-desk';
export { FollowerEntity } from './follower-entity';
export { readRemarks, rememberFollower, setSubscribed } from './follower-service';
export { dayOf, judgeRights, type Level, type Rights, type Standing } from './level';
export {
  LOOKUP_SUBJECTS,
  LookupEntity,
  type LookupOutcome,
  type LookupSubject,
} from './lookup-entity';
export { LookupGuard, type LookupGuardOptions } from './lookup-guard';
export type { LookupLimits } from './lookup-limits';
export { PhoneCodeEntity, type PhoneCodeState } from './phone-code-entity';
export {
  forgetOldCodes,
  type OutgoingCode,
  type PhoneCodeOptions,
  PhoneCodeService,
} from './phone-code-service';
export { ProfileEntity } from './profile-entity';
export {
  forgetProfile,
  type Profile,
  readProfile,
  rememberConsent,
  rememberProfile,
} from './profile-service';
export {
  bindPhone,
  bindUnit,
  findServedUnit,
  type GrantedRights,
  grantRights,
  unbind,
} from './rights-service';
export { type UnitBinding, UnitBindingService } from './unit-binding-service';
export { RESPONSE_LEVELS, type ResponseLevel, UnitEntity } from './unit-entity';
export { canonicalUnitName, unitNameDigest } from './unit-name';
export {
  changeUnit,
  createUnit,
  findUnitByName,
  listUnits,
  seedUnitsWhenEmpty,
  type Unit,
} from './unit-service';
export { parseUnits, type UnitSeed } from './units-file';
