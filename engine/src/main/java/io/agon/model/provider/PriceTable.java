package io.agon.model.provider;

import io.agon.model.ModelId;
import io.agon.model.Price;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What models cost: prices of a user first, then the table that comes with Agon, whose rows say when and where they
 * were read. Prices change; a user's own are the ones to trust a money budget to. Models whose price grows with the
 * length of the prompt are left out, because one number would be wrong, and a price for cached tokens that is not known
 * is that of fresh ones.
 *
 * <p>A row is for one name and its dated versions ({@code gpt-4o-mini} is also {@code gpt-4o-mini-2024-07-18}), or for
 * all names that a pattern with {@code *} covers; the longest that fits wins.
 */
public final class PriceTable {

    /**
     * What stands behind a name when it is the same model: a date, {@code latest}, a version or a preview of a month.
     */
    private static final String DATED = "(?:[-@](?:latest|\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{4}|\\d{3}|v\\d+(?::\\d+)?))?";

    private static final String TABLE = "prices.csv";

    private final List<Row> rows;

    private PriceTable(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /**
     * A price and where it is from.
     *
     * @param pattern such as {@code openai:gpt-4o-mini} or {@code groq:*}
     * @param read when; the epoch when a user said it
     * @param source where; empty when a user said it
     */
    public record Row(String pattern, Price price, LocalDate read, String source) {

        boolean covers(ModelId id) {
            StringBuilder regex = new StringBuilder();
            for (String part : pattern.split("(?<=\\*)|(?=\\*)")) {
                regex.append(part.equals("*") ? ".*" : Pattern.quote(part));
            }
            return Pattern.compile(regex + DATED, Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                    .matcher(id.toString())
                    .matches();
        }
    }

    /** The table that comes with Agon. */
    public static PriceTable standard() {
        try (InputStream in = PriceTable.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException("%s is missing from the jar.".formatted(TABLE));
            }
            return new PriceTable(read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same with prices that go before.
     *
     * @param prices by names or patterns such as {@code openai:gpt-4o*}
     */
    public PriceTable with(Map<String, Price> prices) {
        List<Row> all = new ArrayList<>();
        prices.forEach((pattern, price) -> all.add(new Row(pattern, price, LocalDate.EPOCH, "")));
        all.addAll(rows);
        return new PriceTable(all);
    }

    /** The price of a model; empty when nobody said. */
    public Optional<Price> of(ModelId id) {
        return row(id).map(Row::price);
    }

    /** The row that a model's price is from. */
    public Optional<Row> row(ModelId id) {
        Comparator<Row> best = Comparator.comparing((Row row) -> row.source().isEmpty())
                .thenComparing(row -> !row.pattern().contains("*"))
                .thenComparing(row -> row.pattern().length());
        return rows.stream().filter(row -> row.covers(id)).max(best);
    }

    private static List<Row> read(String csv) {
        List<Row> rows = new ArrayList<>();
        csv.lines().skip(1).filter(line -> !line.isBlank()).forEach(line -> {
            String[] cells = line.split(",", -1);
            rows.add(new Row(
                    cells[0],
                    new Price(Double.parseDouble(cells[1]), Double.parseDouble(cells[2]), Double.parseDouble(cells[3])),
                    LocalDate.parse(cells[4]),
                    cells[5]));
        });
        return rows;
    }
}
