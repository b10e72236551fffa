// What a person could see of a page, measured. Each of the functions that tests call yields a list of what is wrong, a line each.

const near = 1.5;

function isShown(element) {
  return element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}

// For screen readers only, such as a caption; or out of the way until it has the focus, such as a link that skips.
function isForEars(element) {
  for (let one = element; one; one = one.parentElement)
    if (getComputedStyle(one).clipPath === 'inset(50%)') return true;
  return element.getBoundingClientRect().right < 0 && element.closest('a, button') !== null;
}

function scroller(element) {
  for (let one = element.parentElement; one; one = one.parentElement)
    if (['auto', 'scroll'].includes(getComputedStyle(one).overflowX)) return one;
  return null;
}

function common(one, other) {
  const left = Math.max(one.left, other.left), top = Math.max(one.top, other.top);
  const right = Math.min(one.right, other.right), bottom = Math.min(one.bottom, other.bottom);
  return { left, top, right, bottom, width: right - left, height: bottom - top };
}

function isInside(inner, outer) {
  return inner.left >= outer.left - near && inner.right <= outer.right + near && inner.top >= outer.top - near && inner.bottom <= outer.bottom + near;
}

function told(text, rect) {
  return `"${text.trim().replace(/\s+/g, ' ').slice(0, 60)}" at ${Math.round(rect.left)},${Math.round(rect.top)} (${Math.round(rect.width)}×${Math.round(rect.height)})`;
}

// Every piece of text in a line of its own, with where it stands on the page.
function texts() {
  const found = [];
  const walker = document.createTreeWalker(document.body ?? document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || ['STYLE', 'SCRIPT', 'TITLE', 'title', 'style'].includes(element.tagName) || !isShown(element) || isForEars(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const window = scroller(element)?.getBoundingClientRect();
    for (const line of element instanceof SVGElement ? [element.getBoundingClientRect()] : range.getClientRects()) {
      const rect = window ? common(line, window) : line;
      if (rect.width > near && rect.height > near) found.push({ text: node.data, rect, element });
    }
  }
  return found;
}

function outside() {
  const width = document.documentElement.clientWidth;
  const wrong = document.documentElement.scrollWidth > width ? [`the page is ${document.documentElement.scrollWidth} pixels wide in a window of ${width}`] : [];
  for (const { text, rect } of texts())
    if (rect.left < -near || rect.right > width + near) wrong.push(`${told(text, rect)} is not within ${width} pixels`);
  for (const element of document.body.querySelectorAll('*')) {
    const rect = element.getBoundingClientRect();
    if (!isShown(element) || isForEars(element) || scroller(element) || element.ownerSVGElement || rect.width === 0) continue;
    if (rect.left < -near || rect.right > width + near) wrong.push(`<${element.tagName.toLowerCase()} class="${element.className}"> ${told('', rect)} is not within ${width} pixels`);
  }
  return wrong;
}

function cut() {
  const wrong = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (element instanceof SVGElement || !isShown(element) || isForEars(element)) continue;
    const style = getComputedStyle(element);
    const hides = axis => ['hidden', 'clip'].includes(style[axis]);
    if (hides('overflowX') && element.scrollWidth > element.clientWidth + near || hides('overflowY') && element.scrollHeight > element.clientHeight + near)
      wrong.push(`${told(element.textContent, element.getBoundingClientRect())} is cut off`);
  }
  for (const { text, rect, element } of texts()) {
    for (let svg = element.ownerSVGElement; svg; svg = svg.ownerSVGElement) {
      if (getComputedStyle(svg).overflow === 'visible') continue;
      if (!isInside(rect, svg.getBoundingClientRect())) wrong.push(`${told(text, rect)} is cut off by its picture`);
    }
  }
  return wrong;
}

// Short words that are broken in the middle, as "approv-ed" would be in a column too narrow for it.
function broken() {
  const wrong = [], lines = new Map();
  for (const { text, element, rect } of texts())
    if (!(element instanceof SVGElement) && /^\s*\w{2,16}\s*$/.test(text)) lines.set(element, [...lines.get(element) ?? [], rect]);
  for (const [element, rects] of lines)
    if (new Set(rects.map(rect => Math.round(rect.top))).size > 1 && element.childNodes.length === 1) wrong.push(`${told(element.textContent, rects[0])} is broken`);
  return wrong;
}

function overlaps() {
  const wrong = [], all = texts().sort((one, other) => one.rect.top - other.rect.top);
  for (let i = 0; i < all.length; i++) {
    for (let j = i + 1; j < all.length && all[j].rect.top < all[i].rect.bottom - near; j++) {
      const both = common(all[i].rect, all[j].rect);
      if (both.width > near && both.height > 2 * near) wrong.push(`${told(all[i].text, all[i].rect)} and ${told(all[j].text, all[j].rect)} lie on each other`);
    }
  }
  return wrong;
}
