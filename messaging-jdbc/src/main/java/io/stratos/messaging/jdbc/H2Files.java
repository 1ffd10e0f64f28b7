package io.stratos.messaging.jdbc;

import io.stratos.messaging.exception.EnvironmentException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What an H2 file must be opened with, so that what is committed outlives the process. */
final class H2Files {

    private static final int MAJOR = 2;
    private static final int FIRST_MINOR_TO_FORGET = 5;

    private H2Files() {}

    static void checkDurability(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery("SELECT DATABASE_PATH(), (SELECT MAX(SETTING_VALUE)"
                        + " FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'),"
                        + " (SELECT MAX(UPPER(SETTING_VALUE)) FROM INFORMATION_SCHEMA.SETTINGS"
                        + " WHERE SETTING_NAME = 'REUSE_SPACE')")) {
            rs.next();
            boolean inMemory = rs.getString(1) == null;
            if (!inMemory) {
                checkDelay(rs.getString(2));
                checkSpace(connection.getMetaData(), rs.getString(3));
            }
        }
    }

    private static void checkDelay(String delay) {
        if (!"0".equals(delay)) {
            throw new EnvironmentException("the H2 database file is open with WRITE_DELAY="
                    + (delay == null ? "(default)" : delay)
                    + ": a process that is killed would lose commits it had acknowledged, and messages would be"
                    + " lost or sent twice; add ;WRITE_DELAY=0;REUSE_SPACE=FALSE to its URL");
        }
    }

    /**
     * Since 2.5 H2 notes in the file's header the chunk before the one that it has just written. Where that one lies in
     * space that was used before, nothing leads to it when the file is opened after a kill.
     */
    private static void checkSpace(DatabaseMetaData database, String reuse) throws SQLException {
        int major = database.getDatabaseMajorVersion();
        boolean forgets =
                major > MAJOR || (major == MAJOR && database.getDatabaseMinorVersion() >= FIRST_MINOR_TO_FORGET);
        if (forgets && !"FALSE".equals(reuse)) {
            throw new EnvironmentException("the H2 database file is open with REUSE_SPACE=" + reuse
                    + ", and H2 " + database.getDatabaseProductVersion() + " does not find again what it wrote into"
                    + " reused space: a process that is killed would lose commits it had acknowledged, and messages"
                    + " would be lost or sent twice; add ;REUSE_SPACE=FALSE to its URL, and ;DEFRAG_ALWAYS=TRUE, so that"
                    + " the file shrinks when it is closed");
        }
    }
}
