// The data of this file and its indexes. Shapes: bodies.py.
const DATA = JSON.parse(document.getElementById('data').textContent);
const NO_DOUBT = 9;

const digests = new Map(DATA.documents);  // document → digest of its content
const articles = DATA.articles.map(([document, number, title, date, id, size, doubts, page], at) => (
  {at, document, number, title, date, id, size, doubts, page, body: null}));
const here = articles.filter((article) => article.page === DATA.page);
here.forEach((article, at) => { article.body = DATA.bodies[at]; });

const TEXT = {name: 'paragraphs', heading: DATA.paragraphs.heading, columns: [['kind', '类别', 'text', false, DATA.paragraphs.kinds], ['text', '文字', 'text', false, null]]};
const rows = [];  // of this file, in order of articles
const rowOf = new Map();  // id → row
const articleOf = new Map();  // id of an article or paragraph → article
for (const article of here) {
  articleOf.set(article.id, article);
  article.body.paragraphs.forEach(([id]) => articleOf.set(id, article));
  article.rows = article.body.rows.map((cells) => row(article, cells));
  article.rows.forEach((one) => { rows.push(one); rowOf.set(one.id, one); });
}
const several = new Set(DATA.several);

let paragraphRows = null;

// The paragraphs as rows, to be searched: made when first asked for, since most readers never ask.
function texts() {
  if (!paragraphRows) {
    paragraphRows = here.reduce((all, article) => all.concat(article.body.paragraphs.map(([id, kind, , text], at) => ({
      article, table: TEXT, tableAt: DATA.tables.length, id, paragraph: at, first: 0, last: text.length, start: 0, end: text.length,
      rule: '', confidence: 1, rank: NO_DOUBT, why: '', cells: [kind, text], sentence: null, other: null, searchable: searchable(text)}))), []);
    paragraphRows.forEach((one) => textOf.set(one.id, one));
  }
  return paragraphRows;
}
const textOf = new Map();  // id of a paragraph → its row, once made

function row(article, [table, id, paragraph, first, last, start, end, rule, confidence, rank, why, cells, sentence, other]) {
  return {article, table: DATA.tables[table], tableAt: table, id, paragraph, first, last, start, end, rule, confidence, rank, why,
    cells, sentence, other, decided: (article.body.decided || {})[id] || null};
}

// The row that a number in the segments of an article stands for: one of its own, or an echo from elsewhere.
function numbered(article, number) {
  const own = article.rows.length;
  return number < own ? article.rows[number] : rowOf.get(article.body.echoes[number - own]);
}

// The sentence of a row, and where the said words stand in it.
function passage(one) {
  if (one.sentence !== null) return {text: one.sentence, start: one.start, end: one.end};
  const text = one.article.body.paragraphs[one.paragraph][3];
  return {text: text.slice(one.first, one.last), start: one.start - one.first, end: one.end - one.first};
}

function said(one) {
  const {text, start, end} = passage(one);
  return text.slice(start, end);
}

// The number of a row's paragraph as people count, and its page.
function placeName(one, withDocument) {
  const paragraph = one.paragraph < 0 ? null : one.article.body.paragraphs[one.paragraph];
  const article = several.has(one.article.document) ? `第${one.article.number}篇` : '';
  const place = paragraph ? `${article}第${one.paragraph + 1}段${paragraph[2] ? `（第${paragraph[2]}页）` : ''}` : article;
  return withDocument ? `${one.article.document}　${place}` : place;
}

const digits = new Intl.NumberFormat('en-US', {maximumFractionDigits: 6});

// What a cell says: codes in Chinese, lists parted by 、, numbers with separators; '' for nothing.
function cellText(value, column) {
  const [, , kind, , labels] = column;
  if (value === null || value === undefined) return '';
  if (kind === 'flag') return value ? '是' : '';
  if (Array.isArray(value)) return value.map((item) => said_of(item)).join('、');
  if (typeof value === 'number') return digits.format(value);
  if (labels && labels[value]) return labels[value];
  return said_of(value);
}

// An id of a row is shown as what the row says.
function said_of(value) {
  const one = rowOf.get(value);
  return one ? said(one) : String(value);
}

function cellsOf(one) {
  return one.table.columns.map((column, at) => [column, cellText(one.cells[at], column)]).filter(([, text]) => text !== '');
}

function searchText(one) {
  if (one.searchable === undefined) {
    const words = [said(one), one.why, one.article.document, ...cellsOf(one).map(([, text]) => text)];
    one.searchable = searchable(words.join('\n'));
  }
  return one.searchable;
}

function searchable(text) {
  return text.normalize('NFKC').toLowerCase();
}
