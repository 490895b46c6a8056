'use strict';
(() => {
  const every = 3000;
  const find = id => document.getElementById(id);
  const away = find('away');
  let token = '';
  let drained = document.body.dataset.drained;

  const buttons = () => {
    find('unlock').hidden = !!token;
    find('orders').hidden = !token;
    find('drain').hidden = drained === 'true';
    find('resume').hidden = drained !== 'true';
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
    drained = page.body.dataset.drained;
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

  const order = async (what, words) => {
    const said = find('said');
    if (!confirm(words)) return;
    said.textContent = 'Asked for it …';
    try {
      const answer = await fetch(what, {
        method: 'POST', cache: 'no-store', credentials: 'omit', redirect: 'error',
        headers: {Authorization: 'Bearer ' + token}, signal: AbortSignal.timeout(15000)
      });
      const told = await answer.json();
      said.textContent = answer.ok ? (told.warning || 'Done.') : 'Not done: ' + told.error;
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
  find('operate').hidden = false;
  buttons();
  setTimeout(look, every);
})();
