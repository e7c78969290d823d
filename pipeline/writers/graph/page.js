(() => {
'use strict';
const { nodes, edges } = JSON.parse(document.getElementById('data').textContent);
const KINDS = { organisation: ['组织', '#b3261e'], place: ['地点', '#1b6e3c'], person: ['人物', '#0b4f9e'], brand: ['品牌', '#b25b00'],
  mechanism: ['机制做法', '#6a3fa0'], honour: ['荣誉', '#8a6d00'], activity: ['活动', '#00707a'], role: ['链上角色', '#555555'] };
const RELATIONS = { part_of: ['属于', '下含'], leads: ['负责', '负责人'], member_of: ['列为', '成员'], owns: ['拥有', '属'], received: ['获得', '获得者'], held: ['举办', '举办者'] };
const $ = (id) => document.getElementById(id);
const canvas = $('picture'), pen = canvas.getContext('2d');
const near = nodes.map(() => []);
edges.forEach((e, i) => { near[e[0]].push(i); near[e[1]].push(i); });
const hidden = new Set();
let view = { x: 0, y: 0, k: 1 }, chosen = -1, matching = null, waiting = false;

const shown = (n) => !hidden.has(nodes[n][1]);
const size = (n) => (4 + Math.min(10, Math.sqrt(near[n].length) * 2)) * Math.max(1, 0.5 / view.k);
const redraw = () => { if (!waiting) { waiting = true; requestAnimationFrame(draw); } };

function draw() {
  waiting = false;
  const scale = window.devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  canvas.width = width * scale; canvas.height = height * scale;
  pen.setTransform(scale * view.k, 0, 0, scale * view.k, scale * view.x, scale * view.y);
  const close = new Set(chosen < 0 ? [] : near[chosen].flatMap((i) => [edges[i][0], edges[i][1]]));
  edges.forEach((e) => {
    if (!shown(e[0]) || !shown(e[1])) return;
    const strong = e[0] === chosen || e[1] === chosen;
    pen.strokeStyle = strong ? '#a3130f' : '#c4c4c4';
    pen.lineWidth = (strong ? 2 : 1) / view.k;
    pen.beginPath(); pen.moveTo(nodes[e[0]][2], nodes[e[0]][3]); pen.lineTo(nodes[e[1]][2], nodes[e[1]][3]); pen.stroke();
  });
  const faint = (n) => (chosen >= 0 ? n !== chosen && !close.has(n) : matching && !matching.has(n));
  nodes.forEach((node, n) => {
    if (!shown(n)) return;
    pen.globalAlpha = faint(n) ? 0.25 : 1;
    pen.fillStyle = KINDS[node[1]][1];
    pen.beginPath(); pen.arc(node[2], node[3], size(n), 0, 7); pen.fill();
  });
  pen.globalAlpha = 1;
  names(faint);
}

// The names, 12 pixels high at any zoom: those asked for first, then those with most relations; one that would stand over another waits.
function names(faint) {
  const font = 12 / view.k, taken = new Set();
  const asked = (n) => (n === chosen ? 2 : (chosen >= 0 || matching) && !faint(n) ? 1 : 0);
  pen.font = `${font}px "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif`;
  pen.textAlign = 'center';
  pen.lineWidth = 3 / view.k; pen.strokeStyle = '#ffffff'; pen.fillStyle = '#222222';
  const order = nodes.map((_, n) => n).filter(shown).sort((a, b) => asked(b) - asked(a) || near[b].length - near[a].length || a - b);
  order.forEach((n) => {
    const [name, , x, y] = nodes[n];
    const text = name.length > 14 && n !== chosen ? `${name.slice(0, 13)}…` : name, base = y + size(n) + font;
    const cells = [], row = Math.floor(base / font), from = Math.floor(x / font - text.length / 2), to = Math.ceil(x / font + text.length / 2);
    for (let column = from; column < to; column += 1) cells.push(`${column} ${row}`, `${column} ${row - 1}`);
    if (cells.some((cell) => taken.has(cell))) return;
    cells.forEach((cell) => taken.add(cell));
    pen.globalAlpha = faint(n) ? 0.25 : 1;
    pen.strokeText(text, x, base); pen.fillText(text, x, base);
  });
  pen.globalAlpha = 1;
}

function whole() {
  const xs = nodes.map((n) => n[2]), ys = nodes.map((n) => n[3]);
  const least = [xs, ys].map((v) => v.reduce((a, b) => Math.min(a, b), Infinity)), most = [xs, ys].map((v) => v.reduce((a, b) => Math.max(a, b), 0));
  if (!nodes.length) return;
  const k = Math.min(2, canvas.clientWidth / (most[0] - least[0] + 160), canvas.clientHeight / (most[1] - least[1] + 120));
  view = { k, x: canvas.clientWidth / 2 - k * (least[0] + most[0]) / 2, y: canvas.clientHeight / 2 - k * (least[1] + most[1]) / 2 };
  redraw();
}

function add(parent, tag, text) { const e = document.createElement(tag); e.textContent = text; parent.append(e); return e; }

function choose(n, move) {
  chosen = n;
  const box = $('details');
  box.replaceChildren();
  if (n < 0) { add(box, 'p', '拖动移位，滚轮缩放；点一个名称看它的关系和出处。'); redraw(); return; }
  add(box, 'h2', nodes[n][0]);
  add(box, 'p', `${KINDS[nodes[n][1]][0]}　${near[n].length} 条关系`);
  const list = add(box, 'ul', '');
  near[n].forEach((i) => {
    const [head, tail, relation, doc, sentence] = edges[i], other = head === n ? tail : head;
    const item = add(list, 'li', `${RELATIONS[relation][head === n ? 0 : 1]}：`);
    add(item, 'button', nodes[other][0]).addEventListener('click', () => choose(other, true));
    add(item, 'small', `${sentence}（${doc}）`);
  });
  if (move) { view.k = Math.max(view.k, 0.9); view.x = canvas.clientWidth / 2 - view.k * nodes[n][2]; view.y = canvas.clientHeight / 2 - view.k * nodes[n][3]; }
  redraw();
}

function at(event) {
  const box = canvas.getBoundingClientRect(), x = (event.clientX - box.left - view.x) / view.k, y = (event.clientY - box.top - view.y) / view.k;
  let best = -1, nearest = 16 / view.k;
  nodes.forEach((node, n) => { const d = Math.hypot(node[2] - x, node[3] - y) - size(n) / 2; if (shown(n) && d < nearest) { nearest = d; best = n; } });
  return best;
}

function zoom(factor, x, y) {
  const k = Math.min(6, Math.max(0.02, view.k * factor));
  view = { k, x: x - (x - view.x) * k / view.k, y: y - (y - view.y) * k / view.k };
  redraw();
}

let drag = null;
canvas.addEventListener('pointerdown', (e) => { drag = { x: e.clientX, y: e.clientY, from: { ...view }, moved: false }; canvas.setPointerCapture(e.pointerId); });
canvas.addEventListener('pointermove', (e) => {
  if (!drag) return;
  const dx = e.clientX - drag.x, dy = e.clientY - drag.y;
  drag.moved = drag.moved || Math.hypot(dx, dy) > 4;
  view.x = drag.from.x + dx; view.y = drag.from.y + dy; redraw();
});
canvas.addEventListener('pointerup', (e) => { if (drag && !drag.moved) choose(at(e), false); drag = null; });
canvas.addEventListener('wheel', (e) => { e.preventDefault(); const box = canvas.getBoundingClientRect(); zoom(Math.exp(-e.deltaY / 500), e.clientX - box.left, e.clientY - box.top); }, { passive: false });
canvas.addEventListener('keydown', (e) => {
  const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[e.key];
  if (step) { view.x += step[0]; view.y += step[1]; redraw(); e.preventDefault(); }
  if (e.key === '+' || e.key === '=') zoom(1.25, canvas.clientWidth / 2, canvas.clientHeight / 2);
  if (e.key === '-') zoom(0.8, canvas.clientWidth / 2, canvas.clientHeight / 2);
});
$('search').addEventListener('input', () => {
  const word = $('search').value.trim();
  const hits = word ? nodes.map((_, n) => n).filter((n) => nodes[n][0].includes(word) && shown(n)) : [];
  matching = word ? new Set(hits) : null;
  choose(-1, false);
  $('told').textContent = word ? `找到 ${hits.length} 个` : total;
  redraw();
});
$('search').addEventListener('keydown', (e) => { if (e.key === 'Enter' && matching && matching.size) choose([...matching][0], true); });
$('whole').addEventListener('click', whole);
new ResizeObserver(redraw).observe(canvas);
Object.entries(KINDS).forEach(([kind, [name, colour]]) => {
  const count = nodes.filter((n) => n[1] === kind).length;
  if (!count) return;
  const label = add($('legend'), 'label', ''), box = document.createElement('input');
  box.type = 'checkbox'; box.checked = true;
  box.addEventListener('change', () => { if (box.checked) hidden.delete(kind); else hidden.add(kind); redraw(); });
  label.append(box); label.style.setProperty('color', colour); label.append(` ${name} ${count}`);
});
const total = `${nodes.length} 个名称，${edges.length} 条关系`;
$('told').textContent = total;
whole();
})();
