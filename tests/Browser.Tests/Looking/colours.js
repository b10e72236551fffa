// Contrast as WCAG 2 computes it, of what is really shown: the browser itself says what each colour comes to.

const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
const known = new Map();

function rgba(colour) {
  if (!known.has(colour)) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    known.set(colour, { r, g, b, a: a / 255 });
  }
  return known.get(colour);
}

function over(front, back) {
  const mix = channel => front[channel] * front.a + back[channel] * (1 - front.a);
  return { r: mix('r'), g: mix('g'), b: mix('b'), a: 1 };
}

function luminance({ r, g, b }) {
  const linear = value => value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

// The colours behind an element: one, or those of a gradient.
function backgrounds(element) {
  const layers = [];
  for (let one = element; one; one = one.parentElement) {
    const style = getComputedStyle(one);
    const gradient = style.backgroundImage.match(/(?:rgba?|color|oklab|oklch|lab|lch|hsla?)\([^()]*\)/g);
    if (gradient) return gradient.map(colour => layers.reduceRight((back, layer) => over(layer, back), rgba(colour)));
    const colour = rgba(style.backgroundColor);
    if (colour.a > 0) layers.push(colour);
    if (colour.a === 1) break;
  }
  return [layers.reduceRight((back, layer) => over(layer, back), rgba('Canvas'))];
}

// In a picture: the last shape before the text that lies under its middle.
function backgroundsInPicture(text) {
  let root = text.ownerSVGElement;
  while (root.ownerSVGElement) root = root.ownerSVGElement;
  let found = root.parentElement ? backgrounds(root.parentElement) : [rgba('Canvas')];
  const rect = text.getBoundingClientRect(), x = (rect.left + rect.right) / 2, y = (rect.top + rect.bottom) / 2;
  for (const shape of root.querySelectorAll('rect, path, circle, polygon')) {
    if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) || shape.closest('defs')) continue;
    const style = getComputedStyle(shape), around = shape.getBoundingClientRect();
    if (!/^(rgb|color)/.test(style.fill) || x < around.left || x > around.right || y < around.top || y > around.bottom) continue;
    const fill = { ...rgba(style.fill) };
    fill.a *= Number(style.fillOpacity) * Number(style.opacity);
    found = found.map(back => over(fill, back));
  }
  return found;
}

function isLarge(style) {
  const size = parseFloat(style.fontSize);
  return size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
}

function faint() {
  const wrong = new Set();
  for (const { text, element } of texts()) {
    const isDrawn = element instanceof SVGElement, style = getComputedStyle(element);
    const least = isLarge(style) ? 3 : 4.5;
    for (const back of isDrawn ? backgroundsInPicture(element) : backgrounds(element)) {
      const ratio = contrast(over(rgba(isDrawn ? style.fill : style.color), back), back);
      if (ratio < least) wrong.add(`"${text.trim().slice(0, 40)}" (${element.tagName.toLowerCase()}.${element.getAttribute('class')}) has a contrast of ${ratio.toFixed(2)}, not ${least}`);
    }
  }
  return [...wrong];
}

// Areas and signs that carry meaning need 3:1 to what is around them.
function faintShapes(selector) {
  const wrong = new Set();
  for (const shape of document.querySelectorAll(selector)) {
    const fill = getComputedStyle(shape).fill;
    if (!/^(rgb|color)/.test(fill)) continue;
    const [back] = backgrounds(shape.closest('body *:not(svg *):not(svg)') ?? document.body);
    const ratio = contrast(rgba(fill), back);
    if (ratio < 3) wrong.add(`${shape.getAttribute('class')} has a contrast of ${ratio.toFixed(2)}, not 3`);
  }
  return [...wrong];
}

function paper() {
  return luminance(backgrounds(document.body)[0]);
}
