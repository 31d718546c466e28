// Loads the page anew when what it shows has changed. The server says so over one open answer (server-sent events).
let shown = null;
const changes = new EventSource("/changes");
changes.onmessage = (event) => {
  if (shown !== null && event.data !== shown) {
    changes.close();
    location.reload();
  }
  shown = event.data;
};
addEventListener("pagehide", () => changes.close());
