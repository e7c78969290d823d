// The left side: one article at a time, cut into segments that carry the kinds of all rows that cover them.
const shown = {article: null, kinds: new Set(DATA.tables.map((table) => table.name).filter((name) => name !== 'numerals'))};

function showArticle(article) {
  if (shown.article === article) return;
  shown.article = article;
  drawArticle();
  byId('article').scrollTop = 0;
}

function drawArticle() {
  const article = shown.article;
  const pane = byId('article');
  cleared(pane);
  let page = null;
  let table = null;
  article.body.paragraphs.forEach((paragraph, at) => {
    const [id, kind, onPage] = paragraph;
    if (onPage && onPage !== page) {
      page = onPage;
      table = null;
      pane.append(element('div', {class: 'page-break'}, `第 ${page} 页`));
    }
    if (kind !== 'table') table = null;
    else if (!table) {
      table = element('tbody');
      pane.append(element('div', {class: 'paragraph'}, gutter(kind, at), element('table', {class: 'read'}, table)));
    }
    if (table) table.append(tableRow(article, paragraph));
    else pane.append(element('div', {class: `paragraph is-${kind}`, id}, gutter(kind, at), filled(elementOf(kind), article, paragraph)));
  });
  nameArticle(article);
  emphasise();
}

function elementOf(kind) {
  return element({title: 'h2', subtitle: 'h3', heading: 'h3'}[kind] || 'p', {class: 'text'});
}

function gutter(kind, at) {
  return element('span', {class: 'kind'}, kind === 'body' ? String(at + 1) : DATA.paragraphs.kinds[kind] || kind);
}

function nameArticle(article) {
  const name = byId('article-name');
  cleared(name);
  addText(name, articleName(article));
  byId('article-before').disabled = article.at === 0;
  byId('article-after').disabled = article.at === articles.length - 1;
}

function articleName(article) {
  return `${article.document}${several.has(article.document) ? `　第${article.number}篇` : ''}`;
}

function filled(parent, article, [, , , text, segments]) {
  let from = 0;
  for (const segment of segments) {
    const length = typeof segment === 'number' ? segment : segment[0];
    addSegment(parent, article, text.slice(from, from + length), segment);
    from += length;
  }
  return parent;
}

function addSegment(parent, article, text, segment) {
  const covering = typeof segment === 'number' ? [] : segment.slice(1);
  const found = covering.map((number) => numbered(article, number)).filter(Boolean);
  const visible = found.filter((one) => shown.kinds.has(one.table.name) || (one.table.name === 'numerals' && one.rank < NO_DOUBT));
  if (!found.length) {
    addText(parent, text);
    return;
  }
  const classes = [...new Set(visible.map(kindClass))];
  const made = textElement(classes.length ? 'mark' : 'span', {class: ['segment', ...classes].join(' '), 'data-rows': covering.join(' ')}, text);
  if (visible.length) made.title = visible.map((one) => plain(`${one.table.heading}：${shortened(said(one), 30)}`)).join('\n');
  parent.append(made);
}

function kindClass(one) {
  return one.table.name === 'numerals' && one.rank < NO_DOUBT ? 'is-unassigned' : `is-${one.table.name}`;
}

function shortened(text, most) {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

// A row of a table: its cells are parted by tabs, which the segments may cross.
function tableRow(article, [id, , , text, segments]) {
  const made = element('tr', {id});
  let cell = element('td');
  made.append(cell);
  let from = 0;
  for (const segment of segments) {
    const length = typeof segment === 'number' ? segment : segment[0];
    text.slice(from, from + length).split('\t').forEach((part, at) => {
      if (at) {
        cell = element('td');
        made.append(cell);
      }
      if (part) addSegment(cell, article, part, segment);
    });
    from += length;
  }
  return made;
}

// Marks the selected row's segments, and shows those of rejected rows as set aside.
function emphasise() {
  unflash();
  for (const segment of byId('article').querySelectorAll('.segment')) {
    const found = segment.dataset.rows.split(' ').map((number) => numbered(shown.article, Number(number))).filter(Boolean);
    segment.classList.toggle('is-selected', found.includes(selected.row));
    segment.classList.toggle('is-rejected', found.every((one) => markOf(one).decision === 'reject'));
  }
}

function scrollToSelected() {
  const segment = byId('article').querySelector('.is-selected');
  const paragraph = selected.row.paragraph < 0 ? null : byId(shown.article.body.paragraphs[selected.row.paragraph][0]);
  if (selected.row.table === TEXT) flash(paragraph);
  else if (segment || paragraph) (segment || paragraph).scrollIntoView({block: 'center'});
}

// Shows a whole paragraph for a moment.
function flash(paragraph) {
  unflash();
  paragraph.scrollIntoView({block: 'center'});
  paragraph.classList.add('is-target');
}

function unflash() {
  for (const other of byId('article').querySelectorAll('.is-target')) other.classList.remove('is-target');
}

// The rows at a click, the narrowest first.
function rowsAt(target) {
  const segment = target.closest('.segment');
  if (!segment) return [];
  const found = segment.dataset.rows.split(' ').map((number) => numbered(shown.article, Number(number))).filter(Boolean);
  return found.sort((one, other) => hidden(one) - hidden(other) || (one.end - one.start) - (other.end - other.start) || one.tableAt - other.tableAt);
}

function hidden(one) {
  return Number(!shown.kinds.has(one.table.name) && one.rank === NO_DOUBT);
}

function drawLegend() {
  const legend = byId('legend');
  for (const table of DATA.tables) {
    const count = rows.filter((one) => one.table === table).length;
    if (!count) continue;
    const box = element('input', {type: 'checkbox', value: table.name, checked: shown.kinds.has(table.name)});
    const sample = element('span', {class: `segment is-${table.name}`}, table.heading);
    legend.append(element('label', {}, box, sample));
  }
  legend.addEventListener('change', (event) => {
    if (event.target.checked) shown.kinds.add(event.target.value);
    else shown.kinds.delete(event.target.value);
    const top = byId('article').scrollTop;
    drawArticle();
    byId('article').scrollTop = top;
  });
}
