package io.squall.report;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map as a page that needs nothing else, not even scripts: a table of figures with colours behind them. */
final class MapPage {
    private final MapReport map;
    private final int columns;
    private final StringBuilder out = new StringBuilder();

    private MapPage(MapReport map) {
        this.map = map;
        columns = map.x().values().size();
    }

    static String of(MapReport map) {
        Map<String, String> parts = Map.of(
                "name", HtmlReport.text(map.scenario()),
                "schema", MapReport.SCHEMA,
                "title", HtmlReport.text(map.title()),
                "x", HtmlReport.text(map.x().name()),
                "y", HtmlReport.text(map.y().name()),
                "picture", new MapPage(map).picture(),
                "definitions", HtmlReport.paragraphs("", map.definitions()),
                "identity", HtmlReport.text("Scenario " + map.hash().substring(0, 12) + " · Squall " + map.squall()));
        return HtmlReport.filled("map.html", parts, HtmlReport::file);
    }

    private String picture() {
        boolean beside = "x".equals(map.triggerAxis());
        for (int row = map.y().values().size() - 1; row >= 0; row--) {
            out.append("<tr><th scope=\"row\">")
                    .append(HtmlReport.text(map.y().write(row)))
                    .append("</th>");
            for (int column = 0; column < columns; column++) {
                cell(column, row);
            }
            out.append(beside ? load(row, Integer.MAX_VALUE) : "").append("</tr>\n");
        }
        out.append("<tr><td></td>");
        for (int column = 0; column < columns; column++) {
            out.append("<th scope=\"col\">")
                    .append(HtmlReport.text(map.x().write(column)))
                    .append("</th>");
        }
        if (!beside && !map.loads().isEmpty()) {
            out.append("</tr>\n<tr><td></td>");
            for (int column = 0; column < columns; column++) {
                out.append(load(column, 1));
            }
        }
        return out.append("</tr>").toString();
    }

    private void cell(int column, int row) {
        Double missed = map.cell(column, row).missed();
        out.append("<td class=\"")
                .append(missed == null ? "none" : "s" + MapReport.level(missed))
                .append(differs(missed, column + 1, row) ? " right" : "")
                .append(differs(missed, column, row - 1) ? " below" : "")
                .append("\">")
                .append(missed == null ? "" : String.format(Locale.ROOT, "%.0f", 100 * missed))
                .append("</td>");
    }

    /** Whether one is the greater part of the seeds, and its neighbour's share is not. */
    private boolean differs(@Nullable Double missed, int column, int row) {
        Double other =
                column == columns || row < 0 ? null : map.cell(column, row).missed();
        return missed != null && other != null && missed > 0.5 != other > 0.5;
    }

    private String load(int load, int letters) {
        return map.stability(load)
                .map(SearchReport::word)
                .map(word -> "<td class=\"load " + word + "\">" + word.substring(0, Math.min(letters, word.length()))
                        + "</td>")
                .orElse("<td></td>");
    }
}
