package dev.shaduf.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the files of a shop as they are on its last day. Immutable. */
public final class ShopGenerator {

    static final String CUSTOMERS = "customers.csv";

    private final Shop shop;

    /** For the files of this shop. */
    public ShopGenerator(Shop shop) {
        this.shop = shop;
    }

    /**
     * How many rows each file got.
     *
     * @param customers rows of customers.csv
     * @param orders rows of orders.csv
     * @param payments rows of payments.csv
     * @param tickets rows of tickets.csv
     */
    public record Counts(long customers, long orders, long payments, long tickets) {}

    /**
     * Writes the four files into the directory, which is made if it is missing, and removes those
     * that {@link ShopChanges} added.
     */
    public Counts write(Path directory) {
        try {
            Files.createDirectories(directory);
            removeLaterDays(directory);
            List<Customer> customers = new Customers(shop).untilLastDay();
            OrderBook book = OrderBook.of(shop, customers);
            writeCustomers(directory, customers);
            long payments = writeOrders(directory, book);
            long tickets = writeTickets(directory, customers);
            return new Counts(customers.size(), book.size(), payments, tickets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The customers of the last day, as in customers.csv. */
    public List<Customer> customers() {
        return new Customers(shop).untilLastDay();
    }

    /** How often a customer asked support until the last day. */
    public int tickets(Customer customer) {
        return Ticket.of(shop, List.of(customer)).size();
    }

    private static void removeLaterDays(Path directory) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, "{orders,payments}_*.csv")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    static void writeCustomers(Path directory, List<Customer> customers) throws IOException {
        try (CsvFile file = new CsvFile(directory.resolve(CUSTOMERS), Customer.HEADER)) {
            for (Customer customer : customers) {
                customer.writeTo(file);
            }
        }
    }

    private long writeOrders(Path directory, OrderBook book) throws IOException {
        try (CsvFile orders = new CsvFile(directory.resolve("orders.csv"), Order.HEADER);
                CsvFile payments =
                        new CsvFile(directory.resolve("payments.csv"), Order.PAYMENTS_HEADER)) {
            long payment = 1;
            for (int i = 0; i < book.size(); i++) {
                Order order = Order.of(shop, i + 1L, book.customerOf(i), book.timeOf(i));
                order.writeTo(orders);
                payment = order.writePayments(payments, payment);
            }
            return payment - 1;
        }
    }

    private long writeTickets(Path directory, List<Customer> customers) throws IOException {
        List<Ticket> tickets = Ticket.of(shop, customers);
        try (CsvFile file = new CsvFile(directory.resolve("tickets.csv"), Ticket.HEADER)) {
            for (int i = 0; i < tickets.size(); i++) {
                tickets.get(i).writeTo(file, i + 1L);
            }
        }
        return tickets.size();
    }
}
