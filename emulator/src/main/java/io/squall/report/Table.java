package io.squall.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Figures in rows.
 *
 * @param rows the first cell names the row; one with fewer cells than there are columns ends in a remark
 */
record Table(String caption, List<String> columns, List<List<String>> rows) {
    private static final int LEAST_NAME_WIDTH = 10;

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Words stand at the left of their column, figures at the right; never is a figure. */
    boolean isWords(int column) {
        return rows.stream()
                .filter(row -> row.size() == columns.size())
                .map(row -> row.get(column))
                .anyMatch(cell -> !cell.isEmpty() && !cell.equals("never") && Character.isLetter(cell.codePointAt(0)));
    }

    /** Of the widest cell, in characters. */
    int width(int column) {
        return rows.stream()
                .filter(row -> row.size() == columns.size() || column == 0)
                .mapToInt(row -> row.get(column).length())
                .reduce(columns.get(column).length(), Math::max);
    }

    /** As text: aligned, without the caption. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(line(columns)));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            int width = Math.max(column == 0 ? LEAST_NAME_WIDTH : 0, width(column));
            String gap = " ".repeat(width - Math.min(width, cells.get(column).length()));
            boolean left = isWords(column) || cells.size() < columns.size();
            line.append(column == 0 ? "" : "  ")
                    .append(left ? "" : gap)
                    .append(cells.get(column))
                    .append(left ? gap : "");
        }
        return line.toString().stripTrailing();
    }

    /** With rows for columns. */
    Table turned() {
        List<String> names = new ArrayList<>(List.of(columns.getFirst()));
        rows.forEach(row -> names.add(row.getFirst()));
        List<List<String>> turned = new ArrayList<>();
        for (int column = 1; column < columns.size(); column++) {
            List<String> cells = new ArrayList<>(List.of(columns.get(column)));
            for (List<String> row : rows) {
                cells.add(column < row.size() ? row.get(column) : "");
            }
            turned.add(cells);
        }
        return new Table(caption, names, turned);
    }
}
