// opencc-js declares its types as those of an ES module, while what `require` gets is CommonJS.
type OpenCC = typeof import('opencc-js/t2cn', { with: { 'resolution-mode': 'import' }});
const { Converter } = require('opencc-js/t2cn') as OpenCC;

/** Traditional to simplified characters, for matching only: what people wrote is stored as they wrote it. */
export const simplify: (text: string) => string = Converter({ from: 't', to: 'cn' });
