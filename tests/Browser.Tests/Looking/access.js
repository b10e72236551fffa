// What a reader without eyes or without a mouse depends on.

function headings() {
  const wrong = [], all = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')];
  const level = heading => Number(heading.tagName[1]);
  if (all.filter(one => level(one) === 1).length !== 1 || level(all[0]) !== 1) wrong.push('there is not one h1 at the beginning');
  all.forEach((one, i) => {
    if (i > 0 && level(one) > level(all[i - 1]) + 1) wrong.push(`"${one.textContent}" is an ${one.tagName} after an ${all[i - 1].tagName}`);
    if (!one.textContent.trim()) wrong.push(`an ${one.tagName} is empty`);
  });
  return wrong;
}

function landmarks() {
  const wrong = [];
  for (const name of ['header', 'main', 'footer', 'nav'])
    if (document.querySelectorAll(`body > ${name}, body > header > ${name}, body > div > ${name}`).length !== 1) wrong.push(`there is not one <${name}>`);
  for (const one of document.querySelectorAll('nav, section, [role=region]'))
    if (!named(one)) wrong.push(`<${one.tagName.toLowerCase()}> has no name`);
  for (const { text, rect, element } of texts())
    if (!element.closest('header, main, footer, nav')) wrong.push(`${told(text, rect)} is in no landmark`);
  if (!document.documentElement.lang) wrong.push('the page has no language');
  if (!document.title.trim()) wrong.push('the page has no title');
  return wrong;
}

function named(element) {
  const label = element.getAttribute('aria-label')?.trim();
  const by = (element.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent.trim()).join('');
  return Boolean(label || by);
}

function unnamed() {
  const wrong = [], ids = [...document.querySelectorAll('[id]')].map(one => one.id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) wrong.push(`the id ${id} is there twice`);
  for (const svg of document.querySelectorAll('svg')) {
    if (svg.closest('[aria-hidden=true]') || svg.ownerSVGElement) continue;
    if (svg.getAttribute('role') !== 'img' || !named(svg)) wrong.push(`a picture has no words: ${svg.outerHTML.slice(0, 80)}`);
  }
  for (const image of document.querySelectorAll('img:not([alt])')) wrong.push(`an image has no words: ${image.outerHTML.slice(0, 80)}`);
  for (const one of document.querySelectorAll('a[href], summary, button'))
    if (!one.textContent.trim() && !named(one)) wrong.push(`nothing says what this is for: ${one.outerHTML.slice(0, 80)}`);
  for (const link of document.querySelectorAll('a[href^="#"]'))
    if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) wrong.push(`${link.hash} leads nowhere`);
  for (const table of document.querySelectorAll('table')) {
    if (!table.caption && !named(table) && !named(table.closest('[role=region]') ?? table)) wrong.push(`a table has no name: ${table.textContent.slice(0, 60)}`);
    for (const head of table.querySelectorAll('th:not([scope])')) wrong.push(`a table's heading has no scope: ${head.textContent}`);
  }
  return wrong;
}

const interactive = 'a[href], summary, button, input, select, textarea, [tabindex]:not([tabindex="-1"])';

// Everything that can be operated, in the order of the page, by a number that `focused` tells too.
function stops() {
  return [...document.querySelectorAll(interactive)].filter(isShown).map((one, i) => {
    one.dataset.stop = i;
    return `${i} ${one.textContent.trim().slice(0, 30)}`;
  });
}

// Which of them has the focus, and what is wrong with how that is shown.
function focused() {
  const one = document.activeElement, style = getComputedStyle(one), rect = one.getBoundingClientRect(), wrong = [];
  if (one.dataset.stop === undefined) return ['none'];
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) wrong.push('no outline');
  else if (contrast(rgba(style.outlineColor), backgrounds(one.parentElement)[0]) < 3) wrong.push('a faint outline');
  if (rect.bottom < 0 || rect.top > innerHeight || rect.right < 0 || rect.left > innerWidth) wrong.push('out of sight');
  return [one.dataset.stop, ...wrong];
}
