import type { FakePlatform } from '../fake-platform';
import { checkMenu } from '../menu-rules';
import type { MenuButton } from '../snapshot';
import { type ApiContext, jsonBody, refuse, succeed } from './reply';

/** POST /cgi-bin/menu/create */
export function createMenu(platform: FakePlatform): (ctx: ApiContext) => void {
  return (ctx) => {
    const { button } = jsonBody(ctx);
    const problem = checkMenu(button);
    if (problem !== 0) return refuse(ctx, problem);
    platform.setMenu(button as MenuButton[]);
    succeed(ctx);
  };
}

/** GET /cgi-bin/menu/get */
export function getMenu(platform: FakePlatform): (ctx: ApiContext) => void {
  return (ctx) => {
    if (platform.menu.length === 0) return refuse(ctx, 46003);
    // The real answer lists an empty sub_button for buttons without a submenu.
    const button = platform.menu.map((entry) => ({ ...entry, sub_button: entry.sub_button ?? [] }));
    ctx.body = { menu: { button, menuid: 423216919 } };
  };
}

/** GET /cgi-bin/menu/delete */
export function deleteMenu(platform: FakePlatform): (ctx: ApiContext) => void {
  return (ctx) => {
    platform.setMenu([]);
    succeed(ctx);
  };
}
