// The search of a big base, on the page that has a place for it.
new PagefindUI({ element: "#pagefind", showImages: false, showSubResults: true });
