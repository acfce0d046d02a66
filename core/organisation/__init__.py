"""The provider itself: name, campuses, signatories, closing calendar and house style."""
