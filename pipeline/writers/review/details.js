// The selected row in full: its passage, both sides of a check, all its columns, and what the reader decides.
const ID = /^[a-z]{2}[0-9a-f]{16}$/;

function drawDetails() {
  const pane = byId('details');
  cleared(pane);
  const one = selected.row;
  if (!one) {
    pane.append(element('p', {class: 'empty'}, '点一行，或按 J 键，从第一条看起。'));
    return;
  }
  if (one.table === TEXT) {
    pane.append(headOf(one), passageElement({...passage(one), end: 0}), sameSpot(one));
    return;
  }
  pane.append(headOf(one), decisionBar(one));
  if (one.decided) pane.append(textElement('p', {class: 'decided'}, decidedWords(one)));
  pane.append(pageDrawing(one));
  pane.append(one.other ? bothSides(one) : passageElement(passage(one)));
  const list = element('dl');
  one.table.columns.forEach((column, at) => addDetail(list, column, one.cells[at]));
  const sure = one.confidence < 1 ? `，置信度 ${one.confidence.toFixed(2)}` : '';
  addPair(list, '规则', document.createTextNode(`${plain(one.rule)}${sure}`));
  addPair(list, '编号', document.createTextNode(one.id));
  pane.append(list, sameSpot(one));
}

// What the ledger holds already: 台账里已有意见：已核；更正 数值：63；说明 与支部核过（校核人 李四）.
function decidedWords(one) {
  const [state, fix, note, reviewer] = one.decided;
  const parts = [state, fix && `更正 ${fix}`, note && `说明 ${note}`].filter(Boolean).join('；');
  return `台账里已有意见：${parts}${reviewer ? `（校核人 ${reviewer}）` : ''}`;
}

// The page of the file as its lines stand there, those of the sentence filled, those of the words framed.
function pageDrawing(one) {
  const lines = (one.article.body.lines || []);
  const covers = ([paragraph, start, end], from, to) => paragraph === one.paragraph && start < to && end > from;
  const whole = one.sentence !== null;
  const said_at = lines.find((line) => (whole ? line[0] === one.paragraph : covers(line, one.start, one.end)));
  if (!said_at) return '';
  const page = lines.filter((line) => line[3] === said_at[3]);
  const far = (at, least) => Math.max(least, ...page.map((line) => line[at] + 30));
  const drawing = vector('svg', {class: 'page-drawing', viewBox: `0 0 ${far(6, 595)} ${far(7, 842)}`, role: 'img',
    'aria-label': `原件第 ${said_at[3]} 页，红框是这一处的位置`});
  for (const line of page) {
    const [, , , , left, top, right, bottom] = line;
    const kind = whole ? '' : covers(line, one.start, one.end) ? 'is-said' : covers(line, one.first, one.last) ? 'is-sentence' : '';
    drawing.append(vector('rect', {class: kind, x: left, y: top, width: Math.max(right - left, 1), height: Math.max(bottom - top, 1)}));
  }
  return element('figure', {class: 'sheet'}, drawing, element('figcaption', {}, `原件第 ${said_at[3]} 页`));
}

function headOf(one) {
  const head = element('h2', {}, element('span', {class: `segment is-${one.table.name}`}, one.table.heading), ' ');
  addText(head, shortened(said(one), 60));
  const line = element('div', {class: 'details-head'}, head);
  if (one.why) line.append(textElement('span', {class: 'why'}, one.why));
  return line;
}

function decisionBar(one) {
  const {decision, note} = markOf(one);
  const button = (name, label) => element('button', {type: 'button', class: `decide-${name}`, 'data-decide': name,
    'aria-pressed': String(decision === name)}, label);
  const input = element('input', {id: 'note', type: 'text', maxlength: 500, autocomplete: 'off', placeholder: '更正或说明（N）'});
  input.value = note;
  input.addEventListener('change', () => { setMark(one, markOf(one).decision, input.value.trim()); marked(one); });
  return element('div', {class: 'decide'}, button('confirm', '✓ 确认（A）'), button('reject', '✗ 退回（R）'),
    element('label', {}, '备注 ', input));
}

function bothSides(one) {
  const [paragraph, name, number, text, start, end] = one.other;
  const side = (heading, target, content) => {
    const link = textElement('a', {href: `#${target || one.id}`}, heading);
    return element('div', {class: 'side'}, element('h3', {}, link), passageElement(content));
  };
  const mine = side(`此处：${placeName(one, true)}`, one.id, passage(one));
  const theirs = side(`另一处：${name}　第${number}段`, paragraph, {text, start, end});
  if (paragraph) theirs.querySelector('a').href = addressOf(paragraph);
  return element('div', {class: 'sides'}, mine, theirs);
}

// Where an id is: in this file, or to be looked for from the first file on.
function addressOf(id) {
  return rowOf.has(id) || articleOf.has(id) || DATA.pages.length === 1 ? `#${id}` : `${DATA.pages[0]}#${id}`;
}

function addDetail(list, column, value) {
  const text = cellText(value, column);
  if (text === '') return;
  const ids = [].concat(value).filter((item) => typeof item === 'string' && ID.test(item));
  if (!ids.length) {
    addPair(list, column[1], textElement('span', {}, text));
    return;
  }
  const links = element('span');
  ids.forEach((id) => links.append(textElement('a', {href: addressOf(id)}, shortened(described(id), 60)), '　'));
  addPair(list, column[1], links);
}

// A row in a few words: what it says, and of what.
function described(id) {
  const one = rowOf.get(id);
  if (!one) return `在另一页（${id}）`;
  const about = cellsOf(one).filter(([column]) => column[0] === 'indicator' || column[0] === 'owner').map(([, text]) => text);
  return [...about, said(one)].join(' ');
}

function addPair(list, heading, content) {
  list.append(element('div', {}, element('dt', {}, heading), element('dd', {}, content)));
}

// The other rows on the same words.
function sameSpot(one) {
  const beside = one.sentence !== null ? [] : one.article.rows.filter((other) => other !== one && other.sentence === null
    && other.paragraph === one.paragraph && other.start < one.end && one.start < other.end
    && (other.table.name !== 'numerals' || other.rank < NO_DOUBT));
  if (!beside.length) return '';
  const links = beside.slice(0, 12).map((other) => textElement('a', {href: `#${other.id}`, class: `segment is-${other.table.name}`},
    `${other.table.heading} ${shortened(said(other), 24)}`));
  return element('p', {class: 'beside'}, '同一处还有：', ...links.map((link) => [link, ' ']).reduce((all, pair) => all.concat(pair), []));
}
