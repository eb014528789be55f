// @ts-check

/** What takes 10 ms or more to be read and made, and is of use only to text with characters that few reports have. */
const COSTLY = [
  ['const segmenter = new Intl.Segmenter();', 'segmenter', 'segment', 'new Intl.Segmenter()'],
  ['const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;', 'rgiEmojiRegex', 'test', "new RegExp('^\\\\p{RGI_Emoji}$', 'v')"],
];

/**
 * Has string-width make its tables of emoji when a text first needs them.
 *
 * @returns {import('rolldown').Plugin}
 */
export function lateEmoji() {
  return {
    name: 'late-emoji',
    transform(code, id) {
      if (!/node_modules[\\/]string-width[\\/]index\.js$/.test(id)) return null;
      return COSTLY.reduce((all, [line = '', name, method, made]) => {
        if (!all.includes(line)) throw new Error(`string-width has changed: ${line} not found`);
        return all.replace(
          line,
          () =>
            `let made_${name}; const ${name} = { ${method}: (text) => (made_${name} ??= ${made}).${method}(text) };`,
        );
      }, code);
    },
  };
}
