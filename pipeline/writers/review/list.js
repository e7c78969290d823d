// The right side: the rows that the filters let through, doubtful first, a page of them at a time.
const ROWS_A_PAGE = 200;
const DOUBTFUL = 'doubtful';
const ALL = 'all';
const filters = {tab: DOUBTFUL, article: null, words: '', mark: ''};
const listed = {rows: [], page: 0};

function passes(one) {
  if (filters.article && one.article !== filters.article) return false;
  if (filters.mark) {
    if (one.table === TEXT) return false;
    const {decision, note} = markOf(one);
    if (filters.mark === 'none' && one.decided) return false;
    if (filters.mark === 'note' ? !note : (decision || 'none') !== filters.mark) return false;
  }
  return !filters.words || filters.words.split(/\s+/).every((word) => searchText(one).includes(word));
}

function inTab(one, tab) {
  return tab === ALL || (tab === DOUBTFUL ? one.rank < NO_DOUBT : one.table.name === tab);
}

// Filters anew; keeps the selected row in sight where it is still there.
function drawList() {
  const passing = rows.filter(passes);
  const passingTexts = filters.words || filters.tab === TEXT.name ? texts().filter(passes) : [];
  drawTabs(passing, passingTexts.length);
  listed.rows = filters.tab === TEXT.name ? passingTexts : passing.filter((one) => inTab(one, filters.tab));
  listed.rows.forEach((one, at) => { one.order = at; });
  listed.rows.sort((one, other) => one.rank - other.rank || (filters.tab === DOUBTFUL ? one.tableAt - other.tableAt : 0) || one.order - other.order);
  const at = listed.rows.indexOf(selected.row);
  byId('list').scrollTop = 0;
  drawPage(at < 0 ? 0 : Math.floor(at / ROWS_A_PAGE));
}

function drawTabs(passing, texts) {
  const counts = new Map();
  passing.forEach((one) => counts.set(one.table.name, (counts.get(one.table.name) || 0) + 1));
  const tabs = [[DOUBTFUL, '待核', passing.filter((one) => one.rank < NO_DOUBT).length], [ALL, '全部', passing.length],
    ...DATA.tables.map((table) => [table.name, table.heading, counts.get(table.name) || 0]), [TEXT.name, TEXT.heading, filters.words ? texts : '']];
  const held = document.activeElement && document.activeElement.dataset.tab;
  const bar = byId('tabs');
  cleared(bar);
  for (const [name, heading, count] of tabs) {
    const current = name === filters.tab;
    if (!count && !current && ![DOUBTFUL, ALL, TEXT.name].includes(name)) continue;
    const tab = element('button', {type: 'button', role: 'tab', id: `tab-${name}`, 'data-tab': name, 'aria-selected': String(current),
      'aria-controls': 'list', tabindex: current ? 0 : -1}, heading, element('span', {class: 'count'}, count === '' ? '' : digits.format(count)));
    bar.append(tab);
    if (held === name) tab.focus();
  }
  byId('list').setAttribute('aria-labelledby', `tab-${filters.tab}`);
}

function drawPage(page) {
  listed.page = page;
  const from = page * ROWS_A_PAGE;
  const part = listed.rows.slice(from, from + ROWS_A_PAGE);
  const columns = columnsFor(part);
  const head = element('tr', {}, ...columns.map(({heading, name}) => element('th', {scope: 'col', class: name}, heading)));
  const body = element('tbody');
  part.forEach((one, at) => body.append(lineOf(one, columns, from + at)));
  const table = element('table', {role: 'grid', 'aria-label': '提取结果', 'aria-rowcount': listed.rows.length + 1},
    element('thead', {}, head), body);
  cleared(byId('list')).append(part.length ? table : element('p', {class: 'empty'}, emptyWords()));
  drawPager();
  emphasiseLine(false);
}

function emptyWords() {
  if (filters.words || filters.mark) return '没有符合条件的。请换一个查找词，或把“标记”改为“全部”。';
  return filters.tab === DOUBTFUL ? '没有存疑的。可以点上面的各表逐条查看。' : '这张表没有内容。';
}

function columnsFor(part) {
  const fixed = {mark: {heading: '标记', name: 'c-mark', fill: fillMark}, place: {heading: '出处', name: 'c-place', fill: fillPlace},
    why: {heading: '存疑', name: 'c-why', fill: (cell, one) => addText(cell, one.why)}};
  const middle = filters.tab === ALL || filters.tab === DOUBTFUL ? mixedColumns() : ownColumns(part);
  const doubts = part.some((one) => one.why) ? [fixed.why] : [];
  if (filters.tab === TEXT.name) return [...middle, fixed.place];
  return [fixed.mark, ...(filters.tab === DOUBTFUL ? doubts : []), ...middle, ...(filters.tab === DOUBTFUL ? [] : doubts), fixed.place];
}

function mixedColumns() {
  return [
    {heading: '表', name: 'c-table', fill: (cell, one) => cell.append(element('span', {class: `segment is-${one.table.name}`}, one.table.heading))},
    {heading: '原文', name: 'c-said', fill: (cell, one) => addText(cell, shortened(said(one), 120))},
    {heading: '提取结果', name: 'c-summary', fill: fillSummary},
  ];
}

function ownColumns(part) {
  const table = filters.tab === TEXT.name ? TEXT : DATA.tables.find((one) => one.name === filters.tab);
  const used = table.columns.map((column, at) => ({column, at}))
    .filter(({column, at}) => !column[3] && part.some((one) => cellText(one.cells[at], column) !== ''));
  return used.map(({column, at}) => ({heading: column[1], name: `c-${column[0]} c-is-${column[2]}`,
    fill: (cell, one) => fillOwn(cell, cellText(one.cells[at], column))}));
}

const UNBROKEN = /^[\x20-\x7e]{1,10}$|^.{1,4}$/;

// Short words stay on one line: a year broken in two is no year.
function fillOwn(cell, text) {
  if (UNBROKEN.test(text)) cell.classList.add('is-short');
  addText(cell, shortened(text, 200));
}

function fillSummary(cell, one) {
  const words = said(one);
  for (const [column, text] of cellsOf(one)) {
    if (column[3] || text === words || one.why.includes(text)) continue;
    cell.append(element('span', {class: 'key'}, `${column[1]} `));
    cell.append(textElement('span', {class: 'value'}, shortened(text, 160)), '　');
  }
}

function fillMark(cell, one) {
  const {decision, note} = markOf(one);
  const word = {confirm: '✓ 确认', reject: '✗ 退回'}[decision] || '';
  cell.append(element('span', {class: `mark-${decision}`}, word || (note ? '备注' : '')));
  if (note) cell.title = plain(note);
  if (!word && !note && one.decided) cell.append(textElement('span', {class: 'mark-ledger', title: plain(decidedWords(one))}, one.decided[0] || '已更正'));
}

// The name of a file may be long: cut short here, whole in the details and where the pointer rests.
function fillPlace(cell, one) {
  if (!filters.article) cell.append(textElement('div', {class: 'file', title: plain(one.article.document)}, one.article.document));
  addText(cell, placeName(one, false));
}

function lineOf(one, columns, at) {
  const line = element('tr', {'data-row': one.id, 'aria-rowindex': at + 2, tabindex: -1, class: `rank-${one.rank}`});
  for (const {name, fill} of columns) {
    const cell = element('td', {class: name});
    fill(cell, one);
    line.append(cell);
  }
  return line;
}

function drawPager() {
  const pages = Math.max(1, Math.ceil(listed.rows.length / ROWS_A_PAGE));
  const pager = byId('pager');
  cleared(pager);
  const from = listed.page * ROWS_A_PAGE;
  const range = pages > 1 ? `第 ${from + 1}–${Math.min(from + ROWS_A_PAGE, listed.rows.length)} 条，` : '';
  pager.append(element('span', {}, `${range}共 ${digits.format(listed.rows.length)} 条`));
  if (pages === 1) return;
  const turn = (label, page) => {
    const button = element('button', {type: 'button', disabled: page < 0 || page >= pages}, label);
    button.addEventListener('click', () => { drawPage(page); byId('list').scrollTop = 0; });
    return button;
  };
  pager.append(turn('上一页', listed.page - 1), turn('下一页', listed.page + 1));
}

function lineFor(one) {
  return one && byId('list').querySelector(`[data-row="${one.id}"]`);
}

function emphasiseLine(focus) {
  for (const line of byId('list').querySelectorAll('tr[aria-selected]')) {
    line.removeAttribute('aria-selected');
    line.tabIndex = -1;
  }
  const line = lineFor(selected.row) || byId('list').querySelector('tbody tr');
  if (!line) return;
  line.tabIndex = 0;
  if (line.dataset.row !== (selected.row && selected.row.id)) return;
  line.setAttribute('aria-selected', 'true');
  line.scrollIntoView({block: 'nearest'});
  if (focus) line.focus({preventScroll: true});
}

function redrawMark(one) {
  const cell = lineFor(one) && lineFor(one).querySelector('.c-mark');
  if (!cell) return;
  cleared(cell);
  fillMark(cell, one);
}
