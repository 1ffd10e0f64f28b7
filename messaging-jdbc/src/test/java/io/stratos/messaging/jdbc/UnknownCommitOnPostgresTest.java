package io.stratos.messaging.jdbc;

class UnknownCommitOnPostgresTest extends UnknownCommits {

    UnknownCommitOnPostgresTest() {
        super(TestPostgres.pooledDatabase());
    }
}
