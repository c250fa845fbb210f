package io.squall.report;

import java.util.List;

/**
 * Figures in rows.
 *
 * @param rows the first cell names the row; one with fewer cells than there are columns ends in a remark
 */
record Table(String caption, List<String> columns, List<List<String>> rows) {

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Words stand at the left of their column, figures at the right. */
    boolean isWords(int column) {
        return rows.stream()
                .filter(row -> row.size() == columns.size() && !row.get(column).isEmpty())
                .anyMatch(row -> Character.isLetter(row.get(column).codePointAt(0)));
    }

    /** Of the widest cell, in characters. */
    int width(int column) {
        return rows.stream()
                .filter(row -> row.size() == columns.size() || column == 0)
                .mapToInt(row -> row.get(column).length())
                .reduce(columns.get(column).length(), Math::max);
    }
}
