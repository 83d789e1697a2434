import { checkResources, seedResourcesWhenEmpty } from '../appointments';
import { seedCatalogWhenEmpty } from '../catalog';
import { seedUnitsWhenEmpty } from '../customers';
import { seedDocumentsWhenEmpty } from '../documents';
import { AgentService } from '../handoff';
import { seedWhenEmpty } from '../kb';
import { seedDevicesWhenEmpty } from '../warranty';
import type { CoreOptions } from './core-options';

/** What the content folders hold goes into empty tables; afterwards the tables are the truth. */
export async function loadSeeds({ store, clock, bot, kbSeedDir, newId }: CoreOptions): Promise<void> {
  await store.unitOfWork.run(async (tx) => {
    await seedWhenEmpty(tx, kbSeedDir, clock.now());
    await seedCatalogWhenEmpty(tx, bot.business.catalog);
    await seedUnitsWhenEmpty(tx, bot.business.units, clock.now());
    await seedDevicesWhenEmpty(tx, bot.business.devices, clock.now());
    await seedDocumentsWhenEmpty(tx, bot.documents, clock.now());
    await new AgentService(newId, bot.handoff).seedGroupsWhenEmpty(tx, bot.handoff.groups, clock.now());
    await seedResourcesWhenEmpty(tx, bot.resources);
    await checkResources(tx, new Set(bot.directory.schedules.keys()));
  });
}
