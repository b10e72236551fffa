// Two pictures of one thing, made on machines with different fonts, compared as from far away.

const grain = 24;

async function coarse(base64) {
  const blob = new Blob([Uint8Array.from(atob(base64), char => char.charCodeAt(0))], { type: 'image/png' });
  const picture = await createImageBitmap(blob), width = Math.ceil(picture.width / grain), height = Math.ceil(picture.height / grain);
  const small = new OffscreenCanvas(width, height).getContext('2d');
  small.imageSmoothingQuality = 'high';
  small.drawImage(picture, 0, 0, width, height);
  return { width, height, pixels: small.getImageData(0, 0, width, height).data };
}

async function difference([one, other]) {
  const [a, b] = await Promise.all([coarse(one), coarse(other)]);
  if (a.width !== b.width || a.height !== b.height) return 255;
  return a.pixels.reduce((sum, value, i) => sum + Math.abs(value - b.pixels[i]), 0) / a.pixels.length;
}
