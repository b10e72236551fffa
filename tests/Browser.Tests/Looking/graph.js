// A procedure's picture: boxes, what is written in them, and the ways between them.

const frame = box => box.getBoundingClientRect();

function nodes() {
  return [...document.querySelectorAll('svg g:has(> title)')].filter(one => one.querySelector(':scope > .box'))
    .map(one => ({ name: one.querySelector('title').textContent.split('\n')[0], box: one.querySelector(':scope > .box'), texts: [...one.querySelectorAll(':scope > text')] }));
}

function badlyWritten() {
  const wrong = [], root = frame(document.querySelector('svg'));
  for (const { name, box, texts } of nodes()) {
    texts.forEach((text, i) => {
      if (!isInside(frame(text), frame(box))) wrong.push(`"${text.textContent}" does not fit into the box of "${name}"`);
      for (const other of texts.slice(i + 1))
        if (common(frame(text), frame(other)).width > -1 && common(frame(text), frame(other)).height > near) wrong.push(`"${text.textContent}" touches "${other.textContent}"`);
      if (text.textContent.endsWith('…')) wrong.push(`"${text.textContent}" is cut`);
    });
  }
  for (const text of document.querySelectorAll('svg text'))
    if (!isInside(frame(text), root)) wrong.push(`"${text.textContent}" is outside the picture`);
  return wrong;
}

function lyingOnEachOther() {
  const wrong = [], all = nodes();
  all.forEach((one, i) => {
    for (const other of all.slice(i + 1)) {
      const [a, b] = [frame(one.box), frame(other.box)], both = common(a, b);
      if (both.width > 0 && both.height > 0 && !isInside(a, b) && !isInside(b, a)) wrong.push(`"${one.name}" lies on "${other.name}"`);
    }
  });
  return wrong;
}

function isIn(point, rect, beyond) {
  return point.x >= rect.left - beyond && point.x <= rect.right + beyond && point.y >= rect.top - beyond && point.y <= rect.bottom + beyond;
}

function isOnEdge(point, rect) {
  return isIn(point, rect, 3) && !isIn(point, rect, -3);
}

function looseWays() {
  const wrong = [], boxes = nodes().map(({ name, box }) => ({ name, rect: frame(box) }));
  for (const way of document.querySelectorAll('svg .edge')) {
    const toScreen = way.getScreenCTM(), at = length => way.getPointAtLength(length).matrixTransform(toScreen);
    const length = way.getTotalLength(), ends = [at(0), at(length)];
    if (!ends.every(end => boxes.some(box => isOnEdge(end, box.rect)))) wrong.push(`a way begins or ends nowhere: ${way.getAttribute('d')}`);
    for (const { name, rect } of boxes.filter(box => !ends.some(end => isIn(end, box.rect, 3))))
      for (let i = 0; i < length; i += 6)
        if (isIn(at(i), rect, -3)) wrong.push(`a way goes through "${name}"`);
  }
  return [...new Set(wrong)];
}

function small(least) {
  return [...document.querySelectorAll('svg text')].filter(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a < least)
    .map(text => `"${text.textContent}" is smaller than ${least} pixels`);
}
