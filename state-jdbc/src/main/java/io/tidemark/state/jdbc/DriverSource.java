// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks a driver for connections. The drivers' own data sources write their properties, a password among them, into a URL that they log; and the pool would set the time that they wait.
 */
final class DriverSource implements DataSource {
    private static final int CLOSE_SECONDS = 10;

    private final Driver driver;
    private final String url;
    private final Properties properties;

    /** {@code url} holds no secrets, {@code properties} may. {@code driver} is the name of its class. */
    DriverSource(String driver, String url, Properties properties) {
        this.driver = driver(driver);
        this.url = url;
        this.properties = properties;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("the driver does not know the URL");
        }
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("who connects is among the properties");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Nothing is written to one.
    }

    /** How long the pool waits, when it is closed, for a connection that it was about to open. */
    @Override
    public int getLoginTimeout() {
        return CLOSE_SECONDS;
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // It is among the properties.
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("it wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    /** Not from the DriverManager, which shows only those that the thread's class loader knew when it was first asked. */
    private static Driver driver(String name) {
        return ServiceLoader.load(Driver.class, DriverSource.class.getClassLoader()).stream()
                .filter(provider -> provider.type().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the driver " + name + " is not on the class path"))
                .get();
    }
}
