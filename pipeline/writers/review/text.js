// Everything that a report says comes onto the page here, as text. What cannot be seen is shown by its name.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/g;
const LONE_LOW = /(^|[^\ud800-\udbff])([\udc00-\udfff])/g;
const NAMES = {
  0x00: 'NUL', 0xad: 'SHY', 0x61c: 'ALM', 0x200b: 'ZWSP', 0x200c: 'ZWNJ', 0x200d: 'ZWJ', 0x200e: 'LRM', 0x200f: 'RLM',
  0x202a: 'LRE', 0x202b: 'RLE', 0x202c: 'PDF', 0x202d: 'LRO', 0x202e: 'RLO', 0x2066: 'LRI', 0x2067: 'RLI',
  0x2068: 'FSI', 0x2069: 'PDI', 0xfeff: 'BOM',
};

function nameOf(character) {
  const code = character.charCodeAt(0);
  return `⟨${NAMES[code] || `U+${code.toString(16).toUpperCase().padStart(4, '0')}`}⟩`;
}

// For places that hold plain text only (titles, options).
function plain(text) {
  return String(text).replace(LONE_LOW, (all, before, low) => before + nameOf(low)).replace(HIDDEN, nameOf);
}

function addText(parent, text) {
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > from) parent.append(text.slice(from, match.index));
    parent.append(element('span', {class: 'hidden-character', title: '看不见的字符'}, nameOf(match[0])));
    from = match.index + 1;
  }
  if (from < text.length) parent.append(text.slice(from));
  return parent;
}

// An element with attributes and children; strings become text.
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === true) made.setAttribute(key, '');
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function textElement(name, attributes, text) {
  return addText(element(name, attributes), text);
}

// A sentence with the said words standing out.
function passageElement({text, start, end}) {
  const made = element('p', {class: 'passage'});
  addText(made, text.slice(0, start));
  made.append(textElement('strong', {class: 'said'}, text.slice(start, end)));
  return addText(made, text.slice(end));
}

function byId(id) {
  return document.getElementById(id);
}

function cleared(parent) {
  parent.textContent = '';
  return parent;
}

// An element of a drawing. It takes no text. The page's blank drawing knows the namespace, so that no address stands here.
function vector(name, attributes) {
  const made = document.createElementNS(byId('blank').namespaceURI, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== '') made.setAttribute(key, value);
  return made;
}
