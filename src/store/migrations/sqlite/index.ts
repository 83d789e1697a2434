import type { MigrationInterface } from 'typeorm';
import { InitialSchema1763769600000 } from './1763769600000-initial-schema';
import { AddTickets1795320000000 } from './1795320000000-add-tickets';
import { AddFlowRevisions1795323600000 } from './1795323600000-add-flow-revisions';
import { AddAppointments1795330000000 } from './1795330000000-add-appointments';
import { AddStaffAudit1795340000000 } from './1795340000000-add-staff-audit';
import { AddAgentGroups1795340100000 } from './1795340100000-add-agent-groups';
import { AddKfAccount1795340200000 } from './1795340200000-add-kf-account';
import { AddFollowerRights1795350000000 } from './1795350000000-add-follower-rights';
import { AddPhoneCodes1795350600000 } from './1795350600000-add-phone-codes';
import { AddApplications1795351200000 } from './1795351200000-add-applications';
import { AddKnowledgeLife1795360000000 } from './1795360000000-add-knowledge-life';
import { AddKnowledgeGaps1795361000000 } from './1795361000000-add-knowledge-gaps';
import { AddDevices1795775229591 } from './1795775229591-add-devices';
import { AddHandoffRemainder1795780000000 } from './1795780000000-add-handoff-remainder';
import { AddTicketGoods1795781000000 } from './1795781000000-add-ticket-goods';
import { AddDocuments1795782000000 } from './1795782000000-add-documents';

/** In the order they run. A migration that has shipped stays as it is. */
export const SQLITE_MIGRATIONS: (new () => MigrationInterface)[] = [
  InitialSchema1763769600000,
  AddTickets1795320000000,
  AddFlowRevisions1795323600000,
  AddAppointments1795330000000,
  AddStaffAudit1795340000000,
  AddAgentGroups1795340100000,
  AddKfAccount1795340200000,
  AddFollowerRights1795350000000,
  AddPhoneCodes1795350600000,
  AddApplications1795351200000,
  AddKnowledgeLife1795360000000,
  AddKnowledgeGaps1795361000000,
  AddDevices1795775229591,
  AddHandoffRemainder1795780000000,
  AddTicketGoods1795781000000,
  AddDocuments1795782000000,
];
