package io.squall.scenario;

import java.util.Comparator;

/**
 * Where something was written.
 *
 * @param file a path, a preset's file, or {@code --set}
 * @param line from 1; 0 if the whole file is meant
 * @param column from 1
 */
record Origin(String file, int line, int column) {
    static final Origin SET = new Origin("--set", 0, 0);

    /** In the order of reading, with the command line last. */
    static final Comparator<Origin> READING_ORDER = Comparator.<Origin, Boolean>comparing(origin -> origin.equals(SET))
            .thenComparing(Origin::file)
            .thenComparingInt(Origin::line)
            .thenComparingInt(Origin::column);

    static Origin file(String file) {
        return new Origin(file, 0, 0);
    }

    String position() {
        return line + ":" + column;
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + position();
    }
}
