import { z } from 'zod';
import { type DeskChanges, sceneOf } from '../../handoff';
import { AppError } from '../../kernel/errors';
import { hasRole, type Staff } from '../../staff';
import { requireAgent } from './chat-access';
import type { StaffApiDeps } from './deps';
import { defineRoute, type Route } from './route';

const EVERYBODY = ['agent', 'supervisor', 'administrator'] as const;
const CHIEFS = ['supervisor', 'administrator'] as const;

export const agentView = z.object({
  id: z.string(),
  name: z.string(),
  scene: z.string().describe('for a code of their own: who scans it gets this agent next'),
  online: z.boolean(),
  groupIds: z.array(z.string()).describe('none: serves everybody'),
  capacity: z.number().describe('chats at the same time'),
  serving: z.number(),
  accepting: z.boolean().describe('false: is not given chats automatically'),
});

const groupView = z.object({
  id: z.string(),
  name: z.string(),
  products: z.array(z.string()).describe('product lines of the catalog'),
  schedule: z
    .string()
    .nullable()
    .describe('its hours, by their name in hours.yaml; null: those of `handoff`'),
});
const groupFields = {
  name: z.string().trim().min(1).max(30),
  products: z.array(z.string().trim().min(1).max(50)).max(50),
  schedule: z.string().trim().min(1).max(40).nullable(),
};

const deskFields = {
  capacity: z.number().int().min(1).max(200).nullable().describe('null: as the settings say'),
  groupIds: z.array(z.string()).max(50),
  accepting: z.boolean(),
};

/** Agents with what they may take, and the groups that they belong to (F-26). */
export function agentRoutes(deps: StaffApiDeps): Route[] {
  const { staff, agents, reader, unitOfWork, presence, clock } = deps;

  const present = async (found: readonly Staff[]): Promise<z.input<typeof agentView>[]> => {
    const loads = await agents.loads(
      reader,
      found.map(({ id }) => id),
    );
    const byId = new Map(loads.map((load) => [load.staffId, load]));
    return found.map(({ id, username, name }) => {
      const { groupIds = [], capacity = 0, serving = 0, accepting = true } = byId.get(id) ?? {};
      return {
        id,
        name,
        scene: sceneOf(username),
        online: presence.isOnline(id),
        groupIds: [...groupIds],
        capacity,
        serving,
        accepting,
      };
    });
  };
  const requireSchedule = (name: string | null | undefined) => {
    if (name == null || deps.schedules.includes(name)) return;
    throw new AppError('BAD_REQUEST', 'no such schedule', {
      userText: `schedule：没有这个服务时间，可选 ${deps.schedules.join('、')}`,
    });
  };
  const changeDesk = async (id: string, changes: DeskChanges) => {
    const agent = await requireAgent(deps, id);
    const done = await unitOfWork.run((tx) => agents.changeDesk(tx, id, changes));
    if (!done.ok)
      throw new AppError('BAD_REQUEST', 'no such group', { userText: 'groupIds：没有这个客服组' });
    const [view] = await present([agent]);
    if (view === undefined) throw new Error('one agent makes one view');
    return view;
  };

  return [
    defineRoute({
      method: 'GET',
      path: '/api/agents',
      summary: 'Who can serve chats, who is present, and how much each serves',
      access: EVERYBODY,
      success: { status: 200, schema: z.object({ items: z.array(agentView) }) },
      handle: async () => {
        const everybody = await staff.list(reader);
        return { items: await present(everybody.filter((one) => !one.disabled && hasRole(one, ['agent']))) };
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/agents/{id}',
      summary: 'Groups and capacity of an agent',
      access: CHIEFS,
      params: z.object({ id: z.string() }),
      body: z.object(deskFields).partial(),
      success: { status: 200, schema: agentView },
      handle: ({ params, body }) => changeDesk(params.id, body),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/agents/me/accepting',
      summary: 'Whether I am given chats automatically',
      access: ['agent'],
      body: z.object({ accepting: z.boolean() }),
      success: { status: 200, schema: agentView },
      handle: ({ body, session }) => changeDesk(session.staff.id, body),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/agent-groups',
      summary: 'Groups of agents with their product lines',
      access: EVERYBODY,
      success: { status: 200, schema: z.object({ items: z.array(groupView) }) },
      handle: async () => ({ items: await agents.groups(reader) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/agent-groups',
      summary: 'Add a group',
      access: ['administrator'],
      body: z.object({
        ...groupFields,
        products: groupFields.products.default([]),
        schedule: groupFields.schedule.default(null),
      }),
      success: { status: 201, schema: groupView },
      failures: ['CONFLICT'],
      handle: async ({ body }) => {
        requireSchedule(body.schedule);
        const made = await unitOfWork.run((tx) => agents.createGroup(tx, { ...body, now: clock.now() }));
        if (made.ok) return made.group;
        throw nameTaken();
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/agent-groups/{id}',
      summary: 'Change a group',
      access: ['administrator'],
      params: z.object({ id: z.string() }),
      body: z.object(groupFields).partial(),
      success: { status: 200, schema: groupView },
      failures: ['NOT_FOUND', 'CONFLICT'],
      handle: async ({ params, body }) => {
        requireSchedule(body.schedule);
        const done = await unitOfWork.run((tx) => agents.changeGroup(tx, params.id, body));
        if (done.ok) return done.group;
        throw done.code === 'NOT_FOUND' ? new AppError('NOT_FOUND', 'no such group') : nameTaken();
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/agent-groups/{id}',
      summary: 'Remove a group; who waits for it waits for anybody',
      access: ['administrator'],
      params: z.object({ id: z.string() }),
      success: { status: 204 },
      failures: ['NOT_FOUND'],
      handle: async ({ params }) => {
        const removed = await unitOfWork.run((tx) => agents.removeGroup(tx, params.id));
        if (!removed) throw new AppError('NOT_FOUND', 'no such group');
      },
    }),
  ];
}

function nameTaken(): AppError {
  return new AppError('CONFLICT', 'the name is taken', { userText: '客服组名称已存在' });
}
