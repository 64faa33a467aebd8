package dev.shaduf.engine.template;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Templates;

import liqp.TemplateParser;
import liqp.exceptions.LiquidException;
import liqp.filters.Filter;
import liqp.parser.Flavor;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.time.ZoneOffset;

/**
 * Compiles Liquid as Shopify's documentation describes it, plus {@code json}, {@code sha256} and
 * their like. Output, loops and source are limited, no file is ever read. Safe to share between
 * threads.
 */
public final class LiquidTemplates implements Templates {

    static final int MOST_OUTPUT = 4 << 20;
    private static final int MOST_ROUNDS = 100_000;
    private static final int LONGEST_SOURCE = 256 * 1024;

    private final TemplateParser parser;

    /** Templates whose {@code 'now'} is this clock's. */
    public LiquidTemplates(InstantSource clock) {
        TemplateParser.Builder builder =
                new TemplateParser.Builder()
                        .withFlavor(Flavor.LIQUID)
                        .withDefaultTimeZone(ZoneOffset.UTC)
                        .withMaxIterations(MOST_ROUNDS)
                        .withMaxSizeRenderedString(MOST_OUTPUT);
        for (Filter filter : TextFilters.all()) {
            builder.withFilter(filter);
        }
        for (Filter filter : NumberFilters.all()) {
            builder.withFilter(filter);
        }
        for (Filter filter : ListFilters.all()) {
            builder.withFilter(filter);
        }
        this.parser = builder.withFilter(new DateFilter(clock)).build();
    }

    @Override
    public Template compile(String source) {
        if (source.length() > LONGEST_SOURCE) {
            throw wrong("is longer than " + LONGEST_SOURCE + " characters", null);
        }
        try {
            return new LiquidTemplate(parser, source);
        } catch (LiquidException e) {
            int line = Math.max(1, e.line);
            int column = e.charPositionInLine + 1;
            throw wrong(Mistakes.of(e) + " at line " + line + ", column " + column, e);
        } catch (RuntimeException e) {
            throw wrong(Mistakes.of(e), e);
        }
    }

    private static ShadufException wrong(String what, @Nullable Throwable e) {
        return new ShadufException(
                Failure.WRONG_SETTING,
                "The template is not valid Liquid: " + what + ".",
                "Correct the template; text that is not Liquid goes between {% raw %} and {%"
                        + " endraw %}.",
                e);
    }
}
