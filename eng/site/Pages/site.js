// The search: each word that is looked for must begin a word of the page; titles count most, then headings. The index is fetched when somebody searches.
(() => {
  const box = document.getElementById('search'), found = document.getElementById('found'), root = document.body.dataset.root;
  const most = 30;
  let loading;
  const load = () => loading ??= new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = root + 'search.js';
    script.onload = () => done(window.siteIndex);
    script.onerror = failed;
    document.head.append(script);
  });
  const words = text => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  const begins = (list, word) => list.some(other => other.startsWith(word));
  const score = ([url, title, , headings, text], asked) => {
    let sum = 0;
    const titles = words(title), parts = words(headings.filter((_, i) => i % 2 === 1).join(' ')), all = text.split(' ');
    for (const word of asked) {
      const here = (titles.includes(word) ? 30 : begins(titles, word) ? 20 : 0) + (begins(parts, word) ? 8 : 0) + (all.includes(word) ? 2 : begins(all, word) ? 1 : 0);
      if (here === 0) return 0;
      sum += here;
    }
    return sum;
  };
  const show = async () => {
    const asked = words(box.value);
    if (asked.length === 0) { found.hidden = true; found.replaceChildren(); return; }
    let index;
    try { index = await load(); } catch { found.hidden = false; found.textContent = 'The index of the search, search.js, is not beside the pages.'; return; }
    if (words(box.value).join(' ') !== asked.join(' ')) return;
    const hits = index.map(page => ({ page, points: score(page, asked) })).filter(hit => hit.points > 0).sort((a, b) => b.points - a.points || a.page[1].localeCompare(b.page[1]));
    const list = document.createElement('ul');
    for (const { page: [url, title, part, headings] } of hits.slice(0, most)) {
      const item = document.createElement('li'), link = document.createElement('a'), kind = document.createElement('span');
      const at = headings.findIndex((text, i) => i % 2 === 1 && asked.every(word => begins(words(text), word)));
      link.href = root + url + (at > 0 ? '#' + headings[at - 1] : '');
      link.textContent = at > 0 ? title + ': ' + headings[at] : title;
      kind.textContent = ' ' + part;
      item.append(link, kind);
      list.append(item);
    }
    const count = document.createElement('p');
    count.textContent = hits.length === 0 ? 'Nothing has all of these words.' : hits.length === 1 ? '1 page' : hits.length + ' pages' + (hits.length > most ? ', the first ' + most + ' of them' : '');
    found.replaceChildren(count, list);
    found.hidden = false;
  };
  box.addEventListener('input', show);
  box.form.addEventListener('submit', event => { event.preventDefault(); found.querySelector('a')?.click(); });
  document.addEventListener('keydown', event => {
    if (event.key === '/' && document.activeElement !== box && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); box.focus(); }
    if (event.key === 'Escape' && !found.hidden) { box.value = ''; show(); box.focus(); }
  });
})();
