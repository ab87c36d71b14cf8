namespace MlDsl.Tool.Labeling;

/// <summary>The script and the style sheet of a page that asks for labels; the page's policy names the hashes of both.</summary>
internal static class LabelPageText
{
    public const string Style = """

        :root{color-scheme:light dark;--page:#fff;--box:#f3f5f8;--ink:#1b1f24;--soft:#4b5563;--rule:#c3cad3;--mark:#0a53a8}
        @media (prefers-color-scheme:dark){:root{--page:#14181d;--box:#1e242b;--ink:#e6edf3;--soft:#a9b4c0;--rule:#4b555f;--mark:#7dbcff}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:50rem;padding:1.2rem;background:var(--page);color:var(--ink);font:17px/1.5 system-ui,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
        h1{font-size:1.3rem;margin:0}p{margin:.5rem 0}progress{width:12rem;vertical-align:middle}
        dl{margin:0}dt{color:var(--soft);font-size:.85rem}dd{margin:0 0 .6rem;white-space:pre-wrap;overflow-wrap:anywhere}
        section{background:var(--box);border-radius:.5rem;padding:.8rem 1rem;min-height:6rem}
        form{margin:.8rem 0}.row,form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
        button,input,textarea{font:inherit;color:inherit;background:var(--page);border:1px solid var(--soft);border-radius:.4rem;padding:.4rem .8rem}
        button{cursor:pointer;min-height:2.75rem}form button{border-width:2px;border-color:var(--mark)}textarea{width:100%;min-height:6rem}#note{width:min(30rem,70%)}
        form label{display:flex;gap:.4rem;align-items:center;min-height:2.75rem}form input[type=checkbox]{width:1.2rem;height:1.2rem}
        kbd{border:1px solid var(--soft);border-radius:.25rem;padding:0 .3rem;font-size:.85em}pre{white-space:pre-wrap;overflow-wrap:anywhere}summary{cursor:pointer;min-height:2rem}
        #said:empty{display:none}:focus-visible{outline:3px solid var(--mark);outline-offset:2px}

        """;

    public const string Script = """

        'use strict';
        (() => {
          const data = JSON.parse(document.getElementById('data').textContent), store = 'mldsl-label:' + data.key, at = id => document.getElementById(id);
          let events = [], saved = 0, keeps = true, current = null, shownAt = 0;

          const make = (name, text, set) => {
            const element = document.createElement(name);
            if (text !== undefined) element.textContent = text;
            return Object.assign(element, set || {});
          };

          // Another tab of this page may have added answers.
          function load() {
            let there = [];
            try {
              there = JSON.parse(localStorage.getItem(store) || '[]');
              if (!Array.isArray(there)) there = [];
            } catch {
              keeps = false;
            }
            const ids = new Set(events.map(e => e.id));
            for (const one of there) if (one && one.id && !ids.has(one.id)) events.push(one);
          }

          function add(event) {
            load();
            events.push(event);
            try {
              localStorage.setItem(store, JSON.stringify(events));
            } catch {
              keeps = false;
            }
          }

          function newEvent(kind, item) {
            const id = [...crypto.getRandomValues(new Uint8Array(8))].map(b => b.toString(16).padStart(2, '0')).join('');
            return { at: new Date().toISOString(), event: kind, item, by: data.by, id };
          }

          function standing() {
            const gone = new Set(data.gone.concat(events.filter(e => e.event === 'undo').map(e => e.of)));
            return events.filter(e => e.event !== 'undo' && !gone.has(e.id));
          }

          // An earlier page may have left answers to what an item showed then.
          const hashes = new Map(data.items.map(i => [i.id, i.hash]));

          function next() {
            const said = standing(), done = new Set(said.filter(e => e.event !== 'skip' && e.hash === hashes.get(e.item)).map(e => e.item)), skips = new Map();
            said.forEach((e, i) => { if (e.event === 'skip') skips.set(e.item, i); });
            const open = data.items.filter(i => !done.has(i.id));
            // What was left for later comes last, in the order in which it was left.
            open.sort((a, b) => (skips.has(a.id) ? skips.get(a.id) : -1) - (skips.has(b.id) ? skips.get(b.id) : -1));
            return { item: open[0] || null, open };
          }

          // How far it is; what is being written stays.
          function count() {
            const done = data.items.length - next().open.length;
            const seconds = standing().map(e => e.seconds).filter(s => s > 0).slice(-50).sort((a, b) => a - b), median = seconds[seconds.length >> 1];
            at('bar').max = data.items.length;
            at('bar').value = done;
            at('pace').textContent = done + ' of ' + data.items.length + (median ? ', ' + median.toFixed(1) + ' s each' : '');
            const unsaved = events.length - saved;
            at('unsaved').textContent = unsaved === 0 ? '' : unsaved + ' not saved yet' + (keeps ? ', kept in this browser' : '; this browser does not keep them: save before you close the page');
          }

          function show(forced) {
            current = forced || next().item;
            shownAt = performance.now();
            count();
            const place = at('item');
            place.replaceChildren();
            at('answer').replaceChildren();
            at('note').value = '';
            if (!current) {
              place.append(make('p', 'Nothing is left. Save the answers.'));
              at('save').focus();
              return;
            }
            const list = make('dl');
            for (const [name, text] of current.shown) list.append(make('dt', name), make('dd', text));
            place.append(list);
            ask();
          }

          function ask() {
            const form = at('answer');
            if (data.task === 'Number' || data.task === 'Text') {
              const field = data.task === 'Text' ? make('textarea') : make('input', undefined, { type: 'number', step: 'any' });
              field.id = 'value';
              if (data.minimum !== undefined) field.min = data.minimum;
              if (data.maximum !== undefined) field.max = data.maximum;
              form.append(make('label', data.task === 'Text' ? 'Text' : 'Number', { htmlFor: 'value' }), field, make('button', 'Answer', { type: 'submit' }));
              field.focus();
              return;
            }
            for (const one of data.classes) {
              const box = data.task === 'Multiple' ? make('input', undefined, { type: 'checkbox', value: one.name }) : null;
              const part = box ? make('label') : make('button', undefined, { type: 'button' });
              if (box) part.append(box);
              part.append(make('span', one.name + ' '), make('kbd', one.key));
              part.title = one.description;
              if (!box) part.addEventListener('click', () => answer(one.name));
              form.append(part);
            }
            if (data.task === 'Multiple') form.append(make('button', 'Answer', { type: 'submit' }));
            at('item').focus({ preventScroll: true });
          }

          function answer(label) {
            if (!current) return;
            write('label', { label });
          }

          function write(kind, more) {
            const event = Object.assign(newEvent(kind, current.id), more), note = at('note').value.trim();
            if (note) event.note = note;
            event.seconds = Math.round(performance.now() - shownAt) / 1000;
            event.hash = current.hash;
            if (data.version) event.guidelines = data.version;
            add(event);
            at('said').textContent = kind === 'label' ? 'Said: ' + (Array.isArray(event.label) ? event.label.join(', ') || 'none' : event.label) : kind === 'skip' ? 'Left for later' : 'Cannot tell';
            show();
          }

          function back() {
            const last = standing().pop();
            if (!last) {
              at('said').textContent = 'There is nothing to take back';
              return;
            }
            add(Object.assign(newEvent('undo', last.item), { of: last.id }));
            at('said').textContent = 'Taken back';
            show(data.items.find(i => i.id === last.item));
          }

          function save() {
            load();
            const url = URL.createObjectURL(new Blob([events.map(e => JSON.stringify(e) + '\n').join('')], { type: 'application/x-ndjson' }));
            const link = make('a', undefined, { href: url, download: 'labels-' + data.key.slice(0, 8) + '.jsonl' });
            document.body.append(link);
            link.click();
            link.remove();
            setTimeout(() => URL.revokeObjectURL(url), 60000);
            saved = events.length;
            at('unsaved').textContent = '';
          }

          at('answer').addEventListener('submit', e => {
            e.preventDefault();
            if (data.task === 'Multiple') answer([...at('answer').querySelectorAll('input:checked')].map(box => box.value));
            else if (data.task === 'Text' && at('value').value.trim()) answer(at('value').value.trim());
            else if (data.task === 'Number' && at('value').value !== '' && at('value').checkValidity()) answer(Number(at('value').value));
            else at('said').textContent = data.task === 'Number' ? 'That is no number that can be an answer' : 'Nothing was written';
          });
          at('back').addEventListener('click', back);
          at('later').addEventListener('click', () => current && write('skip'));
          at('unsure').addEventListener('click', () => current && write('unsure'));
          at('save').addEventListener('click', save);
          document.addEventListener('keydown', e => {
            if (e.ctrlKey || e.metaKey || e.altKey) {
              if (e.key === 'Enter' && e.target.id === 'value') at('answer').requestSubmit();
              return;
            }
            if (e.target.id === 'note' && e.key === 'Enter') at('item').focus();
            if (/^(INPUT|TEXTAREA)$/.test(e.target.tagName) && e.target.type !== 'checkbox') return;
            const one = data.classes.find(c => c.key === e.key);
            if (one && data.task === 'Multiple') [...at('answer').querySelectorAll('input')].filter(box => box.value === one.name).forEach(box => { box.checked = !box.checked; });
            else if (one) answer(one.name);
            else if (e.key === '<' || e.key === 'Backspace') back();
            else if (e.key === '>') at('later').click();
            else if (e.key === '~') at('unsure').click();
            else if (e.key === '?') at('help').open = !at('help').open;
            else if (e.key === 'Enter' && data.task === 'Multiple' && e.target.tagName !== 'BUTTON') at('answer').requestSubmit();
            else return;
            e.preventDefault();
          });
          addEventListener('storage', e => {
            if (e.key !== store) return;
            load();
            if (current && next().open.includes(current)) count();
            else show();
          });
          addEventListener('beforeunload', e => { if (!keeps && events.length > saved) e.preventDefault(); });

          at('guidelines').textContent = data.guidelines || 'There are none.';
          load();
          show();
        })();

        """;
}
