'use strict';
process.argv.splice(2, 0, '--browser');
require('./test.cjs');
