// What the reader decided: kept in this browser, by the content of the document, and exported as a file.
const STORE = 'taizhang.review.v1.';
const marks = new Map();  // digest of a document → {id: [decision, note]}
let keeps = true;

function recalled(digest) {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE + digest));
    return kept && typeof kept === 'object' ? kept : {};
  } catch (error) {
    keeps = keeps && error instanceof SyntaxError;
    return {};
  }
}

function marksOf(document) {
  const digest = digests.get(document) || document;
  if (!marks.has(digest)) marks.set(digest, recalled(digest));
  return marks.get(digest);
}

function markOf(one) {
  const mark = marksOf(one.article.document)[one.id];
  return {decision: (mark && mark[0]) || null, note: (mark && mark[1]) || ''};
}

function setMark(one, decision, note) {
  const digest = digests.get(one.article.document) || one.article.document;
  const kept = keeps ? recalled(digest) : marksOf(one.article.document);  // another window may have written since
  if (decision || note) kept[one.id] = [decision, note];
  else delete kept[one.id];
  marks.set(digest, kept);
  if (!keeps) return;
  try {
    localStorage.setItem(STORE + digest, JSON.stringify(kept));
  } catch (error) {
    keeps = false;
  }
}

// The words that a row is about, positions in characters: so that it is found where its id has changed since.
function placeOf(id) {
  const one = rowOf.get(id);
  if (!one) return {};
  const {text, start, end} = passage(one);
  const characters = (stretch) => Array.from(stretch).length;
  return {at: {table: one.table.name, document: one.article.document, sentence: text,
    start: characters(text.slice(0, start)), end: characters(text.slice(0, end))}};
}

// All decisions on this run's documents, on the further files of this page too, in the order of ids.
function decisions() {
  const all = [];
  for (const document of digests.keys()) {
    const kept = marksOf(document);
    for (const id of Object.keys(kept)) all.push({id, decision: kept[id][0], note: kept[id][1], ...placeOf(id)});
  }
  return all.sort((one, other) => (one.id < other.id ? -1 : 1));
}

function exportMarks() {
  const text = JSON.stringify({version: 1, decisions: decisions()}, null, 1);
  const address = URL.createObjectURL(new Blob([text + '\n'], {type: 'application/json'}));
  const link = element('a', {href: address, download: '核查意见.json'});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
