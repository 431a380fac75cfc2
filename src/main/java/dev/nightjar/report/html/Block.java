package dev.nightjar.report.html;

import dev.nightjar.report.chart.Drawing;
import dev.nightjar.report.chart.SvgDrawing;
import java.util.List;

/** What a section consists of. The template has one fragment for each kind. */
public sealed interface Block {

    /** Which fragment. */
    String kind();

    /** A paragraph. */
    record Text(String words) implements Block {
        @Override
        public String kind() {
            return "text";
        }
    }

    /** Small print: how to read what is above, or why something is missing. */
    record Note(String words) implements Block {
        @Override
        public String kind() {
            return "note";
        }
    }

    /** A heading within a section. */
    record Heading(String words) implements Block {
        @Override
        public String kind() {
            return "heading";
        }
    }

    /** Text whose line breaks matter: SQL, plans, commands. */
    record Code(String title, String text) implements Block {
        @Override
        public String kind() {
            return "code";
        }
    }

    /** A picture. The print edition draws it by its id. */
    record Chart(String id, String title, Drawing drawing, String note) implements Block {
        @Override
        public String kind() {
            return "chart";
        }

        public String svg() {
            return new SvgDrawing(drawing, id).write();
        }
    }

    /** Figures with their names. */
    record Facts(List<Fact> facts) implements Block {
        @Override
        public String kind() {
            return "facts";
        }
    }

    /** Words with their meaning. */
    record Terms(List<Fact> terms) implements Block {
        @Override
        public String kind() {
            return "terms";
        }
    }

    /** One figure with its name. */
    record Fact(String label, String value) {}

    /** Rows and columns. */
    record Table(String title, List<Column> columns, List<List<Cell>> rows, String note) implements Block {
        public Table {
            int taken = columns.stream().mapToInt(Column::width).sum();
            columns = columns.stream()
                    .map(column ->
                            column.width() > 0 ? column : new Column(column.title(), column.numeric(), 100 - taken))
                    .toList();
        }

        @Override
        public String kind() {
            return "table";
        }
    }

    /**
     * One column.
     *
     * @param width in percent of the table's, or 0 for what the others leave, in one column at most
     */
    record Column(String title, boolean numeric, int width) {}

    /**
     * One cell.
     *
     * @param style class of the style sheet, may be empty
     * @param link id of the place in this document that says more, may be empty
     * @param share length of a bar behind the text, 0–1; NaN for none
     */
    record Cell(String text, String style, String link, double share) {

        static Cell of(String text) {
            return new Cell(text, "", "", Double.NaN);
        }

        static Cell number(String text) {
            return new Cell(text, "number", "", Double.NaN);
        }

        static Cell code(String text) {
            return new Cell(text, "code", "", Double.NaN);
        }

        static Cell styled(String text, String style) {
            return new Cell(text, style, "", Double.NaN);
        }

        static Cell linked(String text, String link) {
            return new Cell(text, "code", link, Double.NaN);
        }

        static Cell bar(String text, double share) {
            return new Cell(text, "number bar", "", share);
        }

        public boolean hasBar() {
            return !Double.isNaN(share);
        }

        public String barStyle() {
            return String.format(java.util.Locale.ROOT, "width: %.1f%%", Math.max(0, Math.min(1, share)) * 100);
        }
    }

    /** Two blocks side by side. */
    record Beside(List<Block> parts) implements Block {
        @Override
        public String kind() {
            return "beside";
        }
    }

    /** A statement's whole text. */
    record Statement(String anchor, String id, String text) implements Block {
        @Override
        public String kind() {
            return "statement";
        }
    }

    /** A recommendation, on about half a page. */
    record Action(
            String anchor, String id, int priority, String band, String title, List<Fact> facts, List<Block> parts)
            implements Block {
        @Override
        public String kind() {
            return "action";
        }
    }
}
