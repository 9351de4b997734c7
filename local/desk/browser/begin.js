// What is pasted to begin an article stays in this browser until the article is there, whatever happens to the page.

const place = 'courant-desk-new';
const form = document.querySelector('#begin-form');
const names = ['id', 'retrieved', 'text'];

const kept = JSON.parse(localStorage.getItem(place) ?? '{}');
// The article is there by now.
if (document.querySelector(`a[href="/article/${CSS.escape(kept.id ?? '')}"]`)) localStorage.removeItem(place);
else for (const name of names) form.elements[name].value ||= kept[name] ?? '';

form.addEventListener('input', () => {
  try {
    const words = Object.fromEntries(names.map(name => [name, form.elements[name].value]));
    localStorage.setItem(place, JSON.stringify(words));
  } catch {
    // Too long for this browser to keep: then it is kept once the article is begun.
  }
});
