package dev.shaduf.demo.people;

import dev.shaduf.demo.Dice;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;

/** How people and clerks write names, addresses and numbers down. For one thread. */
final class Hand {

    private static final double TYPO = 0.015;

    private static final Map<String, String> NICKNAMES =
            Map.ofEntries(
                    Map.entry("Alejandro", "Alex"),
                    Map.entry("Alexander", "Alex"),
                    Map.entry("Agnieszka", "Aga"),
                    Map.entry("Beatrice", "Bea"),
                    Map.entry("Callum", "Cal"),
                    Map.entry("Francesca", "Franci"),
                    Map.entry("Javier", "Javi"),
                    Map.entry("Katarzyna", "Kasia"),
                    Map.entry("Krzysztof", "Krzysiek"),
                    Map.entry("Lorenzo", "Enzo"),
                    Map.entry("Matthias", "Matze"),
                    Map.entry("Małgorzata", "Gosia"),
                    Map.entry("Mohammed", "Mo"),
                    Map.entry("Oliver", "Ollie"),
                    Map.entry("Rafael", "Rafa"),
                    Map.entry("Riccardo", "Ricky"),
                    Map.entry("Stanisław", "Staszek"),
                    Map.entry("Tobias", "Tobi"),
                    Map.entry("Tommaso", "Tom"),
                    Map.entry("Wojciech", "Wojtek"));

    private final Dice dice;

    Hand(Dice dice) {
        this.dice = dice;
    }

    /** A first name, one in eight as friends say it or as an initial. */
    String firstName(Person person) {
        String name = person.names().first();
        if (!dice.chance(0.12)) {
            return cased(name);
        }
        String initial = name.substring(0, name.offsetByCodePoints(0, 1)) + ".";
        return NICKNAMES.getOrDefault(name, initial);
    }

    String lastName(Person person) {
        String name = person.names().last();
        return cased(dice.chance(TYPO) ? misspelt(name) : name);
    }

    /** An address: letters of both cases, spaces around, and sometimes a wrong letter. */
    @Nullable String email(@Nullable String address) {
        if (address == null) {
            return null;
        }
        String text = dice.chance(TYPO) ? misspelt(address) : address;
        double luck = dice.unit();
        if (luck < 0.1) {
            return Character.toUpperCase(text.charAt(0)) + text.substring(1);
        }
        if (luck < 0.13) {
            return text.toUpperCase(Locale.ROOT);
        }
        return luck < 0.16 ? " " + text + " " : text;
    }

    /** A number: with and without spaces, and some as one dials it at home. */
    @Nullable String phone(@Nullable String number) {
        if (number == null) {
            return null;
        }
        double luck = dice.unit();
        if (luck < 0.3) {
            return number.replace(" ", "");
        }
        boolean foreign = number.startsWith("+");
        return luck < 0.32 && foreign ? "0" + number.substring(number.indexOf(' ') + 1) : number;
    }

    private String cased(String name) {
        double luck = dice.unit();
        if (luck < 0.03) {
            return name.toUpperCase(Locale.ROOT);
        }
        return luck < 0.05 ? name.toLowerCase(Locale.ROOT) + " " : name;
    }

    /** With two neighbours exchanged, or one letter lost. */
    private String misspelt(String text) {
        int stem = text.indexOf('@') < 0 ? text.length() : text.indexOf('@');
        if (stem < 3) {
            return text;
        }
        int at = dice.below(stem - 1);
        String from = text.substring(0, at);
        String rest = text.substring(at + 2);
        String lost = from + text.charAt(at + 1) + rest;
        return dice.chance(0.5) ? lost : from + text.charAt(at + 1) + text.charAt(at) + rest;
    }
}
