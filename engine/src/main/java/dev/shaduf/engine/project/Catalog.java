package dev.shaduf.engine.project;

import dev.shaduf.engine.template.LiquidTemplates;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.source.SourceType;
import dev.shaduf.spi.warehouse.WarehouseType;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * What a project may name: the types of sources, tools and warehouses that the program has.
 *
 * @param templates compiles Liquid
 */
public record Catalog(
        List<SourceType> sources,
        List<DestinationType> destinations,
        List<WarehouseType> warehouses,
        Templates templates) {

    /** What is installed, by name. */
    public static Catalog installed() {
        return new Catalog(
                ServiceLoader.load(SourceType.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .sorted(Comparator.comparing(SourceType::type))
                        .toList(),
                ServiceLoader.load(DestinationType.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .sorted(Comparator.comparing(DestinationType::type))
                        .toList(),
                ServiceLoader.load(WarehouseType.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .sorted(Comparator.comparing(WarehouseType::type))
                        .toList(),
                source -> Liquid.TEMPLATES.compile(source));
    }

    /** The type of a tool, or null. */
    @Nullable DestinationType destination(String type) {
        return destinations.stream().filter(d -> d.type().equals(type)).findFirst().orElse(null);
    }

    /** Made when the first template is met: most commands meet none. */
    private static final class Liquid {
        static final Templates TEMPLATES = new LiquidTemplates(InstantSource.system());
    }
}
