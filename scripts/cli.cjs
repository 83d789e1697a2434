'use strict';
/** `npm run chat|kb|migrate|…`: the first argument names the module in dist/cli. */
const [name, ...args] = process.argv.slice(2);
require('./ready.cjs').ensureBuilt();
process.argv = [process.argv[0], `npm run ${name} --`, ...args];
require(`../dist/cli/${name}.js`).main();
