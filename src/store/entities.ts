import {
  AppointmentEntity,
  AppointmentEventEntity,
  AppointmentResourceEntity,
  AppointmentSeatEntity,
} from '../appointments';
import { CatalogItemEntity } from '../catalog';
import {
  ApplicationEntity,
  FollowerEntity,
  LookupEntity,
  PhoneCodeEntity,
  ProfileEntity,
  UnitEntity,
} from '../customers';
import { DocumentEntity, DocumentHandoutEntity } from '../documents';
import { AgentDeskEntity, AgentGroupEntity, AgentScanEntity, ChatEntity } from '../handoff';
import { MediaEntity } from '../jobs/media-entity';
import { OutboxEntity } from '../jobs/outbox-entity';
import { SendWindowEntity } from '../jobs/send-window-entity';
import { TimerEntity } from '../jobs/timer-entity';
import {
  KbEntryEntity,
  KbEntryVersionEntity,
  KbMissEntity,
  KbMissFollowerEntity,
  KbProposalEntity,
  KbUsageEntity,
  KbVersionEntity,
  KbVoteEntity,
} from '../kb';
import { DailyCounterEntity } from '../numbers';
import { StaffAuditEntity, StaffEntity, StaffSessionEntity } from '../staff';
import { SuggestionEntity, TicketDocumentEntity, TicketEntity, TicketEventEntity } from '../tickets';
import { ConversationEntity } from '../turns/conversation-entity';
import { FlowRevisionEntity } from '../turns/flow-revision-entity';
import { MessageEntity } from '../turns/message-entity';
import { TurnEntity } from '../turns/turn-entity';
import { DeviceEntity } from '../warranty';

/** Every table of the product. Each class lives with the feature that owns it. */
export const ENTITIES = [
  AppointmentEntity,
  AppointmentEventEntity,
  AppointmentResourceEntity,
  AppointmentSeatEntity,
  ApplicationEntity,
  AgentDeskEntity,
  AgentGroupEntity,
  AgentScanEntity,
  CatalogItemEntity,
  ChatEntity,
  ConversationEntity,
  DailyCounterEntity,
  DeviceEntity,
  DocumentEntity,
  DocumentHandoutEntity,
  FlowRevisionEntity,
  FollowerEntity,
  KbEntryEntity,
  KbEntryVersionEntity,
  KbMissEntity,
  KbMissFollowerEntity,
  KbProposalEntity,
  KbUsageEntity,
  KbVersionEntity,
  KbVoteEntity,
  LookupEntity,
  MediaEntity,
  MessageEntity,
  OutboxEntity,
  PhoneCodeEntity,
  ProfileEntity,
  SendWindowEntity,
  StaffAuditEntity,
  StaffEntity,
  StaffSessionEntity,
  SuggestionEntity,
  TicketDocumentEntity,
  TicketEntity,
  TicketEventEntity,
  TimerEntity,
  TurnEntity,
  UnitEntity,
];
