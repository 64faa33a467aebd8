package dev.shaduf.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many of something an option asks for. */
final class Amount implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String typed) {
        try {
            int amount = Integer.parseInt(typed);
            if (amount >= 0) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new TypeConversionException("'" + typed + "' is not a whole number of 0 or more");
    }
}
