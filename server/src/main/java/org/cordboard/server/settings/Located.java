package org.cordboard.server.settings;

/** A value that was read, with the place to point at should it prove wrong later. */
record Located<T>(T value, Place place) {}
