// Sorts and filters the table of statements. Without it the page is complete, sorted by total time.
(function () {
  var table = document.querySelector('#statements table');
  if (!table) return;
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows);
  table.querySelectorAll('th button').forEach(function (button) {
    button.addEventListener('click', function () {
      var key = button.dataset.key;
      rows.sort(function (a, b) { return Number(b.dataset[key]) - Number(a.dataset[key]); });
      rows.forEach(function (row) { body.appendChild(row); });
      table.querySelectorAll('th button').forEach(function (other) { other.setAttribute('aria-pressed', other === button); });
    });
  });
  var filter = document.querySelector('#filter');
  filter.parentNode.hidden = false;
  filter.addEventListener('input', function () {
    var words = filter.value.toLowerCase();
    rows.forEach(function (row) { row.hidden = row.textContent.toLowerCase().indexOf(words) < 0; });
  });
})();
