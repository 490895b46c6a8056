'use strict';
(() => {
  const every = 3000;
  const find = id => document.getElementById(id);
  const away = find('away');
  let token = '';
  let state = document.body.dataset;

  const buttons = () => {
    find('unlock').hidden = !!token;
    find('orders').hidden = !token;
    find('drain').hidden = state.drained === 'true';
    find('resume').hidden = state.drained !== 'true';
    find('hold').hidden = state.held === 'true';
    find('release').hidden = state.held !== 'true';
    find('auto').hidden = state.chosen !== 'true';
  };

  const take = page => {
    for (const part of document.querySelectorAll('[data-live]')) {
      const next = page.getElementById(part.id);
      if (next && next.innerHTML !== part.innerHTML) {
        part.className = next.className;
        part.innerHTML = next.innerHTML;
      }
    }
    document.title = page.title;
    state = page.body.dataset;
    buttons();
  };

  const look = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch('/', {cache: 'no-store', signal: AbortSignal.timeout(4000)});
        if (!answer.ok) throw new Error('HTTP ' + answer.status);
        take(new DOMParser().parseFromString(await answer.text(), 'text/html'));
        away.hidden = true;
      } catch (failure) {
        if (away.hidden) {
          away.textContent = '✖ The daemon has not answered since ' + new Date().toISOString().slice(11, 19)
            + ' UTC: what stands here is old. See its log.';
          away.hidden = false;
        }
      }
    }
    setTimeout(look, every);
  };

  const done = told => {
    const missing = (told.not_reached || []).map(one => one.server + ' (' + one.why + ')');
    if (told.claim === false) missing.push('the claim, where servers without a link read it');
    return told.warning || (missing.length ? 'Done, but it has not reached ' + missing.join(', ') + '.' : 'Done.');
  };

  const order = async (what, words) => {
    const said = find('said');
    if (!confirm(words)) return;
    said.textContent = 'Asked for it …';
    try {
      const answer = await fetch(what, {
        method: 'POST', cache: 'no-store', credentials: 'omit', redirect: 'error',
        headers: {Authorization: 'Bearer ' + token}, signal: AbortSignal.timeout(18000)
      });
      const told = await answer.json();
      said.textContent = answer.ok ? done(told) : 'Not done: ' + told.error;
      if (answer.status === 401) {
        token = '';
        buttons();
      }
    } catch (failure) {
      said.textContent = 'It is not known whether it was done: look at the state.';
    }
  };

  find('unlock').addEventListener('submit', event => {
    event.preventDefault();
    token = find('token').value.trim();
    find('token').value = '';
    find('said').textContent = '';
    buttons();
  });
  find('drain').addEventListener('click', () =>
    order('/drain', 'Take this server out of service, until it is resumed? Another one takes the record.'));
  find('resume').addEventListener('click', () => order('/resume', 'Put this server back into service?'));
  find('hold').addEventListener('click', () =>
    order('/hold?for=1h', 'Move nothing in the whole group for an hour, not even when a server fails?'));
  find('release').addEventListener('click', () =>
    order('/release', 'Let the record be moved again in the whole group?'));
  find('switch').addEventListener('click', () => {
    const to = find('to').value;
    order('/switch?to=' + encodeURIComponent(to),
      'Have ' + to + ' hold the record? It stays there until it fails, is drained, or another server is chosen.');
  });
  find('auto').addEventListener('click', () =>
    order('/switch?auto=true', 'Choose no server any more? The record goes where the order of preference says.'));
  find('operate').hidden = false;
  buttons();
  setTimeout(look, every);
})();
