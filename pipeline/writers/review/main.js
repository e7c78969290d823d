// Selecting, keys, filters, and where the page opens.
const selected = {row: null};

function select(one, {focus = false, scroll = true} = {}) {
  selected.row = one;
  showArticle(one.article);
  emphasise();
  if (scroll) scrollToSelected();
  const at = listed.rows.indexOf(one);
  if (at >= 0 && Math.floor(at / ROWS_A_PAGE) !== listed.page) drawPage(Math.floor(at / ROWS_A_PAGE));
  emphasiseLine(focus);
  drawDetails();
  try {
    history.replaceState(null, '', `#${one.id}`);
  } catch (error) { /* some browsers refuse it for files; the page works without */ }
}

// Selects a row that the filters may hide: they make way.
function reveal(one, options) {
  if (!listed.rows.includes(one)) {
    if (filters.article && filters.article !== one.article) setArticleFilter(null);
    filters.words = '';
    filters.mark = '';
    byId('search').value = '';
    byId('mark-filter').value = '';
    if (!inTab(one, filters.tab)) filters.tab = one.table.name;
    drawList();
  }
  select(one, options);
}

function step(by) {
  if (!listed.rows.length) return;
  const at = listed.rows.indexOf(selected.row);
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), listed.rows.length - 1);
  select(listed.rows[next], {focus: true});
}

function decide(decision) {
  const one = selected.row;
  if (!one || one.table === TEXT) return;
  const mark = markOf(one);
  const same = mark.decision === decision;
  setMark(one, same ? null : decision, mark.note);
  marked(one);
  if (!same) step(1);
}

function marked(one) {
  redrawMark(one);
  emphasise();
  drawProgress();
  if (one === selected.row && document.activeElement !== byId('note')) drawDetails();
  if (!keeps) notice('这个浏览器不保存标记：关闭本页之前请先“导出核查意见”。');
}

function drawProgress() {
  const doubtful = rows.filter((one) => one.rank < NO_DOUBT);
  const done = doubtful.filter((one) => markOf(one).decision || one.decided).length;
  const all = rows.filter((one) => markOf(one).decision).length;
  byId('progress').textContent = `待核 ${digits.format(doubtful.length)} 条，已核 ${digits.format(done)} 条；全部标记 ${digits.format(all)} 条`;
}

// One sentence above the panes, beside those that stand there.
function notice(text) {
  const bar = byId('notice');
  if (!bar.textContent.includes(text)) bar.append(bar.textContent ? '　' : '', text);
  bar.hidden = false;
}

function listedNames(names) {
  return names.slice(0, 5).map(plain).join('、') + (names.length > 5 ? '等' : '');
}

function setArticleFilter(article) {
  filters.article = article;
  byId('this-article').checked = Boolean(article);
  byId('article-filter').value = article ? article.id : '';
}

function drawArticleFilter() {
  const choice = byId('article-filter');
  choice.append(element('option', {value: ''}, `全部（${here.length} 篇）`));
  const groups = DATA.pages.map((name, page) => (DATA.pages.length > 1
    ? choice.appendChild(element('optgroup', {label: page === DATA.page ? `本页（${name}）` : `在 ${name}`})) : choice));
  for (const article of articles) {
    const doubts = article.doubts ? `（待核 ${article.doubts}）` : '';
    groups[article.page].append(element('option', {value: article.id}, plain(`${articleName(article)}${doubts}`)));
  }
}

function openArticle(article) {
  if (!article.body) {
    location.href = `${DATA.pages[article.page]}#${article.id}`;
    return;
  }
  showArticle(article);
  if (filters.article) {
    setArticleFilter(article);
    drawList();
  }
}

function openHash() {
  const id = decodeURIComponent(location.hash.slice(1));
  const one = rowOf.get(id);
  if (one) reveal(one);
  else if (articleOf.has(id)) openPlace(id);
  else if (ID.test(id) && DATA.page + 1 < DATA.pages.length) location.replace(`${DATA.pages[DATA.page + 1]}#${id}`);
  else if (ID.test(id)) notice('没有找到链接所指的一条：报告或程序更新后，编号可能已经变了。');
  return Boolean(one) || articleOf.has(id);
}

function openPlace(id) {
  showArticle(articleOf.get(id));
  const paragraph = byId(id);
  if (!paragraph) return;
  flash(paragraph);
}

const KEYS = {
  KeyJ: () => step(1), KeyK: () => step(-1), KeyA: () => decide('confirm'), KeyR: () => decide('reject'),
  KeyN: () => byId('note') && byId('note').focus(), Slash: () => byId('search').focus(),
};

// By the place of the key, so that a Chinese input method does not take it away.
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId('help').open) return;
  const typing = event.target.closest('input:not([type=checkbox]), select, textarea');
  if (event.key === 'Escape' && typing) {
    event.preventDefault();  // which would empty the search
    typing.blur();
  }
  if (typing) return;
  const inList = event.target.closest('#list');
  const action = KEYS[event.code] || (inList && {ArrowDown: KEYS.KeyJ, ArrowUp: KEYS.KeyK}[event.key]);
  if (!action) return;
  event.preventDefault();
  action();
}

function onTabKey(event) {
  const by = {ArrowRight: 1, ArrowLeft: -1}[event.key];
  const tabs = [...byId('tabs').children];
  const at = tabs.indexOf(document.activeElement);
  if (!by || at < 0) return;
  const next = tabs[(at + by + tabs.length) % tabs.length];
  next.focus();
  next.click();
}

function listen() {
  document.addEventListener('keydown', onKey);
  byId('tabs').addEventListener('keydown', onTabKey);
  byId('tabs').addEventListener('click', (event) => {
    const tab = event.target.closest('[data-tab]');
    if (!tab) return;
    filters.tab = tab.dataset.tab;
    drawList();
  });
  byId('list').addEventListener('click', (event) => {
    const line = event.target.closest('[data-row]');
    if (line) select(rowOf.get(line.dataset.row) || textOf.get(line.dataset.row));
  });
  byId('article').addEventListener('click', (event) => {
    const found = rowsAt(event.target);
    if (found.length && !String(getSelection())) reveal(found[(found.indexOf(selected.row) + 1) % found.length], {scroll: false});
  });
  byId('details').addEventListener('click', (event) => {
    const button = event.target.closest('[data-decide]');
    if (button) decide(button.dataset.decide);
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    const id = link.getAttribute('href').slice(1);
    if (rowOf.has(id)) reveal(rowOf.get(id));
    else if (articleOf.has(id)) openPlace(id);
  });
  listenToFilters();
  addEventListener('hashchange', openHash);
  addEventListener('storage', () => { marks.clear(); drawList(); drawProgress(); drawDetails(); });
}

function listenToFilters() {
  byId('article-filter').addEventListener('change', (event) => {
    const article = articles.find((one) => one.id === event.target.value) || null;
    if (article && !article.body) { openArticle(article); return; }
    setArticleFilter(article);
    if (article) showArticle(article);
    drawList();
  });
  byId('this-article').addEventListener('change', (event) => {
    setArticleFilter(event.target.checked ? shown.article : null);
    drawList();
  });
  byId('mark-filter').addEventListener('change', (event) => { filters.mark = event.target.value; drawList(); });
  let waiting = 0;
  byId('search').addEventListener('input', (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { filters.words = event.target.value.normalize('NFKC').toLowerCase().trim(); drawList(); }, 150);
  });
  byId('article-before').addEventListener('click', () => openArticle(articles[shown.article.at - 1]));
  byId('article-after').addEventListener('click', () => openArticle(articles[shown.article.at + 1]));
  byId('export').addEventListener('click', exportMarks);
  byId('help-open').addEventListener('click', () => byId('help').showModal());
}

function open() {
  drawArticleFilter();
  drawLegend();
  listen();
  if (!here.length) {
    notice('没有读到可以核查的报告，请看台账里的“未处理”表。');
    drawDetails();
    return;
  }
  if (!rows.some((one) => one.rank < NO_DOUBT)) filters.tab = ALL;
  showArticle(here[0]);
  drawList();
  drawProgress();
  drawDetails();
  if (!openHash() && listed.rows.length) select(listed.rows[0]);
  if (DATA.partial.length) notice(`有 ${DATA.partial.length} 份文件只读了前面一部分（${listedNames(DATA.partial)}）。`);
  if (DATA.unread.length) {
    notice(`另有 ${DATA.unread.length} 份文件没有读入（${listedNames(DATA.unread.map(([document]) => document))}），原因见台账“未处理”表。`);
  }
}

open();
