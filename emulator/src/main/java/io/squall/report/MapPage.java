package io.squall.report;

import io.squall.verdict.Stability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A map as a page that needs nothing else, not even scripts. Figures stand in the cells, so that no colour must be told from another. */
final class MapPage {
    private static final int WIDTH = 920;
    private static final int LEFT = 84;
    private static final int RIGHT = 96;
    private static final int TOP = 12;
    private static final int LEAST_FOR_FIGURES = 26;

    private final MapReport map;
    private final int columns;
    private final int rows;
    private final double cellWidth;
    private final double cellHeight;
    private final StringBuilder out = new StringBuilder();

    private MapPage(MapReport map) {
        this.map = map;
        columns = map.x().values().size();
        rows = map.y().values().size();
        cellWidth = (WIDTH - LEFT - RIGHT) / (double) columns;
        cellHeight = Math.clamp(cellWidth * 0.62, 4, 34);
    }

    static String of(MapReport map) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("name", HtmlReport.text(map.scenario()));
        parts.put("schema", MapReport.SCHEMA);
        parts.put("headline", HtmlReport.text(map.title()));
        parts.put("picture", new MapPage(map).picture());
        parts.put("definitions", HtmlReport.paragraphs("", map.definitions()));
        parts.put("figures", HtmlReport.table(figures(map)));
        parts.put("identity", HtmlReport.text("Scenario " + map.hash().substring(0, 12) + " · Squall " + map.squall()));
        return HtmlReport.filled("map.html", parts, HtmlReport::file);
    }

    private static Table figures(MapReport map) {
        List<List<String>> rows = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of("y \\ x"));
        for (int column = 0; column < map.x().values().size(); column++) {
            names.add(map.x().write(column));
        }
        for (int row = map.y().values().size() - 1; row >= 0; row--) {
            List<String> cells = new ArrayList<>(List.of(map.y().write(row)));
            for (int column = 0; column < map.x().values().size(); column++) {
                Double missed = map.cell(column, row).missed();
                cells.add(missed == null ? "–" : percent(missed) + " %");
            }
            rows.add(cells);
        }
        return new Table(
                "Share of the seeds that miss: x is " + map.x().name() + ", y is "
                        + map.y().name(),
                names,
                rows);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f", 100 * share);
    }

    private String picture() {
        double bottom = TOP + rows * cellHeight;
        out.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %.0f\" role=\"img\" aria-labelledby=\"what\"><title id=\"what\">%s: x is %s, y is %s. %s</title>",
                WIDTH,
                bottom + 66,
                HtmlReport.text(map.title()),
                HtmlReport.text(map.x().name()),
                HtmlReport.text(map.y().name()),
                "Every figure stands in the table below."));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                cell(column, row);
            }
        }
        edge();
        axes(bottom);
        for (int load = 0; load < map.loads().size(); load++) {
            band(load, bottom);
        }
        return out.append("</svg>").toString();
    }

    private void cell(int column, int row) {
        MapReport.Cell cell = map.cell(column, row);
        Double missed = cell.missed();
        out.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s × %s: %s</title></rect>",
                missed == null ? "none" : "s" + MapReport.level(missed),
                left(column),
                top(row),
                cellWidth,
                cellHeight,
                HtmlReport.text(map.x().write(column)),
                HtmlReport.text(map.y().write(row)),
                missed == null ? "not known" : percent(missed) + " % of the seeds miss"));
        if (missed != null && cellWidth >= LEAST_FOR_FIGURES) {
            out.append(String.format(
                    Locale.ROOT,
                    "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                    MapReport.level(missed) > 2 ? "in deep" : "in",
                    left(column) + cellWidth / 2,
                    top(row) + cellHeight / 2 + 4,
                    percent(missed)));
        }
    }

    /** Between the cells where most seeds meet the goal and those where most miss it. */
    private void edge() {
        StringBuilder path = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (column + 1 < columns && differ(column, row, column + 1, row)) {
                    path.append(String.format(Locale.ROOT, "M%.1f %.1fv%.1f", left(column + 1), top(row), cellHeight));
                }
                if (row + 1 < rows && differ(column, row, column, row + 1)) {
                    path.append(String.format(Locale.ROOT, "M%.1f %.1fh%.1f", left(column), top(row), cellWidth));
                }
            }
        }
        out.append(String.format(Locale.ROOT, "<path class=\"edge\" d=\"%s\"/>", path));
    }

    private boolean differ(int column, int row, int otherColumn, int otherRow) {
        Double one = map.cell(column, row).missed();
        Double other = map.cell(otherColumn, otherRow).missed();
        return one != null && other != null && one > 0.5 != other > 0.5;
    }

    private void axes(double bottom) {
        int everyColumn = (int) Math.ceil(58 / cellWidth);
        for (int column = 0; column < columns; column += everyColumn) {
            out.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%.1f\">%s</text>",
                    left(column) + cellWidth / 2,
                    bottom + 34,
                    HtmlReport.text(map.x().write(column))));
        }
        int everyRow = (int) Math.ceil(14 / cellHeight);
        for (int row = 0; row < rows; row += everyRow) {
            out.append(String.format(
                    Locale.ROOT,
                    "<text class=\"end\" x=\"%d\" y=\"%.1f\">%s</text>",
                    LEFT - 8,
                    top(row) + cellHeight / 2 + 4,
                    HtmlReport.text(map.y().write(row))));
        }
        out.append(String.format(
                Locale.ROOT,
                "<text class=\"axis\" x=\"%.1f\" y=\"%.1f\">%s →</text>",
                (LEFT + WIDTH - RIGHT) / 2.0,
                bottom + 58,
                HtmlReport.text(map.x().name())));
        out.append(String.format(
                Locale.ROOT,
                "<text class=\"axis\" transform=\"translate(14 %.1f) rotate(-90)\">%s →</text>",
                (TOP + bottom) / 2,
                HtmlReport.text(map.y().name())));
    }

    /** Beside the loads, if they stand on the y axis: a word; below them: its first letter. */
    private void band(int load, double bottom) {
        Optional<Stability> stability = map.stability(load);
        if (stability.isEmpty()) {
            return;
        }
        String word = SearchReport.word(stability.get());
        boolean beside = "x".equals(map.triggerAxis());
        double x = beside ? WIDTH - RIGHT + 6 : left(load);
        double y = beside ? top(load) : bottom + 5;
        out.append(String.format(
                Locale.ROOT,
                "<rect class=\"band %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                word,
                x,
                y,
                beside ? 5 : cellWidth,
                beside ? cellHeight : 5));
        if (beside && cellHeight >= 12) {
            out.append(String.format(
                    Locale.ROOT,
                    "<text class=\"start\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                    x + 11,
                    y + cellHeight / 2 + 4,
                    word));
        } else if (!beside && cellWidth >= 12) {
            out.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%.1f\">%s</text>",
                    x + cellWidth / 2,
                    y + 16,
                    word.substring(0, 1).toUpperCase(Locale.ROOT)));
        }
    }

    private double left(int column) {
        return LEFT + column * cellWidth;
    }

    private double top(int row) {
        return TOP + (rows - 1 - row) * cellHeight;
    }
}
