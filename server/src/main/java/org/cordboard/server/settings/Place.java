package org.cordboard.server.settings;

/** Where something stands in the settings; line and column count from 1, and 0 means the file as a whole. */
record Place(String file, int line, int column, String path) {

    static Place wholeFile(String file) {
        return new Place(file, 0, 0, "");
    }
}
